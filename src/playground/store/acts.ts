import type { LoggedSession } from '../../browser/index.ts'
import { type Action, type EventId, isRefused, refuse, type VirtualTime } from '../../trace/index.ts'
import { loadWhenIdle } from '../ui/deferred-part.ts'
import { computed, follow, pause, play, seek, seekEvent, stepBack, stepForward } from './film.ts'
import { showRefusal } from './last-refusal.ts'
import { openingEnded, playground } from './open-run.ts'
import { replaysDone } from './replays.ts'
import { useRun } from './run-store.ts'
import { saveFile } from './save-file.ts'
import { stepTarget } from './step-kind.ts'

/** Loaded late, because most visits grow no branch. */
const loadBranching = () => import('./branching.ts')
loadWhenIdle(loadBranching)

/** Calls the session and shows a refusal. Resolves to whether the call was done. */
async function callSession(request: (session: LoggedSession) => Promise<unknown>): Promise<boolean> {
  // An act on a participant whose worker starts waits for it.
  const { phase } = useRun.getState()
  if (phase.type === 'starting') await openingEnded()
  if (phase.type === 'restoring') return !isRefused(showRefusal(refuse('run-not-restored')))
  const { session } = useRun.getState()
  if (session === null) return false
  return !isRefused(showRefusal(await request(session)))
}

/**
 * Performs an action on the shown cluster. Resolves to whether it was done. In the past a branch grows, so that nothing
 * of the run is lost.
 */
export async function act(action: Action): Promise<boolean> {
  await replaysDone()
  if (useRun.getState().cursor.past)
    return !isRefused(showRefusal(await (await loadBranching()).actInPast(action)))
  // After a step at the frontier, the rest of its instant comes before the act.
  follow()
  return callSession(session => {
    const done = session.do(action)
    lastAct = { session, done }
    return done
  })
}

/** The last act that was asked of a session. */
let lastAct: { readonly session: LoggedSession; readonly done: ReturnType<LoggedSession['do']> } | null = null

/** Resolves when the log of the shown run holds the last act, so that an undo right after it is about it. */
async function lastActShown(): Promise<void> {
  const { session } = useRun.getState()
  if (session === null || lastAct?.session !== session) return
  const done = await lastAct.done
  if (!isRefused(done)) await computed(session, done.at)
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

/** Takes back the last act, in a branch. */
export async function undoAct(): Promise<boolean> {
  await lastActShown()
  return !isRefused(showRefusal(await (await loadBranching()).undo()))
}

/** Returns to the lane whose last act was taken back. */
export const redoAct = async (): Promise<boolean> =>
  !isRefused(showRefusal(await (await loadBranching()).redo()))

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

/** Saves the journal of the run as a file on the person's disk, as it is at the last computed instant. */
export async function saveJournal(): Promise<void> {
  const header = useRun.getState().session?.header
  const journal = showRefusal(await playground.exportJournal())
  if (isRefused(journal) || header === undefined) return
  saveFile(
    `actorium-${header.scenario}-${header.seed}-journal.jsonl`,
    new Blob([journal], { type: 'application/jsonl' }),
  )
}

/** The run file as text. Resolves to `null` and shows the reason if it is refused. */
export async function exportRun(): Promise<string | null> {
  const file = showRefusal(await playground.exportRun())
  return isRefused(file) ? null : file
}
