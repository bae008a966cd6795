import {
  Conductor,
  type HostFactory,
  type Notice,
  Replay,
  type Restored,
  RunBroken,
  RunController,
  type RunPlan,
  RunWatch,
} from '../conductor/index.ts'
import { planRun } from '../scenarios/plan-run.ts'
import { journalContentOf } from '../trace/journal-content.ts'
import { refusalFrom } from '../trace/refusal-error.ts'
import { isRefused, type Refused } from '../trace/refused.ts'
import type { RunFile } from '../trace/run-file.ts'
import type { OpenRequest } from './open-request.ts'
import type { OpenRun } from './opened-run.ts'
import { replayInSteps } from './replay-in-steps.ts'
import { restoreRun } from './restore-run.ts'
import { RunStorage } from './run-storage.ts'
import { createRun, findPreviousRun, headerOf, openCatalog, type StoredRun } from './stored-run.ts'
import { browserClock } from './wall-clock.ts'
import { WorkerHosts } from './worker-hosts.ts'
import type { PageMessage, WorkerPorts } from './worker-protocol.ts'

/** Number of events that the page may be behind before the cluster waits for it. */
const maxBehind = 50_000

/** Opens the requested run, or returns `{ refused }`. */
export async function openRun(
  openRequest: OpenRequest,
  ports: WorkerPorts,
  recordedHash: () => Promise<string | null>,
): Promise<OpenRun | Refused> {
  try {
    // Checked first, so that nothing is stored for an invalid run.
    const plan = planRun(headerOf(openRequest.request, openRequest.build))
    if (isRefused(plan)) return plan
    const { lane } = openRequest.request
    if (lane !== undefined) {
      const { openLane } = await import('./open-lane.ts')
      return await openLane({ openRequest, lane, plan, ports, recordedHash, maxBehind })
    }
    const catalog = await openCatalog()
    const previous = await findPreviousRun(openRequest, catalog)
    const restored =
      previous !== null && 'runId' in previous ? await tryToRestore(previous, openRequest, ports) : previous
    if (restored !== null && 'controller' in restored) return restored
    const run = await createRun(openRequest, catalog, restored === null ? [] : [restored])
    return await startRun(run, plan, openRequest, ports)
  } catch (error) {
    return refusalFrom(error)
  }
}

/** Restores the run, or returns a notice, because a run that cannot be replayed must not keep the page from opening. */
async function tryToRestore(
  run: StoredRun,
  openRequest: OpenRequest,
  ports: WorkerPorts,
): Promise<OpenRun | Notice> {
  const plan = planRun(run.header)
  try {
    if (!isRefused(plan)) return await startRun(run, plan, openRequest, ports)
  } catch {
    // A new run replaces it, with the notice below.
    ports.updates?.postMessage({ type: 'Discarded' } satisfies PageMessage)
  }
  return { code: 'run-lost', reason: 'not-replayable' }
}

async function startRun(
  run: StoredRun,
  plan: RunPlan,
  { request: { recorded }, lamps }: OpenRequest,
  ports: WorkerPorts,
): Promise<OpenRun> {
  const { runId, header, past, branch, ownLamps, chapters } = run
  // Loaded only where needed, because participants in this thread bring the whole runtime.
  const edited = header.code !== undefined
  const inThread =
    past === null || edited
      ? null
      : await (await import('./in-thread-participants.ts')).inThreadParticipants(header)
  const storage = new RunStorage({ ...run, now: () => conductor.frontier })
  // Edited code is replayed by its workers, on a database of the replay's own.
  const replayed = past === null || !edited ? null : memoryOnly(runId)
  let database: Pick<RunStorage, 'contents' | 'perform'> = replayed ?? storage
  const workers = new WorkerHosts({
    runId,
    header,
    requests: ports.work,
    storage: {
      contents: () => database.contents(),
      perform: operations => database.perform(operations),
    },
  })
  let hosts: HostFactory = inThread?.hosts ?? workers.create
  const logged = past?.actions.length ?? 0
  const conductor: Conductor = new Conductor({
    plan,
    hosts: (who, boot) => hosts(who, boot),
    // Replayed actions are in the log already.
    log: { append: action => (action.index < logged ? undefined : storage.append(action)) },
    watched: () => hosts === workers.create,
    diagnoseHang: workers.diagnoseHang,
  })
  const { recording } = conductor
  const watch = new RunWatch(recording, [...lamps, ...ownLamps])
  // The page gets the events during the replay, because all of them at its end would block the page for seconds.
  const progress = (done: number, of: number): void => {
    watch.catchUp(conductor.frontier)
    const events = recording.slice(recording.firstHeld)
    ports.updates?.postMessage({ type: 'Progress', events, done, of } satisfies PageMessage)
    recording.forget(recording.length)
  }
  const close = (): Promise<void> => {
    const closed = workers.close()
    storage.close()
    return closed
  }

  try {
    let restored: Restored | null = null
    const notices = [...run.notices]
    const stores = inThread?.stores ?? replayed?.stores
    if (past !== null && stores !== undefined) {
      const same = await restoreRun({
        conductor,
        ...past,
        replayed: stores,
        stored: run.places?.stores ?? stores,
        onProgress: progress,
      })
      await storage.restore(stores)
      hosts = workers.create
      database = storage
      const failure = await conductor.do({ type: 'PowerFailure' })
      if (isRefused(failure)) throw new RunBroken(failure)
      await conductor.advanceTo(failure.at)
      restored = { at: failure.at, storesDiffer: !same }
    } else if (recorded !== undefined) {
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
      forgetsSent: true,
      watch,
      ownLamps,
      storageFailure: () => storage.failure,
      journal: async () => journalContentOf(await storage.contents()),
      ...(branch === undefined ? {} : { branch }),
      onClose: close,
    })
    return {
      controller,
      opened: {
        runId,
        header,
        notices,
        restored,
        branch: branch ?? null,
        refusedActs: [],
        script: null,
        settings: plan.settings,
        ownLamps,
        chapters,
      },
    }
  } catch (error) {
    void close()
    throw error
  }
}

/** The database of a replay. */
const memoryOnly = (runId: string): RunStorage =>
  new RunStorage({ runId, places: null, failure: null, now: () => 0 })

/** Replays a recording. Returns a notice if its hash differs here. */
async function playRecorded(
  file: RunFile,
  conductor: Conductor,
  onProgress: (done: number, of: number) => void,
): Promise<readonly Notice[]> {
  const until = Math.max(file.until ?? 0, file.actions.at(-1)?.at ?? 0)
  await replayInSteps(new Replay(conductor, file.actions), until, onProgress)
  if (file.hash === undefined || file.hash === conductor.traceHash()) return []
  return [{ code: 'recording-differs', build: file.header.build }]
}
