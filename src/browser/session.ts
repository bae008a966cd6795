import * as Comlink from 'comlink'
import type { Notice } from '../conductor/index.ts'
import { Lifeline } from '../conductor/lifeline.ts'
import type { Refused } from '../trace/action.ts'
import type { EventLogOptions } from '../trace/event-log/event-log.ts'
import type { VirtualTime } from '../trace/trace-event.ts'
import { buildId } from './build-id.ts'
import type { ConductorControl, OpenRequest, RunRequest } from './open-request.ts'
import { PageWorkers } from './page-workers.ts'
import { type LoggedSession, RemoteSession } from './remote-session.ts'
import { holdRun, isAnyRunHeld, type RunLock } from './run-lock.ts'
import { sentenceOf } from './sentence-of.ts'
import { readTabRun, type TabRun, writeTabRun } from './tab-storage.ts'
import type { PageMessage, WorkerPorts } from './worker-protocol.ts'

export interface OpenSession extends RunRequest {
  /** While an earlier run is computed again: how far, of how much virtual time. */
  readonly onProgress?: (done: VirtualTime, of: VirtualTime) => void
  /** Aborted when another run is opened in place of this one: the opening is refused with the signal's reason. */
  readonly signal?: AbortSignal
  /** Classifies the events in the session's log; see `EventLogOptions`. */
  readonly classify?: EventLogOptions['classify']
}

const rememberEveryMs = 1000

/**
 * Opens a run: the one this tab had before a reload if it is wished for, else a new one. It stands paused at
 * its beginning, or at the power failure that the reload was. Settles in every case: what fails, a conductor that
 * dies and an aborted signal are `{ refused }`.
 */
