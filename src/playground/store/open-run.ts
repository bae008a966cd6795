import { createAutomation, type LoggedSession, openSession, type RunRequest } from '../../browser/index.ts'
import { lampsOf } from '../../scenarios/lamps.ts'
import { isRefused, type Refused, refusalFrom, refuse } from '../../trace/index.ts'
import { showLamps } from '../lamps/lamps.ts'
import { classOfEvent } from './event-classes.ts'
import { follow, pause, play, seek } from './film.ts'
import { keepSummary } from './keep-summary.ts'
import { showInAddress } from './request-in-address.ts'
import {
  showKept,
  showOpening,
  showOpeningBeside,
  showProgress,
  showRefused,
  showSession,
} from './run-store.ts'
import { select } from './selection.ts'

/** The last opening. The next one waits for it, because only one run is open at a time. */
let lastOpening: Promise<unknown> = Promise.resolve()
/** The shown run, and the function that hides and closes it. */
let shown: { readonly session: LoggedSession; readonly close: () => Promise<void> } | null = null

async function closeShown(): Promise<void> {
  const closing = shown
  shown = null
  await closing?.close()
}

/** Aborts the opening in progress, so that a later request does not wait for a run that may never open. */
let opening = new AbortController()
/** The answer to the request of an aborted opening. */
const replaced = refuse('another-run-opened')

/** Ends the opening in progress. The run that was shown before is shown again. */
export const cancelOpening = (): void => opening.abort(refuse('opening-cancelled'))

const automation = createAutomation(request => openRun(request, 'paused'), { play, pause, seek, follow })

/** The value of `window.playground`. */
export const { playground } = automation

/**
 * Opens a run and shows it in place of the current one. `playing` starts it, except a run that is restored after a
 * power failure: a person starts that. The promise always resolves, if need be to `{ refused }`.
 */
export function openRun(
  request: RunRequest,
  start: 'playing' | 'paused' = 'playing',
): Promise<Refused | undefined> {
  automation.opening()
  opening.abort(replaced)
  const abort = new AbortController()
  opening = abort
  const opened = lastOpening.then(() => open(request, start, abort.signal)).catch(cannotShow)
  lastOpening = opened
  return opened
}

async function open(
  request: RunRequest,
  start: 'playing' | 'paused',
  signal: AbortSignal,
): Promise<Refused | undefined> {
  // A recording may fail in the middle of its replay, so the shown run is closed only after that.
  const kept = request.recorded === undefined ? null : shown
  if (kept === null) {
    await closeShown()
    select(null)
    showOpening(request.recorded !== undefined)
  } else {
    await kept.session.pause()
    showOpeningBeside()
  }
  const session = await openSession({
    ...request,
    classify: classOfEvent,
    lamps: lampsOf(request.scenario).map(({ id, check }) => ({ id, check })),
    onProgress: (done, of) => showProgress(done / Math.max(1, of)),
    signal,
  })
  if (isRefused(session)) return cannotOpen(session, kept?.session ?? null, signal)
  if (signal.aborted) {
    await session.close()
    return cannotOpen(signal.reason, kept?.session ?? null, signal)
  }
  await closeShown()
  select(null)
  show(session)
  if (start === 'playing' && session.restored === undefined) await session.play()
  return undefined
}

/** Shows the kept run again, or why there is none. After an abort by a later opening, that one shows its own result. */
function cannotOpen(refusal: Refused, kept: LoggedSession | null, signal: AbortSignal): Refused {
  if (opening.signal !== signal) return refusal
  if (kept === null) return showNone(refusal)
  showKept()
  automation.show(kept)
  return refusal
}

function showNone(refusal: Refused): Refused {
  showRefused(refusal)
  automation.refuse(refusal)
  return refusal
}

/** Shows that no run can be opened, and why. */
export const refuseRun = (refusal: Refused): void => void showNone(refusal)

const cannotShow = (error: unknown): Refused => showNone(refusalFrom(error))

function show(session: LoggedSession): void {
  const hide = showSession(session)
  const endSummary = keepSummary(session)
  const endLamps = showLamps(session)
  shown = {
    session,
    close: async () => {
      endSummary()
      endLamps()
      hide()
      await session.close()
    },
  }
  showInAddress(session.header)
  automation.show(session)
}
