import {
  ActReplay,
  Conductor,
  type HostFactory,
  inProcessHosts,
  performScript,
  type RefusedAct,
  Replay,
  RoundTape,
  RunController,
  type RunPlan,
  RunWatch,
} from '../conductor/index.ts'
import { inMemoryStores } from '../runtime/index.ts'
import type { StoreContents } from '../runtime/persistence/index.ts'
import { noContents } from '../runtime/persistence/store-contents.ts'
import { createParticipant, loadCodeOf } from '../scenarios/index.ts'
import type { ScenarioCode } from '../scenarios/scenario.ts'
import { journalContentOf } from '../trace/journal-content.ts'
import { type Refused, refuse } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { ScriptOutcome } from '../trace/script.ts'
import { CatchUp } from './catch-up.ts'
import { deleteRun, openRunStores } from './indexeddb/index.ts'
import type { LaneRequest, OpenRequest } from './open-request.ts'
import type { OpenRun } from './opened-run.ts'
import { replayInSteps, yieldMs } from './replay-in-steps.ts'
import { RunCatalog } from './run-catalog.ts'
import { RunStorage } from './run-storage.ts'
import { failureOf } from './storage-failure-kind.ts'
import { contentsOf, performOn, recordedStores, type StoreOperation } from './store-operations.ts'
import { createRun, headerOf, openCatalog, type StoredRun } from './stored-run.ts'
import { browserClock } from './wall-clock.ts'
import { WorkerHosts } from './worker-hosts.ts'
import type { PageMessage, WorkerPorts } from './worker-protocol.ts'

export interface OpenLaneOptions {
  readonly openRequest: OpenRequest
  readonly lane: LaneRequest
  readonly plan: RunPlan
  readonly ports: WorkerPorts
  /** Hash of the events that the page holds; null: it cannot be compared. */
  readonly recordedHash: () => Promise<string | null>
  /** Events that the page may be behind before the cluster waits for it. */
  readonly maxBehind: number
}

/**
 * Opens a branch, or continues one: replays it in this thread while the workers catch up, compares the repeated part
 * with the recording, and goes on over the workers from exactly there. Unlike a reload it contains no power failure.
 */
export async function openLane(options: OpenLaneOptions): Promise<OpenRun | Refused> {
  const { openRequest, lane, plan, ports, recordedHash, maxBehind } = options
  const header = headerOf(openRequest.request, openRequest.build)
  const replay = await LaneReplay.create(header, openRequest, lane, plan, ports)
  let storage: RunStorage | null = null
  const close = (): void => {
    replay.close()
    storage?.close()
  }
  try {
    await replay.repeat()
    const differs = await replay.compare(recordedHash)
    if (differs !== null) return replay.refuse(differs)
    const refusedActs = await replay.tryActs()
    const script = await replay.performScript()
    const refused = lane.act === undefined ? null : replay.conductor.refusalOf(lane.act)
    if (refused !== null) return replay.refuse(refused)
    const run =
      lane.recordingOnly === true
        ? inMemoryOnly(openRequest, header, lane)
        : await storedRunOf(openRequest, lane, replay.conductor)
    const stored = new RunStorage({ ...run, now: () => replay.conductor.frontier })
    storage = stored
    await replay.goLive(stored, run)
    const controller = new RunController({
      header,
      conductor: replay.conductor,
      clock: browserClock(),
      maxBehind,
      forgetsSent: true,
      watch: replay.watch,
      ownLamps: lane.ownLamps,
      storageFailure: () => stored.failure,
      journal: async () => journalContentOf(await stored.contents()),
      ...(lane.branch === null ? {} : { branch: lane.branch }),
      onClose: close,
    })
    if (lane.act !== undefined) await controller.do(lane.act)
    const { runId } = run
    return {
      controller,
      opened: {
        runId,
        header,
        notices: [],
        restored: null,
        branch: lane.branch,
        refusedActs,
        script,
        settings: plan.settings,
        ownLamps: lane.ownLamps,
        chapters: lane.chapters,
      },
    }
  } catch (error) {
    close()
    throw error
  }
}

