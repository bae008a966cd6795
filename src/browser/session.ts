import * as Comlink from 'comlink'
import type { Notice, Session } from '../conductor/index.ts'
import type { Refused } from '../trace/action.ts'
import type { VirtualTime } from '../trace/trace-event.ts'
import { buildId } from './build-id.ts'
import type { ConductorControl, OpenOrder, RunWish } from './open-order.ts'
import { PageWorkers } from './page-workers.ts'
import { RemoteSession } from './remote-session.ts'
import { holdRun, isAnyRunHeld, type RunLock } from './run-lock.ts'
import { recallRun, rememberRun, type TabRun } from './tab-memory.ts'
import type { PageMessage, WorkerPorts } from './worker-protocol.ts'

export interface OpenSession extends RunWish {
  /** While an earlier run is computed again: how far, of how much virtual time. */
  readonly onProgress?: (done: VirtualTime, of: VirtualTime) => void
}

const rememberEveryMs = 1000

/**
 * Opens a run: the one this tab had before a reload if it is wished for, else a new one. It stands paused at
 * its beginning, or at the power failure that the reload was.
 */
export async function openSession(options: OpenSession): Promise<Session | Refused> {
  const missing = whatIsMissing()
  if (missing !== null) return { refused: missing }
  const { onProgress, ...wish } = options
  if (!isSeed(wish.seed))
    return {
      refused: `${Number.isNaN(wish.seed) ? 'The seed is no number' : `[${wish.seed}] is no seed`}. Give a whole number from 0 to 2147483647.`,
    }
  const tab = wish.fresh === true ? null : recallRun()
  const tabLock = tab === null ? null : await holdRun(tab.runId)
  const previous = tabLock === null ? null : tab
  const elsewhere = await noticeOfOtherTabs(tab, tabLock, wish.fresh === true)

  const conductor = startConductor(onProgress ?? (() => undefined))
  const order: OpenOrder = { wish, build: buildId, runId: newRunId(), previous }
  const opened = await Promise.race([conductor.control.open(order), conductor.died]).catch(
    (error: Error): Refused => ({ refused: error.message }),
  )
  if ('refused' in opened) {
    tabLock?.release()
    conductor.terminate()
    return opened
  }
  const lock = opened.runId === previous?.runId ? tabLock : await exchange(tabLock, opened.runId)
  const session = new RemoteSession({
    opened,
    notices: [...elsewhere, ...opened.notices],
    control: conductor.control,
    died: conductor.died,
    onClose: () => {
      forget()
      lock?.release()
      conductor.terminate()
    },
  })
  const forget = rememberWhile(session, { runId: opened.runId, frontier: previous?.frontier ?? 0 })
  conductor.giveTo(session)
  return session
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

const isSeed = (seed: number | undefined): boolean =>
  seed === undefined || (Number.isInteger(seed) && seed >= 0 && seed <= 0x7fffffff)

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

async function exchange(previous: RunLock | null, runId: string): Promise<RunLock | null> {
  previous?.release()
  return holdRun(runId)
}

interface ConductorHandle {
  readonly control: Comlink.Remote<ConductorControl>
  readonly died: Promise<never>
  /** From now on batches go to the session; those that came before go first. */
  giveTo(session: RemoteSession): void
  terminate(): void
}

function startConductor(onProgress: NonNullable<OpenSession['onProgress']>): ConductorHandle {
  const worker = new Worker(new URL('./conductor-worker.ts', import.meta.url), {
    type: 'module',
    name: 'conductor',
  })
  const [control, work, updates] = [new MessageChannel(), new MessageChannel(), new MessageChannel()]
  const ports: WorkerPorts = { control: control.port1, work: work.port1, updates: updates.port1 }
  worker.postMessage(ports, [control.port1, work.port1, updates.port1])
  const participants = new PageWorkers(work.port2)
  const died = new Promise<never>((_, reject) => {
    worker.onerror = event => {
      event.preventDefault()
      reject(
        new Error(
          `The conductor failed: ${event.message || 'its script could not be loaded'}. Load the page again.`,
        ),
      )
    }
  })
  // Who listens first may do so long after it died.
  died.catch(() => undefined)
  let session: RemoteSession | null = null
  const early: Extract<PageMessage, { type: 'Update' }>[] = []
  const take = (to: RemoteSession, message: Extract<PageMessage, { type: 'Update' }>): void =>
    updates.port2.postMessage(to.take(message))
  updates.port2.onmessage = (event: MessageEvent<PageMessage>) => {
    const message = event.data
    if (message.type === 'Progress') onProgress(message.done, message.of)
    else if (session === null) early.push(message)
    else take(session, message)
  }
  return {
    control: Comlink.wrap<ConductorControl>(control.port2),
    died,
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
    rememberRun({ runId: run.runId, frontier: Math.max(run.frontier, session.clock.now) })
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
