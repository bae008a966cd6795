import {
  Conductor,
  type HostFactory,
  type Notice,
  Replay,
  type Restored,
  RunBroken,
  RunController,
  type RunPlan,
} from '../conductor/index.ts'
import type { Stores } from '../runtime/index.ts'
import { planRun } from '../scenarios/plan-run.ts'
import type { Refused } from '../trace/action.ts'
import type { RunFile } from '../trace/run-file.ts'
import { openRunStores } from './indexeddb/index.ts'
import type { Opened, OpenRequest } from './open-request.ts'
import { restoreRun } from './restore-run.ts'
import { headerOf, type StoredRun, storeRun } from './stored-run.ts'
import { browserClock } from './wall-clock.ts'
import { WorkerHosts } from './worker-hosts.ts'
import type { PageMessage, WorkerPorts } from './worker-protocol.ts'

/** The page may be so many events behind before the cluster waits for it. */
const maxBehind = 50_000

/** A run that lives, and what the page must know of it. */
export interface OpenRun {
  readonly controller: RunController
  readonly opened: Opened
}

/** Opens the run that is wished for, or says in one sentence why it cannot be. */
export async function openRun(order: OpenRequest, ports: WorkerPorts): Promise<OpenRun | Refused> {
  try {
    // Before anything is stored for a run that cannot be.
    const plan = planRun(headerOf(order.request, order.build))
    if ('refused' in plan) return plan
    const run = await storeRun(order)
    const kept = planRun(run.header)
    return 'refused' in kept ? kept : await bringToLife(run, kept, order.request.recorded ?? null, ports)
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) }
  }
}

async function bringToLife(
  run: StoredRun,
  plan: RunPlan,
  recorded: RunFile | null,
  ports: WorkerPorts,
): Promise<OpenRun> {
  const { runId, header, shelf, past } = run
  // Participants in this thread bring the whole runtime with them: loaded only where they are needed.
  const here = shelf === null || past !== null ? await import('./in-thread-participants.ts') : null
  const databaseHost = shelf === null ? here!.inMemoryDatabaseHosts() : null
  const workers = new WorkerHosts({ runId, header, requests: ports.work, databaseHost })
  const again = past === null ? null : await here!.inThreadParticipants(header)
  let hosts: HostFactory = again?.hosts ?? workers.create
  const log = shelf?.log(runId)
  const logged = past?.actions.length ?? 0
  const conductor = new Conductor({
    plan,
    hosts: (who, boot) => hosts(who, boot),
    // What is computed again stands there already.
    log: { append: action => (action.index < logged ? undefined : log?.append(action)) },
    watched: () => hosts === workers.create,
    postMortem: workers.postMortem,
  })
  const progress = (done: number, of: number): void => {
    ports.updates?.postMessage({ type: 'Progress', done, of } satisfies PageMessage)
  }

  let restored: Restored | null = null
  const notices = [...run.notices]
  if (past !== null && again !== null) {
    const same = await replayPast(runId, past, conductor, again.stores, progress)
    hosts = workers.create
    const failure = await conductor.do({ type: 'PowerFailure' })
    if ('refused' in failure) throw new RunBroken(failure.refused)
    await conductor.advanceTo(failure.at)
    restored = same ? { at: failure.at } : { at: failure.at, warning: notTheSame }
  } else if (recorded !== null) {
    notices.push(...(await playRecorded(recorded, conductor, progress)))
  } else {
    await conductor.start()
    await conductor.advanceTo(0)
  }

  const controller = new RunController({
    header,
    conductor,
    clock: browserClock(),
    maxBehind,
    onClose: () => {
      workers.close()
      shelf?.close()
    },
  })
  return { controller, opened: { runId, header, notices, restored } }
}

const notTheSame =
  'What is stored is not what this run had stored when the page was left, so it cannot be computed again elsewhere.'

async function replayPast(
  runId: string,
  past: NonNullable<StoredRun['past']>,
  conductor: Conductor,
  replayed: Stores,
  onProgress: (done: number, of: number) => void,
): Promise<boolean> {
  const stored = await openRunStores(runId)
  try {
    return await restoreRun({ conductor, ...past, replayed, stored, onProgress })
  } finally {
    stored.close()
  }
}

/** Tells when the recording came out differently here. */
async function playRecorded(
  file: RunFile,
  conductor: Conductor,
  onProgress: (done: number, of: number) => void,
): Promise<readonly Notice[]> {
  const replay = new Replay(conductor, file.actions)
  const until = Math.max(file.until ?? 0, file.actions.at(-1)?.at ?? 0)
  for (let at = Math.min(1000, until); ; at = Math.min(at + 1000, until)) {
    await replay.advanceTo(at)
    onProgress(at, until)
    if (at >= until) break
  }
  if (file.hash === undefined || file.hash === conductor.traceHash()) return []
  const text = `This recording comes out differently here: it was made by build [${file.header.build}].`
  return [{ code: 'recording-differs', text }]
}
