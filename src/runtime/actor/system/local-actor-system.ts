import type { SupervisionChoice } from '../../../trace/supervision.ts'
import type { EventId, VirtualTime } from '../../../trace/trace-event.ts'
import type { Random } from '../../random.ts'
import type { Tracer } from '../../tracer.ts'
import type { AskTimeoutError, Cancellable, SpawnOptions } from '../api/actor-context.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { ActorSystem, EndReason, Extension, SuppressionRule } from '../api/actor-system.ts'
import type { Behavior } from '../api/behavior.ts'
import type { Mailboxes } from '../api/mailbox-selector.ts'
import { IllegalContextUse } from '../base/actor-errors.ts'
import { parsePath } from '../base/actor-path.ts'
import { caught, fatalOf, reasonOf } from '../base/error-text.ts'
import { Ring } from '../base/ring.ts'
import { checkedDelay, checkedInterval, type Scheduled, TimerQueue } from '../base/timer-queue.ts'
import { type ErrorClass, ignore } from '../behavior/behavior-values.ts'
import type { Interactions } from '../interaction/interactions.ts'
import type { ReplyRef } from '../kernel/ask.ts'
import { Cell } from '../kernel/cell.ts'
import { spawnChild } from '../kernel/cell-children.ts'
import { CellState } from '../kernel/cell-state.ts'
import { LocalActorRef, type LocalTarget } from '../kernel/local-actor-ref.ts'
import type { Origin } from '../kernel/mail.ts'
import type { DeadLetterLog, DeadLetterLogSettings } from '../observe/dead-letter-log.ts'
import type { FaultRequest } from '../observe/faults.ts'
import type { Instrumentation } from '../observe/instrumentation.ts'
import { labelOf } from '../observe/message-trace.ts'
import type { Tracing } from '../observe/tracing.ts'
import type { RemoteActorRef } from '../remote/remote-actor-ref.ts'
import type { Remoting } from '../remote/remoting.ts'
import { LocalEventStream } from './event-stream.ts'
import { findLocal, findSubscriber } from './local-lookup.ts'
import { PathRef, SinkRef } from './path-ref.ts'

export interface LocalActorSystemOptions extends DeadLetterLogSettings {
  readonly name: string
  /** `pekko://name@host:port` */
  readonly address: string
  readonly uid: number
  readonly random: Random
  /** Needs `staging`. */
  readonly tracer: Tracer | null
  /** For whom somebody watches and interferes with. Default: none of that. */
  readonly staging?: Instrumentation
  /** For adapters, receive timeouts, pipes, … from `patterns.ts`. Default: they are refused. */
  readonly patterns?: Interactions
  /** The instant at which it is made. */
  readonly now: VirtualTime
  /** Messages handled in one virtual ms, the rest wait; null: all. */
  readonly maxMessagesPerMs: number | null
  /** How it reaches other systems, from `remoting.ts`. Default: not at all. */
  readonly remoting?: (system: LocalActorSystem) => Remoting
  /** Copies messages between local actors too; default: they go by reference. */
  readonly copyLocal?: (message: unknown) => unknown
  /**
   * The application: it is `/user`, and its end, by its own will or by a failure, ends the system. Default: an
   * implicit guardian that only keeps what `spawn` starts and outlives the failures of these.
   */
  readonly guardian?: Behavior<never>
  readonly guardianOptions?: SpawnOptions
  /** For `MailboxSelector.fromConfig`. */
  readonly mailboxes?: Mailboxes
  /** Called with what an actor is about to handle. */
  readonly beforeTurn?: (cell: Cell, item: unknown) => void
  /**
   * For a driver in real time: something is to be done, and nobody was turning the system. It may go to the present
   * instant, and turns the system later, not from here.
   */
  readonly wake?: () => void
}

const unlimited = 1_000_000_000

/** What {@link LocalActorSystem.runTurns} reckons a turn to be. */
const messagesPerTurn = 5

