import type { Action, Refused } from '../trace/action.ts'
import type { Check, Verdict } from '../trace/check.ts'
import type { ClusterView } from '../trace/cluster-view.ts'
import { emptyView, foldAll } from '../trace/fold.ts'
import { latestInstantMs, type VirtualTime } from '../trace/identifiers.ts'
import type { RunFile, RunHeader } from '../trace/run-file.ts'
import { Broadcaster, batchMs } from './broadcaster.ts'
import type { Conductor, Performed } from './conductor.ts'
import { CheckGoal, type Goal, InstantGoal, verdictOver } from './goal.ts'
import { Lifeline } from './lifeline.ts'
import { Pace } from './pace.ts'
import { RunBroken } from './run-broken.ts'
import type { Answer, CheckOutcome, ClockState, Session, SessionUpdate, UntilOptions } from './session.ts'

/** The wall clock and its timer, handed in so that tests turn them by hand. */
export interface WallClock {
  /** Milliseconds, from anywhere. */
  now(): number
  later(run: () => void, ms: number): void
}

export interface RunControllerOptions {
  readonly header: RunHeader
  /** Just started, or replayed up to where the run goes on. */
  readonly conductor: Conductor
  readonly clock: WallClock
  /** Events that a listener may be behind before the run waits for it; then it must `acknowledge`. Default: any number. */
  readonly maxBehind?: number
  readonly onClose?: () => void
}

/** So long it computes before it lets others have the thread. */
const sliceMs = 12

/** A live run: plays, pauses and stops where it is asked to, and tells what happens. One loop does all the work. */
export class RunController implements Session {
  readonly header: RunHeader
  readonly #conductor: Conductor
  readonly #clock: WallClock
  readonly #broadcaster: Broadcaster
  readonly #maxBehind: number
  readonly #onClose: () => void
  /** Cut when the run is closed, or when its loop fails: every call that is open then is refused. */
  readonly #lifeline = new Lifeline()
  /** Done one after another between rounds. */
  readonly #jobs: (() => Promise<void> | void)[] = []
  readonly #goals = new Set<Goal>()
  #playing = false
  #speed = 1
  #pace: Pace
  #achieved = 0
  #looping = false
  #closing: Promise<void> | null = null
  /** Set when an error that is not of the run's own kind ended the loop. */
  #failure: string | null = null
  #wakeUp: (() => void) | null = null
  #seen: { readonly events: number; readonly view: ClusterView } = { events: 0, view: emptyView }

  constructor(options: RunControllerOptions) {
    this.header = options.header
    this.#conductor = options.conductor
    this.#clock = options.clock
    this.#maxBehind = options.maxBehind ?? Number.POSITIVE_INFINITY
    this.#onClose = options.onClose ?? (() => undefined)
    this.#pace = this.#newPace()
    this.#broadcaster = new Broadcaster(this.#conductor.trace, () => this.clockState)
  }

