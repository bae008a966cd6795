import * as Comlink from 'comlink'
import type { Notice } from '../conductor/index.ts'
import { Lifeline } from '../conductor/lifeline.ts'
import { EventLog, type EventLogOptions } from '../trace/event-log/event-log.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import { refusalFrom } from '../trace/refusal-error.ts'
import { isRefused, type Refused, refuse } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { maxSeed } from '../trace/seed.ts'
import type { WatchedCheck } from '../trace/watch-checks.ts'
import { buildId } from './build-id.ts'
import { crashOfEvent } from './crash-of-event.ts'
import { deflating } from './deflating.ts'
import { newRunId } from './new-run-id.ts'
import type { ConductorControl, OpenRequest, RunRequest } from './open-request.ts'
import { PageWorkers } from './page-workers.ts'
import { refusalOfCall } from './refusal-of-call.ts'
import { type LoggedSession, RemoteSession } from './remote-session.ts'
import { discardRuns } from './run-list.ts'
import { holdRun, isAnyRunHeld, type RunLock } from './run-lock.ts'
import type { SandboxWorkers } from './sandbox-workers.ts'
import { readTabRun, type TabRun, writeTabRun } from './tab-storage.ts'
import type { PageMessage, WorkerPorts } from './worker-protocol.ts'

export interface OpenSession extends RunRequest {
  /** Progress of a replay: virtual ms done, of the total, and the log with the events so far. */
  readonly onProgress?: (done: VirtualTime, of: VirtualTime, log: EventLog) => void
  /** Abort it to cancel the opening, which is then refused with the signal's reason. */
  readonly signal?: AbortSignal
  /** Classifies the events in the session's log; see `EventLogOptions`. */
  readonly classify?: EventLogOptions['classify']
  /** Holds the events that a lane repeats; the session appends the others. Default: a new log. */
  readonly log?: EventLog
  /** The lamps of the request's scenario. Default: none. */
  readonly lamps?: readonly WatchedCheck[]
}

const saveEveryMs = 1000

/** True if this opens a new run for certain: nothing is repeated, and the tab has no run that might match. */
export const opensNewRun = ({ fresh, recorded, lane, resume }: RunRequest): boolean =>
  recorded === undefined &&
  lane === undefined &&
  resume === undefined &&
  (fresh === true || readTabRun() === null)

/**
 * Opens a run: the tab's run before a reload if it matches the request, otherwise a new one. The run is paused at its
 * start, or at the power failure that the reload caused. The promise always resolves: a failure, a dead conductor
 * and an aborted signal become `{ refused }`.
 */