export async function openSession(options: OpenSession): Promise<LoggedSession | Refused> {
  const { onProgress = () => undefined, signal, classify, ...wish } = options
  const refused = whatIsMissing() ?? refuseSeed(wish.seed)
  if (refused !== null) return { refused }
  const lifeline = new Lifeline()
  const abort = (): void => lifeline.cut(String(signal?.reason))
  if (signal?.aborted === true) abort()
  signal?.addEventListener('abort', abort)
  const release: (() => void)[] = []
  try {
    const opened = await lifeline.answer(() => open(wish, { lifeline, onProgress, release, classify }))
    if (!('refused' in opened)) return opened
    releaseAll(release)
    return opened
  } catch (error) {
    releaseAll(release)
    return { refused: sentenceOf(error) }
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}

interface OpeningContext {
  readonly lifeline: Lifeline
  readonly onProgress: NonNullable<OpenSession['onProgress']>
  /** Gets what is to be called when the run is closed or cannot be opened. */
  readonly release: (() => void)[]
  readonly classify: OpenSession['classify']
}

async function open(
  wish: RunRequest,
  { lifeline, onProgress, release, classify }: OpeningContext,
): Promise<LoggedSession | Refused> {
  const hold = async (runId: string): Promise<RunLock | null> => {
    const lock = await holdRun(runId)
    // The opening may have been given up meanwhile.
    if (lock !== null && lifeline.ended !== null) lock.release()
    else if (lock !== null) release.push(() => lock.release())
    return lock
  }
  const tab = wish.fresh === true ? null : readTabRun()
  const tabLock = tab === null ? null : await hold(tab.runId)
  const previous = tabLock === null ? null : tab
  const elsewhere = await noticeOfOtherTabs(tab, tabLock, wish.fresh === true)
  if (lifeline.ended !== null) throw lifeline.ended

  const conductor = startConductor(lifeline, onProgress)
  release.push(() => conductor.terminate())
  const order: OpenRequest = { request: wish, build: buildId, runId: newRunId(), previous }
  const opened = await conductor.control.open(order)
  if ('refused' in opened) return opened
  if (opened.runId !== previous?.runId) {
    tabLock?.release()
    await hold(opened.runId)
  }
  if (lifeline.ended !== null) throw lifeline.ended
  const session = new RemoteSession({
    opened,
    notices: [...elsewhere, ...opened.notices],
    control: conductor.control,
    lifeline,
    classify,
    onClose: () => releaseAll(release),
  })
  release.unshift(rememberWhile(session, { runId: opened.runId, frontier: previous?.frontier ?? 0 }))
  conductor.giveTo(session)
  return session
}

function releaseAll(release: (() => void)[]): void {
  for (const each of release.splice(0)) each()
}

const inOtherTab: Notice = {
  code: 'second-tab',
  text: 'The run of this tab is open in another tab, so this tab has begun one of its own.',
}

const besideOtherTab: Notice = {
  code: 'beside-another-tab',
  text: 'Another tab has a run open; this tab has one of its own.',
}

/** A tab that takes up its own run, or begins another in its place, needs no word about the others. */
async function noticeOfOtherTabs(
  tab: TabRun | null,
  lock: RunLock | null,
  fresh: boolean,
): Promise<readonly Notice[]> {
  if (tab !== null) return lock === null ? [inOtherTab] : []
  return !fresh && (await isAnyRunHeld()) ? [besideOtherTab] : []
}

function refuseSeed(seed: number | undefined): string | null {
  if (seed === undefined || (Number.isInteger(seed) && seed >= 0 && seed <= 0x7fffffff)) return null
  const what = Number.isNaN(seed) ? 'The seed is no number' : `[${seed}] is no seed`
  return `${what}. Give a whole number from 0 to 2147483647.`
}

function whatIsMissing(): string | null {
  const missing = ['Worker', 'BroadcastChannel', 'MessageChannel'].filter(name => !(name in globalThis))
  if (missing.length === 0) return null
  return `This browser has no ${missing.join(' and no ')}, which the cluster's nodes need. Open the page in a current browser.`
}

/** Also where the page is served from plain http, which has no `crypto.randomUUID`. */
function newRunId(): string {
  const words = crypto.getRandomValues(new Uint32Array(3))
  return [...words].map(word => word.toString(36).padStart(7, '0')).join('')
}

interface ConductorHandle {
  readonly control: Comlink.Remote<ConductorControl>
  /** From now on batches go to the session; those that came before go first. */
  giveTo(session: RemoteSession): void
  terminate(): void
}

/** Cuts the lifeline when the conductor's worker fails. */
function startConductor(
  lifeline: Lifeline,
  onProgress: NonNullable<OpenSession['onProgress']>,
): ConductorHandle {
  const worker = new Worker(new URL('./conductor-worker.ts', import.meta.url), {
    type: 'module',
    name: 'conductor',
  })
  const [control, work, updates] = [new MessageChannel(), new MessageChannel(), new MessageChannel()]
  const ports: WorkerPorts = { control: control.port1, work: work.port1, updates: updates.port1 }
  worker.postMessage(ports, [control.port1, work.port1, updates.port1])
  const participants = new PageWorkers(work.port2)
  worker.onerror = event => {
    event.preventDefault()
    lifeline.cut(
      `The conductor failed: ${event.message || 'its script could not be loaded'}. Load the page again.`,
    )
  }
  let session: RemoteSession | null = null
  const early: Extract<PageMessage, { type: 'Update' }>[] = []
  const take = (to: RemoteSession, message: Extract<PageMessage, { type: 'Update' }>): void =>
    updates.port2.postMessage(to.receive(message))
  updates.port2.onmessage = (event: MessageEvent<PageMessage>) => {
    const message = event.data
    if (message.type === 'Progress') onProgress(message.done, message.of)
    else if (session === null) early.push(message)
    else take(session, message)
  }
  return {
    control: Comlink.wrap<ConductorControl>(control.port2),
    giveTo: to => {
      session = to
      for (const message of early.splice(0)) take(to, message)
    },
    terminate: () => {
      participants.terminateAll()
      worker.terminate()
      updates.port2.close()
    },
  }
}

/** Keeps in the tab's memory how far the run was seen, so that a reload finds it. Gives the way out. */
function rememberWhile(session: RemoteSession, run: TabRun): () => void {
  let last = Number.NEGATIVE_INFINITY
  const remember = (): void => {
    last = performance.now()
    writeTabRun({ runId: run.runId, frontier: Math.max(run.frontier, session.clock.now) })
  }
  remember()
  const leave = session.subscribe(() => {
    if (performance.now() - last >= rememberEveryMs) remember()
  })
  window.addEventListener('pagehide', remember)
  return () => {
    leave()
    window.removeEventListener('pagehide', remember)
  }
}