/** The replay of a lane in this thread, and the workers that catch up with it. */
class LaneReplay {
  readonly conductor: Conductor
  /** Judges the lamps, from the first event on. */
  readonly watch: RunWatch
  readonly #edited: boolean
  readonly #lane: LaneRequest
  readonly #ports: WorkerPorts
  readonly #workers: WorkerHosts
  readonly #catchUp: CatchUp | null
  readonly #stores
  readonly #changes: StoreOperation[] = []
  /** Content of the database when its newest incarnation started. */
  #contents: StoreContents = noContents
  #storage: RunStorage | null = null
  #hosts: HostFactory
  /** False while acts are tried: nothing in this thread can end an endless loop that they may start. */
  #watched = true
  /** Actions that the lane has stored already. */
  #logged: number
  /** Number of events that the page has. */
  #sent: number
  /** The checks of a script may read every event, so none is forgotten before its end. */
  #forgets: boolean

  static async create(
    header: RunHeader,
    request: OpenRequest,
    lane: LaneRequest,
    plan: RunPlan,
    ports: WorkerPorts,
  ): Promise<LaneReplay> {
    const code = header.code === undefined ? await loadCodeOf(header) : null
    return new LaneReplay(code, header, request, lane, plan, ports)
  }

  private constructor(
    /** Null for edited code, which is replayed by its workers: slower, but never in this thread. */
    code: ScenarioCode | null,
    header: RunHeader,
    { runId: channels, lamps }: OpenRequest,
    lane: LaneRequest,
    plan: RunPlan,
    ports: WorkerPorts,
  ) {
    this.#edited = code === null
    this.#lane = lane
    this.#ports = ports
    this.#logged = Number.POSITIVE_INFINITY
    this.#sent = lane.known ?? 0
    this.#forgets = lane.script === undefined
    const stores = recordedStores(inMemoryStores())
    this.#stores = stores
    const tape = new RoundTape()
    const inThread =
      code === null
        ? null
        : inProcessHosts(tape.record((who, boot) => createParticipant(code, header, who, boot, stores)))
    this.#hosts = async (who, boot) => {
      if (who.kind === 'database') this.#contents = await contentsOf(stores)
      return inThread === null ? this.#workers.create(who, boot) : inThread(who, boot)
    }
    this.#workers = new WorkerHosts({
      // The channels of an earlier opening of the same run may still carry posts of its terminated workers.
      runId: channels,
      header,
      requests: ports.work,
      storage: {
        contents: async () => (this.#storage === null ? this.#contents : this.#storage.contents()),
        perform: operations => this.#perform(operations, code === null),
      },
    })
    this.conductor = new Conductor({
      plan,
      hosts: (who, boot) => this.#hosts(who, boot),
      log: {
        append: action => (action.index < this.#logged ? undefined : this.#storage?.append(action)),
      },
      watched: () => this.#watched,
      diagnoseHang: this.#workers.diagnoseHang,
    })
    this.watch = new RunWatch(this.conductor.recording, [...lamps, ...lane.ownLamps])
    this.#catchUp =
      lane.recordingOnly === true || code === null
        ? null
        : new CatchUp(this.conductor, tape, ({ planned, boot }) => this.#workers.create(planned, boot))
  }

  /** Repeats the recording up to `at`. */
  async repeat(): Promise<void> {
    const { actions, at } = this.#lane
    await replayInSteps(new Replay(this.conductor, actions), at, done => this.#progress(done))
  }

  /** Returns the reason why the repetition is not the recording that the page holds; null: it is, or there is none. */
  async compare(recordedHash: () => Promise<string | null>): Promise<Refused | null> {
    const { known, at } = this.#lane
    if (known === null) return null
    const { recording } = this.conductor
    const hash = await recordedHash()
    const same = recording.length === known && (hash === null || hash === recording.hash())
    return same ? null : refuse('replay-differs', { at })
  }

  /** Tries the acts after `at` and computes up to the end. Returns the impossible acts. */
  async tryActs(): Promise<readonly RefusedAct[]> {
    const { acts, at, until } = this.#lane
    // Workers have their watchdog even then.
    this.#watched = this.#edited
    const replay = new ActReplay(this.conductor, acts)
    if (until > at) await replayInSteps(replay, until, done => this.#progress(done), Math.max(0, at))
    this.#watched = true
    return replay.refused
  }

  /** Performs the script of the lane, if it has one. */
  async performScript(): Promise<ScriptOutcome | null> {
    const { script } = this.#lane
    if (script === undefined) return null
    await this.conductor.advanceTo(0)
    let yielded = performance.now()
    const outcome = await performScript(this.conductor, script, {
      onProgress: async () => {
        await this.#report(0)
        if (performance.now() - yielded < yieldMs) return
        await new Promise(resolve => setTimeout(resolve))
        yielded = performance.now()
      },
    })
    this.#forgets = true
    await this.#progress(this.#lane.until)
    return outcome
  }

  /** Continues over the workers; from now on actions and the journal are stored. */
  async goLive(storage: RunStorage, run: StoredRun): Promise<void> {
    await this.#catchUp?.finish()
    await storage.adopt(this.#stores, run.past === null ? this.#changes : [])
    if (this.#lane.stored !== undefined && run.past === null)
      await run.places?.catalog.update(run.runId, { unplayed: null }).catch(() => undefined)
    this.#storage = storage
    this.#logged = this.conductor.actions.length
    this.#hosts = this.#workers.create
  }

  /** The changes of a database in a worker. While it catches up, the replay in this thread has made them already. */
  async #perform(operations: readonly StoreOperation[], replays: boolean): Promise<void> {
    if (this.#storage !== null) return this.#storage.perform(operations)
    if (replays) for (const operation of operations) await performOn(this.#stores, operation)
  }

  refuse(refusal: Refused): Refused {
    this.close()
    return refusal
  }

  close(): void {
    this.#workers.close()
  }

  /** Sends the events that the page does not hold, and lets the workers catch up. */
  async #progress(done: number): Promise<void> {
    await this.#report(done)
    const { recording } = this.conductor
    if (this.#forgets) recording.forget(recording.length)
  }

  async #report(done: number): Promise<void> {
    const { recording } = this.conductor
    this.watch.catchUp(this.conductor.frontier)
    const events = recording.slice(Math.min(recording.length, Math.max(recording.firstHeld, this.#sent)))
    this.#sent = Math.max(this.#sent, recording.length)
    const of = this.#lane.until
    this.#ports.updates?.postMessage({ type: 'Progress', events, done, of } satisfies PageMessage)
    for (const change of this.#stores.takeOperations()) this.#changes.push(change)
    await this.#catchUp?.step()
  }
}

/** Stores the new branch with the actions that it has already, or opens the lane where it is stored. */
async function storedRunOf(
  openRequest: OpenRequest,
  lane: LaneRequest,
  conductor: Conductor,
): Promise<StoredRun> {
  const catalog = await openCatalog()
  if (lane.stored === undefined)
    return createRun(openRequest, catalog, [], {
      actions: conductor.actions,
      ownLamps: lane.ownLamps,
      chapters: lane.chapters,
      ...(lane.branch === null ? {} : { branch: lane.branch }),
    })
  const header = headerOf(openRequest.request, openRequest.build)
  const past = { actions: conductor.actions, frontier: conductor.frontier }
  const run = {
    runId: lane.stored,
    header,
    notices: [],
    past,
    ownLamps: lane.ownLamps,
    chapters: lane.chapters,
  }
  if (!(catalog instanceof RunCatalog)) return { ...run, places: null, failure: catalog }
  try {
    await catalog.check(lane.stored)
    const unplayed = (await catalog.find(lane.stored))?.unplayed != null
    // A page that was closed in the middle of this may have left a part of the journal.
    if (unplayed) await deleteRun(lane.stored)
    const stores = await openRunStores(lane.stored, { create: unplayed })
    return { ...run, places: { catalog, stores }, failure: null, ...(unplayed ? { past: null } : {}) }
  } catch (error) {
    catalog.close()
    return { ...run, places: null, failure: failureOf(error) }
  }
}

function inMemoryOnly({ runId }: OpenRequest, header: RunHeader, { stored }: LaneRequest): StoredRun {
  return {
    runId: stored ?? runId,
    header,
    places: null,
    failure: null,
    notices: [],
    past: null,
    ownLamps: [],
    chapters: null,
  }
}
