import {
  type Answer,
  createAutomation,
  defaultSeed,
  deflating,
  type Film,
  type LaneRequest,
  type LoggedSession,
  loadEvents,
  type OpenSession,
  openSession,
  opensNewRun,
  type RunRequest,
} from '../../browser/index.ts'
import {
  type EditedFile,
  EventLog,
  isRefused,
  type Refused,
  type RunFile,
  refusalFrom,
  refuse,
  type VirtualTime,
  type WatchedCheck,
} from '../../trace/index.ts'
import { askToRun } from '../editing/code-consent.ts'
import { showLamps } from '../lamps/lamps.ts'
import { classOfEvent } from './event-classes.ts'
import { follow, pause, play, seek } from './film.ts'
import { showFilm } from './film-mode.ts'
import { keepSummary } from './keep-summary.ts'
import { laneLeft, laneShown, lanesImported } from './lanes.ts'
import { showInAddress } from './request-in-address.ts'
import {
  showFrontier,
  showKept,
  showOpening,
  showOpeningBeside,
  showProgress,
  showRefused,
  showRestored,
  showSession,
  showStarting,
} from './run-store.ts'
import { lampsOfScenario, loadScenario } from './scenario.ts'
import { select } from './selection.ts'
import { startingView } from './starting-view.ts'

/** The last opening. The next one waits for it, because only one run is open at a time. */
let lastOpening: Promise<unknown> = Promise.resolve()
/** The shown run, and the function that takes it from the page and returns the one that closes it. */
let shown: { readonly session: LoggedSession; readonly hide: () => () => Promise<void> } | null = null

/** Takes the shown run from the page. Returns the function that closes it. */
function hideShown(): () => Promise<void> {
  const hiding = shown
  shown = null
  return hiding?.hide() ?? (async () => {})
}

const closeShown = (): Promise<void> => hideShown()()

/** Aborts the opening in progress, so that a later request does not wait for a run that may never open. */
let opening = new AbortController()
/** The answer to the request of an aborted opening. */
const replaced = refuse('another-run-opened')

/** Ends the opening in progress. The run that was shown before is shown again. */
export const cancelOpening = (): void => opening.abort(refuse('opening-cancelled'))

/** Resolves when the opening in progress has ended, if need be without a run. */
export const openingEnded = (): Promise<unknown> => lastOpening

let branch: (at: VirtualTime) => ReturnType<Film['branch']> = async () => refuse('no-run-yet')

/** Provides the call that grows branches, which itself opens runs by this module. */
export const provideBranch = (grow: typeof branch): void => {
  branch = grow
}

