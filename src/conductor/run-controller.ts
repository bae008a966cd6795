import type { Action } from '../trace/action.ts'
import type { Bilingual } from '../trace/bilingual.ts'
import type { BranchOrigin } from '../trace/branch-origin.ts'
import type { Check, Verdict } from '../trace/check.ts'
import { latestInstantMs, type VirtualTime } from '../trace/identifiers.ts'
import type { JournalContent } from '../trace/journal-content.ts'
import { formatJournalFile } from '../trace/journal-file.ts'
import type { OwnLamp } from '../trace/own-lamp.ts'
import { refusalFrom } from '../trace/refusal-error.ts'
import { isRefused, type Refused, refuse } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { Broadcaster, batchMs } from './broadcaster.ts'
import { checkStart } from './check-start.ts'
import type { Conductor, Performed } from './conductor.ts'
import { exportedRun } from './exported-run.ts'
import { CheckGoal, type Goal, InstantGoal } from './goal.ts'
import { Lifeline } from './lifeline.ts'
import { Pace } from './pace.ts'
import { Rest } from './rest.ts'
import { RunBroken } from './run-errors.ts'
import { RunGoals } from './run-goals.ts'
import { RunLamps } from './run-lamps.ts'
import { RunWatch } from './run-watch.ts'
import type { Answer, CheckOutcome, ClockState, Session, SessionUpdate, UntilOptions } from './session.ts'
import type { StorageFailure } from './storage-failure.ts'
import { verdictOver } from './verdict-over.ts'
import type { WallClock } from './wall-clock.ts'

export interface RunControllerOptions {
  readonly header: RunHeader
  /** A started or replayed conductor. */
  readonly conductor: Conductor
  readonly clock: WallClock
  /** Unacknowledged events after which the run waits for `acknowledge`. Default: no limit. */
  readonly maxBehind?: number
  /** The reason why the run is no longer stored; null while it is. Default: null. */
  readonly storageFailure?: () => StorageFailure | null
  /**
   * Forgets events once the listeners have them. A listener that subscribes later then does not get them, and `check` must
   * not be called, because it needs the whole trace. Default: false.
   */
  readonly forgetsSent?: boolean
  /** The origin of a branch; absent for other runs. */
  readonly branch?: BranchOrigin
  /** Judges the lamps. Default: there are none. */
  readonly watch?: RunWatch
  /** Lamps of a person, which the run's file lists; `watch` judges them already. Default: none. */
  readonly ownLamps?: readonly OwnLamp[]
  /** Reads what the database holds. Default: there is none. */
  readonly journal?: () => Promise<JournalContent>
  /** Ends what the run uses besides its participants. The run counts as closed when it resolves. Default: nothing. */
  readonly onClose?: () => void | Promise<void>
}

/** Wall ms for which it computes before it yields the thread. */
const sliceMs = 12

/** A live run in this thread: plays, pauses, runs to goals and sends events to listeners. One loop does all the work. */
export class RunController implements Session {
  readonly header: RunHeader
  readonly #conductor: Conductor
  readonly #clock: WallClock
  readonly #rest: Rest
  readonly #broadcaster: Broadcaster
  readonly #maxBehind: number
  readonly #storageFailure: () => StorageFailure | null
  readonly #forgetsSent: boolean
  #branch: BranchOrigin | null
  readonly #lamps: RunLamps
  readonly #journal: (() => Promise<JournalContent>) | null
  readonly #onClose: () => void | Promise<void>
  /** Cut when the run is closed or its loop fails, so that every open call is refused. */
  readonly #lifeline = new Lifeline()
  /** Calls to perform one after another between rounds. */
  readonly #jobs: (() => Promise<void> | void)[] = []
  readonly #goals = new RunGoals()
  #playing = false
  #speed = 1
  #pace: Pace
  #achieved = 0
  #looping = false
  #closing: Promise<void> | null = null
  /** Set when an error other than {@link RunBroken} ended the loop. */
  #failure: Refused | null = null