/** The actors of one participant, turned by their driver, instant by instant. */
export class LocalActorSystem implements ActorSystem {
  readonly name: string
  readonly address: string
  readonly uid: number
  readonly random: Random
  readonly tracer: Tracer | null
  /** As long as somebody listens. */
  readonly tracing: Tracing | null
  readonly deadLetterLog: DeadLetterLog | null
  readonly eventStream = new LocalEventStream(
    {
      find: ref => findSubscriber(this, ref),
      watch: ref => this.remoting?.subscriptions.watch(ref),
      unwatch: ref => this.remoting?.subscriptions.unwatch(ref),
    },
    event => this.tracing?.logUndelivered(this, event),
  )
  readonly deadLetters: ActorRef<unknown>
  readonly ignoreRef: ActorRef<unknown>
  readonly staging: Instrumentation | null
  private readonly patterns: Interactions | null
  /** Those the application has made known. */
  readonly errorClasses: ErrorClass[] = []
  readonly timers = new TimerQueue()
  readonly remoting: Remoting | null
  readonly userGuardian: Cell
  readonly systemGuardian: Cell
  /** Reply refs of asks that wait and whose path somebody has seen, by name. */
  readonly temps = new Map<string, ReplyRef>()
  /** Local sends need neither a copy nor a trace. */
  readonly plainSends: boolean
  readonly beforeTurn: ((cell: Cell, item: unknown) => void) | null

  now: VirtualTime
  /** The actor that handles something right now. */
  current: Cell | null = null
  /** Messages that may still be handled at this instant. */
  budget: number
  /** Set when something happened that no supervisor may catch: the system must not be driven further. */
  failure: Error | null = null
  /** In whose turn. */
  failedActor: string | null = null
  /** What it was handling. */
  failedLabel: string | null = null
  terminated = false
  /** Why it ends, once it does. */
  endReason: EndReason | null = null

  /** Stands while the application's guardian waits for its start. */
  private guardianStart: Scheduled | null = null
  private readonly mailboxes: Mailboxes
  private readonly startedAt: VirtualTime
  private readonly runQueue = new Ring<Cell>()
  private readonly maxMessages: number
  private readonly copyLocal: ((message: unknown) => unknown) | null
  private readonly extensions = new Map<string, unknown>()
  private readonly suppressed: SuppressionRule[] = []
  /** What it published about dead letters. */
  private readonly ownDeadLetters = new WeakSet<object>()
  private readonly atEnd: (() => void)[] = []
  private tempNumbers = 0
  private readonly wake: (() => void) | null
  /** The driver was not told yet that there is something to do. */
  private idle: boolean

  constructor(options: LocalActorSystemOptions) {
    this.name = options.name
    this.address = options.address
    this.uid = options.uid
    this.random = options.random
    this.tracer = options.tracer
    this.now = options.now
    this.startedAt = options.now
    this.maxMessages = options.maxMessagesPerMs ?? unlimited
    this.budget = this.maxMessages
    this.copyLocal = options.copyLocal ?? null
    this.beforeTurn = options.beforeTurn ?? null
    this.wake = options.wake ?? null
    this.idle = this.wake !== null
    this.mailboxes = options.mailboxes ?? {}
    this.staging = options.staging ?? null
    this.patterns = options.patterns ?? null
    this.deadLetterLog = this.staging === null ? null : this.staging.newDeadLetterLog(options)
    if (this.tracer !== null && this.staging === null) {
      throw new TypeError(
        `System [${options.name}] was given a tracer without staging. Give it [staging] too.`,
      )
    }
    this.tracing = this.tracer === null ? null : this.staging!.tracing
    this.plainSends = this.tracer === null && this.copyLocal === null
    this.remoting = options.remoting?.(this) ?? null
    this.deadLetters = new SinkRef('/deadLetters', message =>
      this.deadLetter(message, '/deadLetters', null, 'sent to dead letters', null),
    )
    this.ignoreRef = new SinkRef('/ignore', () => undefined)
    this.systemGuardian = this.implicitGuardian('system')
    if (options.guardian === undefined) {
      this.userGuardian = this.implicitGuardian('user')
    } else {
      const handlingMs = checkedInterval(options.guardianOptions?.handlingMs ?? 0, '/user', 'handlingMs')
      this.userGuardian = new Cell(this, null, 'user', 0, options.guardian, handlingMs)
      this.chooseMailbox(this.userGuardian, options.guardianOptions)
      // Messages alone do not give it a turn.
      this.userGuardian.queued = true
      this.guardianStart = this.timers.schedule(this.now, () => this.startGuardian())
    }
  }

