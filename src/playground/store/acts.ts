import { create } from 'zustand'
import type { LoggedSession } from '../../browser/index.ts'
import { type Action, isRefused } from '../../trace/index.ts'
import { useRun } from './run-store.ts'

/** The answer to the last action of a person. */
interface LastRefusal {
  /** Why it was refused, in one sentence; `null` if it was done. */
  readonly refused: string | null
  /** Grows with each answer, so that equal refusals can be told apart. */
  readonly count: number
}

export const useLastRefusal = create<LastRefusal>()(() => ({ refused: null, count: 0 }))

/** Calls the session and shows a refusal. Resolves to whether the call was done. */
async function callSession(request: (session: LoggedSession) => Promise<unknown>): Promise<boolean> {
  const { session } = useRun.getState()
  if (session === null) return false
  return !isRefused(showRefusal(await request(session)))
}

/** Shows the answer if it is a refusal, and returns it. */
function showRefusal<T>(answer: T): T {
  const refused = isRefused(answer) ? answer.refused : null
  useLastRefusal.setState(({ count }) => ({ refused, count: count + 1 }))
  return answer
}

/** Performs an action. Resolves to whether it was done. */
export const act = (action: Action): Promise<boolean> => callSession(session => session.do(action))

export const togglePlay = (): Promise<boolean> =>
  callSession(session => (useRun.getState().clock.playing ? session.pause() : session.play()))

export const step = (): Promise<boolean> =>
  callSession(async session => {
    if (useRun.getState().clock.playing) await session.pause()
    return session.step()
  })

export const setSpeed = (factor: number): Promise<boolean> => callSession(session => session.speed(factor))

/** The run file as text. Resolves to `null` and shows the reason if it is refused. */
export async function exportRun(): Promise<string | null> {
  const { session } = useRun.getState()
  const file = session === null ? null : showRefusal(await session.exportRun())
  return isRefused(file) ? null : file
}
