import { create } from 'zustand'
import type { Session } from '../../browser/index.ts'
import type { Action, Refused } from '../../trace/index.ts'
import { useRun } from './run-store.ts'

/** What was refused last, in one sentence; null after what was done. `count` tells one from the next. */
interface Echo {
  readonly refused: string | null
  readonly count: number
}

export const useEcho = create<Echo>()(() => ({ refused: null, count: 0 }))

const isRefusal = (answer: unknown): answer is Refused =>
  typeof answer === 'object' && answer !== null && 'refused' in answer

/** Asks the session. Answers whether it was done; why not stands in the echo. */
async function ask(request: (session: Session) => Promise<unknown>): Promise<boolean> {
  const { session } = useRun.getState()
  if (session === null) return false
  // A session whose conductor has died rejects with one sentence.
  const answer = await request(session).catch((error: Error): Refused => ({ refused: error.message }))
  const refused = isRefusal(answer) ? answer.refused : null
  useEcho.setState(echo => ({ refused, count: echo.count + 1 }))
  return refused === null
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