  tell(message: unknown): void {
    this.userGuardian.self.tell(message)
  }

  get uptimeMs(): number {
    return this.now - this.startedAt
  }

  spawn<T>(behavior: Behavior<T>, name: string, options?: SpawnOptions): ActorRef<T> {
    if (this.userGuardian.initial !== ignore) {
      throw new IllegalContextUse(
        '/user',
        `only the guardian spawns here. Send it a message to spawn [${name}].`,
      )
    }
    return spawnChild(this.userGuardian, behavior, name ?? '', options)
  }

  systemActorOf<T>(behavior: Behavior<T>, name: string): ActorRef<T> {
    return spawnChild(this.systemGuardian, behavior, name ?? '', undefined)
  }

  resolve<T>(path: string): ActorRef<T> {
    const { address, path: plain, uid } = parsePath(path)
    const target = uid === 0 ? plain : `${plain}#${uid}`
    if (address !== null && address !== this.address) return this.remote(path).refTo(address, target)
    if (plain === this.deadLetters.path) return this.deadLetters
    if (plain === this.ignoreRef.path) return this.ignoreRef
    return (uid === 0 ? null : this.find(target)) ?? new PathRef(this, target)
  }

  isLocal(ref: ActorRef<never>): boolean {
    return ref.path.startsWith('/')
  }

  scheduleOnce<T>(delayMs: number, target: ActorRef<T>, message: T): Cancellable {
    const cause = this.tracer?.cause ?? null
    const rule = this.tracer?.rule ?? null
    // First, as the time of a system that sleeps stands still.
    this.notifyDriver()
    const scheduled = this.timers.schedule(this.now + checkedDelay(delayMs), () => {
      this.under(cause, cause === null ? (rule ?? 'schedule') : null, () =>
        this.tellScheduled(target, message),
      )
    })
    return { cancel: () => this.timers.cancel(scheduled) }
  }

  extension<E>(extension: Extension<E>): E {
    const existing = this.extensions.get(extension.name)
    // Kept under the name by this very method, so it is what the extension made.
    if (existing !== undefined) return existing as E
    const made = extension.create(this)
    this.extensions.set(extension.name, made)
    return made
  }

  registerErrors(...classes: ErrorClass[]): void {
    this.errorClasses.push(...classes)
  }

  nodeRemoved(address: string, uid: number, quarantineAt = this.now): void {
    this.remoting?.nodeRemoved(address, uid, quarantineAt)
  }

  nodeJoined(address: string, uid: number): void {
    this.remoting?.nodeJoined(address, uid)
  }

  whenQuarantined(run: (address: string, uid: number) => void): void {
    if (this.remoting !== null) this.remoting.whenQuarantined = run
  }

  terminate(reason: EndReason = 'left'): void {
    if (this.endReason !== null) return
    this.endReason = reason
    this.forgetGuardianStart()
    this.userGuardian.tellSystem({ type: 'stop' })
  }

  whenTerminated(run: () => void): void {
    if (this.terminated) run()
    else this.atEnd.push(run)
  }

  // What follows is for the driver.

  /** Goes to an instant. What is told and delivered before {@link runInstant} comes before its timers. */
  enterInstant(at: VirtualTime): void {
    if (at < this.now)
      throw new RangeError(`Instant [${at}] lies before [${this.now}]: time only goes forward.`)
    if (at > this.now) this.budget = this.maxMessages
    this.now = at
  }

  /**
   * Lets the application's guardian start: call it when the system is set up, so that it finds everything there.
   * The first instant that is run does it otherwise.
   */
  startGuardian(): void {
    if (this.forgetGuardianStart()) this.userGuardian.tellSystem({ type: 'create' })
  }

  /** Fires what is due and drains the run queue, first in first out. */
  runInstant(at: VirtualTime): void {
    this.enterInstant(at)
    this.endIfFatal(() => {
      this.timers.fire(at)
      while (this.runQueue.size > 0 && this.failure === null) {
        if (this.budget <= 0) {
          if (this.maxMessages !== unlimited) break
          this.budget = unlimited
        }
        this.runQueue.shift().run()
      }
    })
    if (this.terminated) this.timers.clear()
  }

