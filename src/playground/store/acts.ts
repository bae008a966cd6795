import { create } from 'zustand'
import type { LoggedSession } from '../../browser/index.ts'
import { type Action, isRefused } from '../../trace/index.ts'
import { useRun } from './run-store.ts'

/** What was refused last, in one sentence; null after what was done. `count` tells one from the next. */
interface Echo {
  readonly refused: string | null
  readonly count: number
}

export const useEcho = create<Echo>()(() => ({ refused: null, count: 0 }))

/** Asks the session. Answers whether it was done; why not stands in the echo. */
async function ask(request: (session: LoggedSession) => Promise<unknown>): Promise<boolean> {
  const { session } = useRun.getState()
  if (session === null) return false
  return !isRefused(echo(await request(session)))
}

/** Shows an answer's refusal to the person, if it is one. */
function echo<T>(answer: T): T {
  const refused = isRefused(answer) ? answer.refused : null
  useEcho.setState(({ count }) => ({ refused, count: count + 1 }))
  return answer
}

/** Does it, as `playground.do` would. */
export const act = (action: Action): Promise<boolean> => ask(session => session.do(action))

export const togglePlay = (): Promise<boolean> =>
  ask(session => (useRun.getState().clock.playing ? session.pause() : session.play()))

export const step = (): Promise<boolean> =>
  ask(async session => {
    if (useRun.getState().clock.playing) await session.pause()
    return session.step()
  })

export const setSpeed = (factor: number): Promise<boolean> => ask(session => session.speed(factor))

/** The run file as text; null, and the reason in the echo, where there is none. */
export async function exportRun(): Promise<string | null> {
  const { session } = useRun.getState()
  const file = session === null ? null : echo(await session.exportRun())
  return isRefused(file) ? null : file
}
