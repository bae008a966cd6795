import { create } from 'zustand'
import type { Action } from '../../trace/index.ts'
import { useRun } from './run-store.ts'

/** The last thing a person did, and what came of it: shown for a moment, and read out. */
interface Echo {
  readonly action: Action | null
  readonly refused: string | null
  readonly count: number
}

export const useEcho = create<Echo>()(() => ({ action: null, refused: null, count: 0 }))

/** Does it, as `playground.do` would, and tells what it was. Answers whether it was done. */
export async function act(action: Action): Promise<boolean> {
  const { session } = useRun.getState()
  if (session === null) return false
  const answer = await session.do(action)
  const refused = 'refused' in answer ? answer.refused : null
  useEcho.setState(echo => ({ action, refused, count: echo.count + 1 }))
  return refused === null
}

export async function togglePlay(): Promise<void> {
  const { session, clock } = useRun.getState()
  await (clock.playing ? session?.pause() : session?.play())
}

export async function step(): Promise<void> {
  const { session, clock } = useRun.getState()
  if (clock.playing) await session?.pause()
  await session?.step()
}

export const setSpeed = async (factor: number): Promise<void> => {
  await useRun.getState().session?.speed(factor)
}