  /**
   * As {@link runInstant}, for a driver that shares its thread: at most so many turns of actors, and no limit of
   * messages per ms. True: there is more to do. False: `wake` will be called, except for timers: see `nextDue`.
   */
  runTurns(at: VirtualTime, turns: number): boolean {
    this.enterInstant(at)
    this.endIfFatal(() => {
      this.timers.fire(at)
      this.budget = turns * messagesPerTurn
      for (let left = turns; left > 0 && this.runQueue.size > 0 && this.failure === null; left--) {
        this.runQueue.shift().run()
      }
    })
    if (this.terminated) this.timers.clear()
    if (this.runQueue.size > 0 && this.failure === null) return true
    this.idle = this.wake !== null
    return false
  }

  /**
   * For all that a driver does to the system: a fatal error that nobody handled ends the system. Every other error
   * is thrown.
   */
  endIfFatal(run: () => void): void {
    try {
      run()
    } catch (thrown) {
      const fatal = fatalOf(thrown)
      if (fatal === null) throw thrown
      this.fail(fatal)
      this.current = null
    }
  }

  /** Has the driver look: there may be something to do. */
  notifyDriver(): void {
    if (!this.idle) return
    this.idle = false
    this.wake!()
  }

  /**
   * A request from outside all actors. Exactly one of the two is called, in the turn of whoever replies or, where none
   * can reply, at once. Neither may throw.
   * @throws what making and telling the request throws; then neither is called.
   */
  ask<Req, Res>(
    target: ActorRef<Req>,
    request: (replyTo: ActorRef<Res>) => Req,
    timeoutMs: number,
    onReply: (reply: Res) => void,
    onFailure: (error: AskTimeoutError) => void,
  ): void {
    this.notifyDriver()
    // The reply ref accepts what the request's type says; nothing else is known of it here.
    this.patternsFor('ask', this.address).askFromOutside(
      this,
      target as ActorRef<unknown>,
      request,
      timeoutMs,
      onReply as (reply: unknown) => void,
      onFailure,
    )
  }

  /** When it next has something to do by itself; null: never. */
  get nextDue(): VirtualTime | null {
    if (this.failure !== null) return null
    const backlog = this.runQueue.size === 0 ? null : this.budget > 0 ? this.now : this.now + 1
    const timer = this.timers.nextDue
    if (backlog === null || timer === null) return backlog ?? timer
    return Math.min(backlog, timer)
  }

  /** The actor at `path` does something wrong when it takes its next message. False: nobody lives there. */
  failNext(path: string, order: Partial<FaultRequest> = {}): boolean {
    return this.staging?.failNext(this.findCell(path), order) ?? false
  }

  /**
   * From its next failure on, and over its restarts, the living actor at `path` is supervised like this; null: as
   * its code says. False: nobody lives there.
   */
  supervise(path: string, choice: SupervisionChoice | null): boolean {
    return this.staging?.supervise(this.findCell(path), choice) ?? false
  }

  /** Does something with a cause of its own, so that what it emits and sends follows from that. */
  under(cause: EventId | null, rule: string | null, run: () => void): void {
    const { tracer } = this
    if (tracer === null) {
      run()
      return
    }
    const before = tracer.cause
    const ruleBefore = tracer.rule
    tracer.cause = cause
    tracer.rule = rule
    try {
      run()
    } finally {
      tracer.cause = before
      tracer.rule = ruleBefore
    }
  }

  // What follows is for the cells.

  get othersWait(): boolean {
    return this.runQueue.size > 0
  }

  ready(cell: Cell): void {
    cell.queued = true
    this.runQueue.push(cell)
    if (this.idle) this.notifyDriver()
  }

  copyOf(message: unknown): unknown {
    return this.copyLocal === null ? message : this.copyLocal(message)
  }

  /** A failure that no supervisor may catch: the turn under way is the last. */
  fail(error: Error, label?: string): void {
    if (this.failure === null) {
      this.failure = error
      this.failedActor = this.current?.path ?? null
      this.failedLabel = label ?? null
    }
    this.budget = 0
    this.endReason ??= 'failed'
  }