  get clockState(): ClockState {
    return {
      now: Math.max(0, this.#conductor.frontier),
      playing: this.#moving,
      speed: this.#speed,
      achieved: this.#moving ? this.#achieved : 0,
      rounds: this.#conductor.rounds,
      broken: this.#conductor.broken ?? this.#failure,
    }
  }

  subscribe(listener: (update: SessionUpdate) => void): () => void {
    return this.#broadcaster.subscribe(listener)
  }

  /** A listener has taken in so many events since the beginning. */
  acknowledge(events: number): void {
    this.#broadcaster.acknowledge(events)
    this.#wake()
  }

  do(action: Action): Answer<Performed> {
    return this.#job(() =>
      this.#unlessBroken<Performed | Refused>(async () => {
        const done = await this.#conductor.do(action)
        // While time stands still an act takes its instant, so that it can be seen.
        if (!('refused' in done) && !this.#moving) await this.#conductor.advanceTo(done.at)
        return done
      }),
    )
  }

  until(check: Check, options: UntilOptions = {}): Answer<CheckOutcome> {
    const { withinMs = Number.POSITIVE_INFINITY, speed = Number.POSITIVE_INFINITY } = options
    if (!(withinMs >= 0)) return refused(`[${withinMs}] is no time to wait. Give milliseconds.`)
    if (!(speed > 0)) return refused(notASpeed(speed))
    return this.#ended(end =>
      this.#job(() => {
        const from = this.#followFrom()
        const goal = new CheckGoal({
          check,
          trace: this.#conductor.trace,
          before: this.#viewAt(from),
          from,
          limit: this.#conductor.frontier + Math.floor(withinMs),
          speed,
          end: (verdict: Verdict, at) => end({ verdict, at }),
        })
        this.#aim(goal)
      }),
    )
  }

  check(check: Check): Answer<Verdict> {
    return this.#job(() => verdictOver(check, this.#conductor.trace, this.#conductor.frontier))
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
    if (!(factor > 0)) return refused(notASpeed(factor))
    return this.#job(() => {
      this.#speed = factor
      this.#pace = this.#newPace()
    })
  }

  runUntil(at: VirtualTime): Answer<VirtualTime> {
    if (!Number.isSafeInteger(at) || at < 0) return refused(`[${at}] is no instant. Give whole milliseconds.`)
    if (at > latestInstantMs) {
      return refused(
        `[${at}] ms is too late: a run ends at [${latestInstantMs}] ms, 24 hours of virtual time.`,
      )
    }
    return this.#ended<VirtualTime | Refused>(end =>
      this.#job(() => {
        const { frontier } = this.#conductor
        if (at < frontier)
          return end({ refused: `[${at}] ms is past: the run is computed up to [${frontier}] ms.` })
        this.#aim(
          new InstantGoal(at, now =>
            end(
              now >= at
                ? at
                : { refused: this.#conductor.broken ?? `Paused at [${now}] ms, before [${at}] ms.` },
            ),
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
      const { actions, frontier } = this.#conductor
      const file: RunFile = {
        header: this.header,
        actions,
        until: frontier,
        hash: this.#conductor.traceHash(),
      }
      return `${JSON.stringify(file, null, 2)}\n`
    })
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    this.#lifeline.cut('This run is closed.')
    // Refused already, so it must not happen any more.
    this.#jobs.length = 0
    await this.#betweenRounds(() => this.#stop())
    for (const slot of this.#conductor.participants.running) slot.host?.terminate()
    this.#onClose()
  }

  get #moving(): boolean {
    return this.#playing || this.#goals.size > 0
  }

  /** Runs between rounds and answers with what came of it. What breaks the run is told by the clock. */
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
      this.#wake()
      this.#loopOn()
    })
  }

  /** A run that breaks tells why by its clock; nothing is thrown at a person. */
  async #unlessBroken<T>(work: () => Promise<T>): Promise<T | Refused> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof RunBroken) return { refused: error.message }
      throw error
    }
  }

  #ended<T>(begin: (end: (value: T) => void) => Promise<unknown>): Answer<T> {
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
    for (const goal of this.#goals) this.#end(goal)
  }

  #end(goal: Goal): void {
    this.#goals.delete(goal)
    goal.end(Math.max(0, this.#conductor.frontier))
  }

  /** Time stops where a goal is reached, for all. */
  #endReached(): void {
    const { trace, frontier } = this.#conductor
    for (const goal of this.#goals) {
      if (!goal.reached(trace, frontier)) continue
      this.#end(goal)
      this.#playing = false
    }
  }

  #loopOn(): void {
    if (this.#looping) return
    this.#looping = true
    this.#loop().catch((error: unknown) => this.#fail(error))
  }

  /** An error in the loop would leave everybody waiting: it ends the run for all callers instead. */
  #fail(error: unknown): void {
    this.#looping = false
    this.#failure = `The run cannot go on: ${error instanceof Error ? error.message : String(error)}`
    this.#stop()
    this.#lifeline.cut(this.#failure)
    this.#jobs.length = 0
    try {
      this.#broadcaster.send(this.#clock.now())
    } catch {
      // The failure may be a listener's own; the others cannot be reached past it.
    }
  }

  async #loop(): Promise<void> {
    for (;;) {
      const job = this.#jobs.shift()
      if (job !== undefined) await job()
      else if (this.#conductor.broken !== null) this.#stop()
      if (this.#jobs.length > 0) continue
      if (!this.#moving || this.#closing !== null) break
      if (this.#broadcaster.behind > this.#maxBehind) await this.#sleep(batchMs)
      else await this.#slice()
    }
    // Before anybody is told, since who listens may want something at once.
    this.#looping = false
    this.#broadcaster.send(this.#clock.now())
  }

  /** Computes for a while, then lets others have the thread. */
  async #slice(): Promise<void> {
    if (this.#conductor.frontier >= latestInstantMs) return this.#stop()
    const begun = this.#clock.now()
    const limit = this.#limit(begun)
    if (limit <= this.#conductor.frontier || this.#exhausted(limit)) {
      this.#broadcaster.sendWhenDue(begun)
      return this.#sleep(batchMs)
    }
    const width = Math.min(...[...this.#goals].map(goal => goal.width), Number.POSITIVE_INFINITY)
    let wall = begun
    await this.#unlessBroken(async () => {
      for (let done = false; !done && wall - begun < sliceMs; wall = this.#clock.now()) {
        const round = this.#conductor.round(Math.min(limit, latestInstantMs), width)
        done = round instanceof Promise ? await round : round
        if (this.#goals.size > 0) this.#endReached()
        if (this.#jobs.length > 0 || !this.#moving) break
      }
    })
    this.#achieved = this.#pace.achieved(wall, this.#conductor.frontier)
    this.#broadcaster.sendWhenDue(wall)
    await this.#sleep(0)
  }

  /** Nothing will ever happen by itself, and no instant is asked for: goals end as they stand. */
  #exhausted(limit: VirtualTime): boolean {
    if (limit !== Number.POSITIVE_INFINITY || this.#conductor.nextDue !== null) return false
    for (const goal of this.#goals) this.#end(goal)
    return true
  }

  #limit(wall: number): VirtualTime {
    const speeds = [...this.#goals].map(goal => goal.speed)
    this.#pace.speed = this.#playing ? Math.max(this.#speed, ...speeds) : Math.max(...speeds)
    const allowed = this.#pace.allowed(wall, this.#conductor.frontier)
    return Math.min(allowed, ...[...this.#goals].map(goal => goal.limit))
  }

  #newPace(): Pace {
    return new Pace(this.#speed, this.#clock.now(), Math.max(0, this.#conductor.frontier))
  }

  /** Until the time is up or a job is there. */
  #sleep(ms: number): Promise<void> {
    // A job that came during the slice found nobody to wake.
    if (this.#jobs.length > 0) return Promise.resolve()
    return new Promise(resolve => {
      const wakeUp = () => {
        if (this.#wakeUp === wakeUp) this.#wakeUp = null
        resolve()
      }
      this.#wakeUp = wakeUp
      this.#clock.later(wakeUp, ms)
    })
  }

  #wake(): void {
    this.#wakeUp?.()
  }

  /** Where following a check begins: at the instant of an action just done, else now. */
  #followFrom(): number {
    const { trace, actions, frontier } = this.#conductor
    const last = actions.at(-1)
    let from = trace.length
    if (last === undefined || last.at < frontier) return from
    while (from > 0 && trace[from - 1]!.at >= last.at) from--
    return from
  }

  #viewAt(events: number): ClusterView {
    if (this.#seen.events > events) this.#seen = { events: 0, view: emptyView }
    const view = foldAll(this.#seen.view, this.#conductor.trace.slice(this.#seen.events, events))
    this.#seen = { events, view }
    return view
  }
}

const refused = (sentence: string): Promise<Refused> => Promise.resolve({ refused: sentence })

const notASpeed = (factor: number): string => `[${factor}] is no speed. Give a number above 0.`
