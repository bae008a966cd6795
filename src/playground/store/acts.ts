import { create } from 'zustand'
import type { LoggedSession } from '../../browser/index.ts'
import { type Action, type EventId, isRefused, type Refused, type VirtualTime } from '../../trace/index.ts'
import { follow, pause, play, seek, seekEvent, stepBack, stepForward } from './film.ts'
import { useRun } from './run-store.ts'
import { stepTarget } from './step-kind.ts'

/** The answer to the last action of a person. */
interface LastRefusal {
  /** The refusal; `null` if the action was done. */
  readonly refused: Refused | null
  /** Grows with each answer, so that equal refusals can be distinguished. */
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
export function showRefusal<T>(answer: T): T {
  const refused = isRefused(answer) ? answer : null
  useLastRefusal.setState(({ count }) => ({ refused, count: count + 1 }))
  return answer
}

/** Number of acts that were tried while the page shows the past, so that the page can say why nothing happened. */
export const usePastAttempts = create<{ readonly count: number }>()(() => ({ count: 0 }))

/**
 * Performs an action. Resolves to whether it was done. While the page shows the past nothing is done: the person would
 * act on a cluster that is not the shown one.
 */
export async function act(action: Action): Promise<boolean> {
  if (useRun.getState().cursor.past) {
    usePastAttempts.setState(({ count }) => ({ count: count + 1 }))
    return false
  }
  // After a step at the frontier, the rest of its instant comes before the act.
  follow()
  return callSession(session => session.do(action))
}

export const togglePlay = (): Promise<boolean> =>
  callSession(session => (useRun.getState().cursor.playing ? pause(session) : play(session)))

let lastStep: Promise<unknown> = Promise.resolve()

/**
 * Moves the cursor to the next event of the chosen kind, or back before the last one. Steps run one after the other, so
 * that each press counts.
 */
export function step(direction: 'forward' | 'back'): Promise<boolean> {
  const stepped = lastStep.then(() =>
    callSession(session =>
      direction === 'forward' ? stepForward(session, stepTarget()) : stepBack(session, stepTarget()),
    ),
  )
  lastStep = stepped.catch(() => undefined)
  return stepped
}

/** Shows everything that is computed, where acts are possible. */
export const goToNow = (): void => follow()

/** Shows the instant `at` (virtual ms). */
export const scrubTo = (at: VirtualTime): Promise<boolean> => callSession(session => seek(session, at))

/** Pauses and shows the run up to and including this event. Resolves to false when it is no longer held. */
export async function scrubToEvent(id: EventId): Promise<boolean> {
  const { log } = useRun.getState()
  const position = log.positionOf(id)
  const event = position === null ? undefined : log.at(position)
  if (position === null || event === undefined) return false
  return callSession(session => seekEvent(session, position + 1, event.at))
}

export const goToStart = (): void => void scrubTo(0)

export const setSpeed = (factor: number): Promise<boolean> => callSession(session => session.speed(factor))

/** The run file as text. Resolves to `null` and shows the reason if it is refused. */
export async function exportRun(): Promise<string | null> {
  const { session } = useRun.getState()
  const file = session === null ? null : showRefusal(await session.exportRun())
  return isRefused(file) ? null : file
}