  /** @throws when there is no mailbox of that name. */
  chooseMailbox(cell: Cell, options: SpawnOptions | undefined): void {
    options?.mailbox?.applyTo(cell, this.mailboxes)
  }

  /** @throws where it was given none. */
  patternsFor(call: string, path: string): Interactions {
    if (this.patterns !== null) return this.patterns
    throw new IllegalContextUse(path, `[${call}] needs the system's option [patterns]. Give it.`)
  }

  nextTempNumber(): number {
    return this.tempNumbers++
  }

  /** Who lives at a path within this system. */
  find(path: string): LocalTarget | null {
    return findLocal(this, path)
  }

  /** The actor at a path, or the one behind an adapter there. */
  findCell(path: string): Cell | null {
    const found = this.find(path)
    return found instanceof LocalActorRef ? found.cell : null
  }

  /** What stands behind a ref: an actor here, one elsewhere, nobody (null), or somebody who never ends. */
  targetOf(ref: ActorRef<never>): Cell | RemoteActorRef | 'never' | null {
    const found = ref instanceof PathRef ? ref.find() : ref
    if (found instanceof LocalActorRef) return found.cell
    if (this.remoting?.isRemote(found)) return found
    return found === this.ignoreRef ? 'never' : null
  }

  /** False only when it is known that no reply can come from there. */
  mayLive(ref: ActorRef<never>): boolean {
    const target = this.targetOf(ref)
    if (target === null) return ref instanceof PathRef ? ref.find() !== null : ref !== this.deadLetters
    return !(target instanceof Cell) || target.state !== CellState.terminated
  }

  deadLetter(
    message: unknown,
    recipient: string,
    sender: string | null,
    why: string,
    origin: Origin | null,
  ): void {
    const label = labelOf(message)
    const suppressed = this.suppressed.some(rule => rule(label, recipient, message))
    this.tracing?.deadLetter(this, { message, label, recipient, sender, why, origin }, suppressed)
    // A dead letter about a dead letter would never end. A user's message may have that type, too.
    if (typeof message === 'object' && message !== null && this.ownDeadLetters.has(message)) return
    const type = suppressed ? 'SuppressedDeadLetter' : 'DeadLetter'
    const event = { type, message, sender, recipient }
    this.ownDeadLetters.add(event)
    this.eventStream.publish(event)
  }

  suppressDeadLetters(rule: SuppressionRule): void {
    this.suppressed.push(rule)
  }

  dropped(cell: Cell, message: unknown, reason: string, origin: Origin | null): void {
    this.tracing?.dropped(this, cell.path, message, reason, origin)
    this.eventStream.publish({ type: 'Dropped', message, reason, recipient: cell.path })
  }

  unhandled(cell: Cell, message: unknown): void {
    this.tracing?.unhandled(this, cell.path, message)
    this.eventStream.publish({ type: 'UnhandledMessage', message, recipient: cell.path })
  }

  guardianStopped(guardian: Cell): void {
    if (guardian === this.userGuardian) {
      this.endReason ??= guardian.failure === null ? 'left' : 'failed'
      this.systemGuardian.tellSystem({ type: 'stop' })
      return
    }
    this.terminated = true
    for (const run of this.atEnd.splice(0)) run()
  }

  private forgetGuardianStart(): boolean {
    const start = this.guardianStart
    if (start === null) return false
    this.guardianStart = null
    this.userGuardian.queued = false
    this.timers.cancel(start)
    return true
  }

  private remote(path: string): Remoting {
    if (this.remoting !== null) return this.remoting
    throw new IllegalContextUse(
      this.address,
      `[${path}] lies in another system, which this one cannot reach. Give it [remoting].`,
    )
  }

  private implicitGuardian(name: string): Cell {
    const guardian = new Cell(this, null, name, 0, ignore, 0)
    guardian.state = CellState.running
    guardian.behavior = ignore
    return guardian
  }

  /** There is no turn that a message which cannot leave could fail: it becomes a dead letter. */
  private tellScheduled<T>(target: ActorRef<T>, message: T): void {
    try {
      target.tell(message)
    } catch (thrown) {
      this.deadLetter(message, target.path, null, reasonOf(caught(thrown)), null)
    }
  }
}