  constructor(options: RunControllerOptions) {
    this.header = options.header
    this.#conductor = options.conductor
    this.#clock = options.clock
    this.#rest = new Rest(options.clock, () => this.#jobs.length === 0)
    this.#maxBehind = options.maxBehind ?? Number.POSITIVE_INFINITY
    this.#storageFailure = options.storageFailure ?? (() => null)
    this.#forgetsSent = options.forgetsSent ?? false
    this.#branch = options.branch ?? null
    this.#lamps = new RunLamps(options.watch ?? new RunWatch(this.#conductor.recording), options.ownLamps)
    this.#journal = options.journal ?? null
    this.#onClose = options.onClose ?? (() => undefined)
    this.#pace = this.#newPace()
    this.#broadcaster = new Broadcaster(
      this.#conductor.recording,
      this.#lamps.watch.decisions,
      () => this.clockState,
    )
  }

  get clockState(): ClockState {
    return {
      now: Math.max(0, this.#conductor.frontier),
      playing: this.#moving,
      speed: this.#speed,
      achieved: this.#moving ? this.#achieved : 0,
      rounds: this.#conductor.rounds,
      broken: this.#conductor.broken ?? this.#failure,
      storageFailure: this.#storageFailure(),
    }
  }

  subscribe(listener: (update: SessionUpdate) => void): () => void {
    return this.#broadcaster.subscribe(listener)
  }

  /** Called by a listener with the number of events that it has processed since the beginning. */
  acknowledge(events: number): void {
    this.#broadcaster.acknowledge(events)
    this.#rest.end()
  }

  do(action: Action): Answer<Performed> {
    return this.#job(() =>
      this.#unlessBroken<Performed | Refused>(async () => {
        const performed = await this.#conductor.do(action)
        // While paused, the instant of the action is computed at once, so that its effect is visible.
        if (!isRefused(performed) && !this.#moving) await this.#conductor.advanceTo(performed.at)
        return performed
      }),
    )
  }

  until(check: Check, options: UntilOptions = {}): Answer<CheckOutcome> {
    const { withinMs = Number.POSITIVE_INFINITY, speed = Number.POSITIVE_INFINITY } = options
    if (!(withinMs >= 0)) return Promise.resolve(refuse('invalid-wait', { ms: String(withinMs) }))
    if (!(speed > 0)) return Promise.resolve(refuse('invalid-speed', { speed: String(speed) }))
    return this.#untilEnd(end =>
      this.#job(() => {
        const goal = new CheckGoal({
          check,
          recording: this.#conductor.recording,
          from: checkStart(this.#conductor),
          limit: this.#conductor.frontier + Math.floor(withinMs),
          speed,
          end: (verdict: Verdict, at) => end({ verdict, at }),
        })
        this.#aim(goal)
      }),
    )
  }

  check(check: Check): Answer<Verdict> {
    return this.#job(() => verdictOver(check, this.#conductor.recording.slice(0), this.#conductor.frontier))
  }

  addLamp(lamp: OwnLamp): Answer<number> {
    return this.#job<number | Refused>(() => this.#lamps.add(lamp, this.#conductor.frontier))
  }

  removeLamp(id: string): Answer<void> {
    return this.#job(() => this.#lamps.remove(id))
  }

  renameLamp(id: string, words: Bilingual): Answer<void> {
    return this.#job<undefined | Refused>(() => this.#lamps.rename(id, words) ?? undefined)
  }

  stopAtLamp(id: string, stops: boolean): Answer<void> {
    return this.#job(() => this.#lamps.stopAt(id, stops, this.#conductor.frontier))
  }

  now(): Answer<VirtualTime> {
    return this.#job(() => this.clockState.now)
  }

  play(): Answer<void> {
    return this.#job(() => {
      this.#playing = true
      this.#pace = this.#newPace()
    })
  }

  pause(): Answer<void> {
    return this.#job(() => this.#stop())
  }

  step(): Answer<VirtualTime> {
    return this.#job(async () => {
      this.#stop()
      const due = this.#conductor.nextDue
      if (due !== null && due <= latestInstantMs)
        await this.#unlessBroken(async () => this.#conductor.advanceTo(due))
      return this.clockState.now
    })
  }

  speed(factor: number): Answer<void> {
    if (!(factor > 0)) return Promise.resolve(refuse('invalid-speed', { speed: String(factor) }))
    return this.#job(() => {
      this.#speed = factor
      this.#pace = this.#newPace()
    })
  }

  runUntil(at: VirtualTime): Answer<VirtualTime> {
    if (!Number.isSafeInteger(at) || at < 0)
      return Promise.resolve(refuse('invalid-instant', { at: String(at) }))
    if (at > latestInstantMs) {
      return Promise.resolve(refuse('late-instant', { at, end: latestInstantMs }))
    }
    return this.#untilEnd<VirtualTime | Refused>(end =>
      this.#job(() => {
        const { frontier } = this.#conductor
        if (at < frontier) return end(refuse('past-instant', { at, frontier }))
        this.#aim(
          new InstantGoal(at, now =>
            end(now >= at ? at : (this.#conductor.broken ?? refuse('paused-before', { now, at }))),
          ),
        )
      }),
    )
  }

  traceHash(): Answer<string> {
    return this.#job(() => this.#conductor.traceHash())
  }

  exportRun(): Answer<string> {
    return this.#job(() => {
      const { own: lamps } = this.#lamps
      return exportedRun({ header: this.header, conductor: this.#conductor, branch: this.#branch, lamps })
    })
  }

  exportJournal(): Answer<string> {
    return this.#job(async (): Promise<string | Refused> => {
      const { plan, frontier } = this.#conductor
      const database = plan.participants.find(({ kind }) => kind === 'database')
      if (database === undefined || this.#journal === null)
        return refuse('no-database', { scenario: this.header.scenario })
      const content = await this.#journal()
      return formatJournalFile(this.header, { database: database.id, at: Math.max(0, frontier), content })
    })
  }

  /** Names a branch in its run files. No effect on other runs. */
  rename(name: string | null): Answer<void> {
    return this.#job(() => {
      if (this.#branch !== null) this.#branch = { ...this.#branch, name }
    })
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    this.#lifeline.cut(refuse('run-closed'))
    // The cut has refused these calls, so they must not be performed.
    this.#jobs.length = 0
    await this.#betweenRounds(() => this.#stop())
    for (const { host } of this.#conductor.participants.running) {
      if (host?.retire === undefined) host?.terminate()
      else host.retire()
    }
    await this.#onClose()
  }

  get #moving(): boolean {
    return this.#playing || this.#goals.size > 0
  }

  /** Performs a call between rounds and returns its result, or a refusal once the run is closed. */
  #job<T>(work: () => T | Promise<T>): Answer<T> {
    return this.#lifeline.answer(() => this.#betweenRounds(work))
  }

  #betweenRounds<T>(work: () => T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#jobs.push(async () => {
        try {
          resolve(await work())
        } catch (error) {
          reject(error)
        }
      })
      this.#rest.end()
      this.#ensureLoop()
    })
  }

  /** Returns a {@link RunBroken} as a refusal; the clock shows its reason too. Other errors are rethrown. */
  async #unlessBroken<T>(work: () => Promise<T>): Promise<T | Refused> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof RunBroken) return error.refusal
      throw error
    }
  }

  /** The value that a goal passes to `end`, or a refusal once the run is closed. */
  #untilEnd<T>(begin: (end: (value: T) => void) => Promise<unknown>): Answer<T> {
    return this.#lifeline.answer(
      () =>
        new Promise<T>((resolve, reject) => {
          begin(resolve).catch(reject)
        }),
    )
  }

  #aim(goal: Goal): void {
    this.#pace = this.#newPace()
    this.#goals.add(goal)
    this.#endReached()
  }

  #stop(): void {
    this.#playing = false
    this.#goals.endAll(this.#conductor.frontier)
  }

  /** Ends reached goals and pauses the run, also for goals that are not reached. */
  #endReached(): void {
    const { recording, frontier } = this.#conductor
    if (this.#goals.endReached(recording, frontier)) this.#playing = false
  }

  #ensureLoop(): void {
    if (this.#looping) return
    this.#looping = true
    this.#loop().catch((error: unknown) => this.#fail(error))
  }

  /** Ends the run for all callers after an error in the loop, because their promises would never settle otherwise. */
  #fail(error: unknown): void {
    this.#looping = false
    this.#failure = refusalFrom(error)
    this.#stop()
    this.#lifeline.cut(this.#failure)
    this.#jobs.length = 0
    try {
      this.#send(this.#clock.now())
    } catch {
      // The failing listener may throw again; the listeners after it then get no last batch.
    }
  }

  async #loop(): Promise<void> {
    for (;;) {
      const job = this.#jobs.shift()
      if (job !== undefined) await job()
      else if (this.#conductor.broken !== null) this.#stop()
      if (this.#jobs.length > 0) continue
      if (!this.#moving || this.#closing !== null) break
      if (this.#broadcaster.behind > this.#maxBehind) await this.#rest.begin(batchMs)
      else await this.#slice()
    }
    // Before listeners run, because a listener may make a call that needs a new loop.
    this.#looping = false
    this.#send(this.#clock.now())
  }

  /** Computes for about {@link sliceMs}, then yields the thread. */
  async #slice(): Promise<void> {
    if (this.#conductor.frontier >= latestInstantMs) return this.#stop()
    const startedAt = this.#clock.now()
    const limit = this.#limit(startedAt)
    if (limit <= this.#conductor.frontier || this.#exhausted(limit)) {
      this.#sendWhenDue(startedAt)
      return this.#rest.begin(batchMs)
    }
    const width = this.#lamps.watch.stops ? 1 : this.#goals.width
    let wall = startedAt
    await this.#unlessBroken(async () => {
      for (let done = false; !done && wall - startedAt < sliceMs; wall = this.#clock.now()) {
        const round = this.#conductor.round(Math.min(limit, latestInstantMs), width)
        done = round instanceof Promise ? await round : round
        if (this.#goals.size > 0) this.#endReached()
        if (this.#lamps.watch.stops && this.#lamps.watch.catchUp(this.#conductor.frontier)) this.#stop()
        if (this.#jobs.length > 0 || !this.#moving) break
      }
    })
    this.#achieved = this.#pace.achieved(wall, this.#conductor.frontier)
    this.#sendWhenDue(wall)
    await this.#rest.begin(0)
  }

  /** Ends all goals when no event is due any more and no instant limits the run; true when it did. */
  #exhausted(limit: VirtualTime): boolean {
    if (limit !== Number.POSITIVE_INFINITY || this.#conductor.nextDue !== null) return false
    this.#goals.endAll(this.#conductor.frontier)
    return true
  }

  #limit(wall: number): VirtualTime {
    const { speed } = this.#goals
    this.#pace.speed = this.#playing ? Math.max(this.#speed, speed) : speed
    const allowed = this.#pace.allowed(wall, this.#conductor.frontier)
    return Math.min(allowed, this.#lamps.watch.deadline, this.#goals.limit)
  }

  #newPace(): Pace {
    return new Pace(this.#speed, this.#clock.now(), Math.max(0, this.#conductor.frontier))
  }

  #sendWhenDue(wall: number): void {
    if (this.#broadcaster.isDue(wall)) this.#send(wall)
  }

  #send(wall: number): void {
    this.#lamps.watch.catchUp(this.#conductor.frontier)
    this.#broadcaster.send(wall)
    if (!this.#forgetsSent) return
    const { recording, frontier } = this.#conductor
    // The events of the last instant are kept, because a check may start there.
    recording.forget(recording.positionAt(frontier))
  }
}