export async function openSession(options: OpenSession): Promise<LoggedSession | Refused> {
  const { onProgress = () => undefined, signal, classify, lamps = [], log, ...request } = options
  const refused = missingFeatures() ?? refuseSeed(request.seed)
  if (refused !== null) return refused
  const lifeline = new Lifeline()
  const abort = (): void =>
    lifeline.cut(isRefused(signal?.reason) ? signal.reason : refusalFrom(signal?.reason))
  if (signal?.aborted === true) abort()
  signal?.addEventListener('abort', abort)
  const release: (() => void)[] = []
  const created: string[] = []
  const giveUp = (): void => {
    releaseAll(release)
    // The conductor has stored what it was about to play.
    void discardRuns(created.splice(0))
  }
  try {
    const newLog = () =>
      log ?? new EventLog({ ...deflating(), ...(classify === undefined ? {} : { classify }) })
    const opened = await lifeline.answer(() =>
      open(request, { lifeline, onProgress, release, created, newLog, lamps }),
    )
    if (!isRefused(opened)) return opened
    giveUp()
    return opened
  } catch (error) {
    giveUp()
    return refusalOfCall(error)
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}

/** Computes the events of a stored lane, without its workers, and appends them to `log`. Resolves when it has them. */
export async function loadEvents(
  options: OpenSession & { readonly log: EventLog },
): Promise<Refused | undefined> {
  const until = options.lane?.until ?? 0
  let received: () => void = () => undefined
  const complete = new Promise<void>(resolve => {
    received = resolve
  })
  const session = await openSession({
    ...options,
    onProgress: (done, of, log) => {
      options.onProgress?.(done, of, log)
      if (done >= until) received()
    },
  })
  if (isRefused(session)) return session
  await complete
  await session.close()
  return undefined
}

interface OpeningContext {
  readonly lifeline: Lifeline
  readonly onProgress: NonNullable<OpenSession['onProgress']>
  /** Cleanups to run when the run is closed or its opening fails. */
  readonly release: (() => void)[]
  /** Ids of runs that must not stay stored when the opening fails. */
  readonly created: string[]
  readonly newLog: () => EventLog
  readonly lamps: readonly WatchedCheck[]
}

async function open(
  request: RunRequest,
  { lifeline, onProgress, release, created, newLog, lamps }: OpeningContext,
): Promise<LoggedSession | Refused> {
  const hold = async (runId: string): Promise<RunLock | null> => {
    const lock = await holdRun(runId)
    // The opening may have been aborted meanwhile.
    if (lock !== null && lifeline.ended !== null) lock.release()
    else if (lock !== null) release.push(() => lock.release())
    return lock
  }
  const fresh = request.fresh === true || request.lane !== undefined
  const tab = request.resume ?? (fresh ? null : readTabRun())
  const tabLock = tab === null ? null : await hold(tab.runId)
  const previous = tabLock === null ? null : tab
  const tabNotices = await noticeOfOtherTabs(tab, tabLock, fresh)
  const stored = request.lane?.stored
  if (stored !== undefined && (await hold(stored)) === null) return refuse('lane-held')
  const sandbox = await sandboxFor((request.lane ?? request.recorded)?.header)
  if (isRefused(sandbox)) return sandbox
  if (lifeline.ended !== null) throw lifeline.ended

  let log = newLog()
  const conductor = startConductor(lifeline, sandbox, message => {
    if (message.type === 'Discarded') log = newLog()
    else {
      log.append(message.events)
      onProgress(message.done, message.of, log)
    }
  })
  release.push(() => conductor.terminate())
  const runId = request.family?.runId ?? newRunId()
  const openRequest: OpenRequest = { request, build: buildId, runId, previous, lamps }
  created.push(runId, ...(request.family?.others ?? []).map(lane => lane.runId))
  const { known = null } = request.lane ?? {}
  const repeated = log
  // Loaded only for a branch, because a page without branches hashes nothing.
  const recordedHash = async () =>
    known === null ? null : (await import('./log-hash.ts')).hashOfLog(repeated, known)
  const opened = await conductor.control.open(openRequest, Comlink.proxy(recordedHash))
  if (isRefused(opened)) return opened
  if (opened.runId !== previous?.runId && opened.runId !== stored) {
    tabLock?.release()
    await hold(opened.runId)
  }
  if (lifeline.ended !== null) throw lifeline.ended
  const session = new RemoteSession({
    opened,
    notices: [...tabNotices, ...opened.notices],
    control: conductor.control,
    lifeline,
    log,
    onClose: () => releaseAll(release),
  })
  if (request.lane?.recordingOnly !== true) release.unshift(saveTabRunWhileOpen(session, opened.runId))
  conductor.attach(session)
  // The answer and the clock come over different ports, and a lane is shown at its end.
  if (request.lane !== undefined)
    await session.received(opened.script?.outcomes.at(-1)?.at ?? request.lane.until)
  return session
}

/** Compiles edited code before anything else is done for its run, so that an invalid edit changes nothing. Null: none. */
async function sandboxFor(header: RunHeader | undefined): Promise<SandboxWorkers | null | Refused> {
  if (header?.code === undefined) return null
  const { openSandboxWorkers } = await import('./sandbox-workers.ts')
  return openSandboxWorkers(header)
}

function releaseAll(release: (() => void)[]): void {
  for (const each of release.splice(0)) each()
}

const secondTabNotice: Notice = { code: 'second-tab' }

const otherTabNotice: Notice = { code: 'beside-another-tab' }

/** Notices about other tabs. A tab that resumes or replaces its own run needs none. */
async function noticeOfOtherTabs(
  tab: TabRun | null,
  lock: RunLock | null,
  fresh: boolean,
): Promise<readonly Notice[]> {
  if (tab !== null) return lock === null ? [secondTabNotice] : []
  return !fresh && (await isAnyRunHeld()) ? [otherTabNotice] : []
}

function refuseSeed(seed: number | undefined): Refused | null {
  if (seed === undefined || (Number.isInteger(seed) && seed >= 0 && seed <= maxSeed)) return null
  return Number.isNaN(seed)
    ? refuse('seed-not-number', { highest: maxSeed })
    : refuse('invalid-seed', { seed: String(seed), highest: maxSeed })
}

function missingFeatures(): Refused | null {
  const missing = ['Worker', 'BroadcastChannel', 'MessageChannel'].filter(name => !(name in globalThis))
  return missing.length === 0 ? null : refuse('missing-features', { features: missing.join(', ') })
}

interface ConductorHandle {
  readonly control: Comlink.Remote<ConductorControl>
  /** Forwards batches to the session, the ones received before first. */
  attach(session: RemoteSession): void
  terminate(): void
}

type Update = Extract<PageMessage, { readonly type: 'Update' }>

/** Starts the conductor's worker; a failure of the worker cuts the lifeline. */
function startConductor(
  lifeline: Lifeline,
  sandbox: SandboxWorkers | null,
  onReplay: (message: Exclude<PageMessage, Update>) => void,
): ConductorHandle {
  const worker = new Worker(new URL('./conductor-worker.ts', import.meta.url), {
    type: 'module',
    name: 'conductor',
  })
  const [control, work, updates] = [new MessageChannel(), new MessageChannel(), new MessageChannel()]
  const ports: WorkerPorts = { control: control.port1, work: work.port1, updates: updates.port1 }
  worker.postMessage(ports, [control.port1, work.port1, updates.port1])
  const participants = new PageWorkers(work.port2, sandbox)
  worker.onerror = event => {
    event.preventDefault()
    const crash = crashOfEvent(event)
    lifeline.cut(
      crash === null
        ? refuse('conductor-not-loaded')
        : { ...refuse('conductor-failed', { name: crash.name }), detail: crash.detail },
    )
  }
  let session: RemoteSession | null = null
  const early: Update[] = []
  const forward = (to: RemoteSession, message: Update): void => updates.port2.postMessage(to.receive(message))
  updates.port2.onmessage = (event: MessageEvent<PageMessage>) => {
    const message = event.data
    if (message.type !== 'Update') onReplay(message)
    else if (session === null) early.push(message)
    else forward(session, message)
  }
  return {
    control: Comlink.wrap<ConductorControl>(control.port2),
    attach: to => {
      session = to
      for (const message of early.splice(0)) forward(to, message)
    },
    terminate: () => {
      participants.terminateAll()
      worker.terminate()
      updates.port2.close()
    },
  }
}

/** Saves the run's id and frontier in session storage for a reload, until the returned function is called. */
function saveTabRunWhileOpen(session: RemoteSession, runId: string): () => void {
  let last = Number.NEGATIVE_INFINITY
  const save = (): void => {
    last = performance.now()
    const { now, storageFailure: failure = null } = session.clock
    const restored = session.restored?.at ?? 0
    writeTabRun({
      runId,
      frontier: failure === null ? Math.max(restored, now) : (failure.storedUntil ?? 0),
      unstored: failure?.kind ?? null,
    })
  }
  save()
  const unsubscribe = session.subscribe(() => {
    if (performance.now() - last >= saveEveryMs) save()
  })
  window.addEventListener('pagehide', save)
  return () => {
    unsubscribe()
    window.removeEventListener('pagehide', save)
  }
}