const automation = createAutomation(request => openRun(request, 'paused'), {
  play,
  pause,
  seek,
  follow,
  branch: (_, at) => branch(at),
  exportRun: async session => (await import('./file-with-family.ts')).textWithFamily(session),
})

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
  if (!(await mayRun(request, signal))) return declined(kept?.session ?? null, signal)
  const card = await loadScenario(request.scenario)
  if (kept === null) {
    await closeShown()
    select(null)
    if (card !== undefined && opensNewRun(request))
      showStarting(card.id, request.seed ?? defaultSeed, startingView(card, request.settings?.nodes))
    else showOpening(request.recorded !== undefined)
  } else {
    await kept.session.pause()
    showOpeningBeside()
  }
  const session = await openSession({
    ...request,
    classify: classOfEvent,
    lamps: lampChecksOf(request.scenario),
    onProgress: progressOf(request),
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
  if (request.family !== undefined) lanesImported(request.family)
  // A film begins with its first chapter.
  const [first] = request.recorded?.chapters ?? []
  if (first !== undefined) await seek(session, first.at)
  if (start === 'playing' && session.restored === undefined) await session.play()
  return undefined
}

/** True unless the run has edited code that a person does not let run. */
async function mayRun({ recorded, runsCode = false }: RunRequest, signal: AbortSignal): Promise<boolean> {
  const code = recorded === undefined ? [] : codeIn(recorded)
  return code.length === 0 || runsCode || (await askToRun(code, signal))
}

/** Interval, in ms, at which the part of a run that is computed again is shown: rendering it delays the rest. */
const restoredEveryMs = 250

/** Shows the progress of a replay. What is computed of the run before a reload can be read and searched meanwhile. */
function progressOf({
  scenario,
  seed = defaultSeed,
  recorded,
}: RunRequest): NonNullable<OpenSession['onProgress']> {
  let shownAt = Number.NEGATIVE_INFINITY
  return (done, of, log) => {
    if (performance.now() - shownAt < restoredEveryMs) return
    shownAt = performance.now()
    const share = done / Math.max(1, of)
    if (recorded === undefined) showRestored({ scenario, seed }, log, done, share)
    else showProgress(share)
  }
}

/** The edited files of a run file and of its branches, each text once. */
function codeIn({ header, family }: RunFile): readonly EditedFile[] {
  const all = [header, ...(family?.others ?? [])].flatMap(({ code = [] }) => code)
  return [...new Map(all.map(edited => [JSON.stringify([edited.file, edited.text]), edited])).values()]
}

const declined = (kept: LoggedSession | null, signal: AbortSignal): Refused => {
  const aborted: unknown = signal.reason
  return cannotOpen(isRefused(aborted) ? aborted : refuse('code-declined'), kept, signal)
}

interface Replaying {
  readonly signal: AbortSignal
  readonly onProgress: (done: number, of: number) => void
}

/**
 * Opens a lane and shows it, paused at its end. The shown run stays until then, and also when this is refused. `log`:
 * the events that the lane repeats, for a lane whose events the page holds; null: none.
 */
export function openLane(
  lane: LaneRequest,
  log: EventLog | null,
  replaying: Replaying,
): Answer<LoggedSession> {
  const opened = lastOpening.then(() => openLaneNow(lane, log, replaying))
  lastOpening = opened.catch(() => undefined)
  return opened
}

async function openLaneNow(
  lane: LaneRequest,
  log: EventLog | null,
  { signal, onProgress }: Replaying,
): Answer<LoggedSession> {
  const { scenario } = lane.header
  await loadScenario(scenario)
  const either = AbortSignal.any([signal, opening.signal])
  const session = await openSession({
    scenario,
    lane,
    log: log ?? newLog(),
    lamps: lampChecksOf(scenario),
    signal: either,
    onProgress,
  })
  if (isRefused(session)) return session
  if (either.aborted) {
    await session.close()
    return replaced
  }
  const close = hideShown()
  show(session)
  showFrontier()
  await close()
  return session
}

/** The events of a stored lane, which stays a recording. */
export async function loadRecording(lane: LaneRequest, replaying: Replaying): Answer<EventLog> {
  const log = newLog()
  const refused = await loadEvents({ scenario: lane.header.scenario, lane, log, ...replaying })
  return refused ?? log
}

/** Checks of the exercise, for which each run that is opened is watched besides its lamps. */
let alsoWatched: readonly WatchedCheck[] = []

export const watchAlso = (checks: readonly WatchedCheck[]): void => {
  alsoWatched = checks
}

const lampChecksOf = (scenario: string): readonly WatchedCheck[] => [
  ...lampsOfScenario(scenario).map(({ id, check }) => ({ id, check })),
  ...alsoWatched,
]

const newLog = (): EventLog => new EventLog({ ...deflating(), classify: classOfEvent })

/** Shows the kept run again, or why there is none. After an abort by a later opening, that one shows its own result. */
function cannotOpen(refusal: Refused, kept: LoggedSession | null, signal: AbortSignal): Refused {
  if (opening.signal !== signal) return refusal
  if (kept === null) return showNone(refusal)
  showKept()
  // A link of the refused run may be in the address, and a reload must lead back to the kept run.
  showInAddress(kept.header)
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
    hide: () => {
      endSummary()
      endLamps()
      hide()
      return async () => {
        await session.close()
        await laneLeft(session)
      }
    },
  }
  showInAddress(session.header)
  if (session.chapters !== null) showFilm(true)
  automation.show(session)
  laneShown(session)
}
