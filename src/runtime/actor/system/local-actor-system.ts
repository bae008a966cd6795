import type { SupervisionChoice } from '../../../trace/supervision.ts'
import type { EventId, VirtualTime } from '../../../trace/trace-event.ts'
import type { Random } from '../../random.ts'
import type { Tracer } from '../../tracer.ts'
import type { AskTimeoutError } from '../api/actor-context.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { EndReason, Extension, SuppressionRule } from '../api/actor-system.ts'
import type { Behavior } from '../api/behavior.ts'
import type { Cancellable } from '../api/cancellable.ts'
import type { Mailboxes } from '../api/mailbox-selector.ts'
import type { SpawnOptions } from '../api/spawn-options.ts'
import { IllegalContextUse } from '../base/actor-errors.ts'
import { parsePath } from '../base/actor-path.ts'
import type { ErrorClass } from '../base/error-class.ts'
import { caught, reasonOf } from '../base/error-text.ts'
import { checkedDelay, checkedInterval, type Scheduled } from '../base/timer-queue.ts'
import { type AnyBehavior, ignore } from '../behavior/behavior-values.ts'
import { ActorCell } from '../kernel/actor-cell.ts'
import { spawnChild } from '../kernel/cell-children.ts'
import { CellState } from '../kernel/cell-state.ts'
import type { FaultRequest } from '../kernel/fault-request.ts'
import { LocalActorRef } from '../kernel/local-actor-ref.ts'
import type { LocalTarget } from '../kernel/local-target.ts'
import type { Origin } from '../kernel/origin.ts'
import type {
  Cell,
  Instrumentation,
  Interactions,
  KernelSystem,
  RemoteTarget,
  Remoting,
  Tracing,
} from '../kernel/ports.ts'
import type { DeadLetterLog } from '../kernel/services.ts'
import { DeadLetters } from './dead-letters.ts'
import { LocalEventStream } from './event-stream.ts'
import type { LocalActorSystemOptions } from './local-actor-system-options.ts'
import { findLocal, findSubscriber, findTarget, mayLive } from './local-lookup.ts'
import { PathRef, SinkRef } from './path-ref.ts'
import { TurnScheduler } from './turn-scheduler.ts'
import { underCause } from './under-cause.ts'

/** The actors of one participant. Their driver runs them, instant by instant. */
export class LocalActorSystem extends TurnScheduler implements KernelSystem {
  readonly name: string
  readonly address: string
  readonly uid: number
  readonly random: Random
  readonly tracer: Tracer | null
  /** As long as somebody listens. */
  readonly tracing: Tracing | null
  readonly deadLetterLog: DeadLetterLog | null
  readonly eventStream: LocalEventStream = new LocalEventStream(
    {
      find: ref => findSubscriber(this, ref),
      watch: ref => this.remoting?.subscriptions.watch(ref),
      unwatch: ref => this.remoting?.subscriptions.unwatch(ref),
    },
    event => this.tracing?.logUndelivered(this, event),
  )
  readonly deadLetters: ActorRef<unknown>
  readonly ignoreRef: ActorRef<unknown>
  readonly instrumentation: Instrumentation | null
  private readonly interactions: Interactions | null
  /** Those the application has made known. */
  readonly errorClasses: ErrorClass[] = []
  readonly remoting: Remoting | null
  readonly userGuardian: Cell
  readonly systemGuardian: Cell
  /** Reply refs of asks that wait and whose path somebody has seen, by name. */
  readonly temps = new Map<string, LocalTarget>()
  /** Local sends need neither a copy nor a trace. */
  readonly plainSends: boolean
  readonly beforeTurn: ((cell: Cell, item: unknown) => void) | null

  /** Stands while the application's guardian waits for its start. */
  private guardianStart: Scheduled | null = null
  private readonly mailboxes: Mailboxes
  private readonly startedAt: VirtualTime
  private readonly copyLocal: ((message: unknown) => unknown) | null
  private readonly extensions = new Map<string, unknown>()
  private readonly undelivered = new DeadLetters(this)
  private readonly atEnd: (() => void)[] = []
  private tempNumbers = 0
  constructor(options: LocalActorSystemOptions) {
    super(options)
    this.name = options.name
    this.address = options.address
    this.uid = options.uid
    this.random = options.random
    this.tracer = options.tracer
    this.startedAt = options.now
    this.copyLocal = options.copyLocal ?? null
    this.beforeTurn = options.beforeTurn ?? null
    this.mailboxes = options.mailboxes ?? {}
    this.instrumentation = options.staging ?? null
    this.interactions = options.patterns ?? null
    this.deadLetterLog = this.instrumentation === null ? null : this.instrumentation.newDeadLetterLog(options)
    if (this.tracer !== null && this.instrumentation === null) {
      throw new TypeError(
        `System [${options.name}] was given a tracer without staging. Give it [staging] too.`,
      )
    }
    this.tracing = this.tracer === null ? null : this.instrumentation!.tracing
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
      this.userGuardian = new ActorCell(this, null, 'user', 0, options.guardian, handlingMs)
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

  /**
   * Lets the application's guardian start: call it when the system is set up, so that it finds everything there.
   * The first instant that is run does it otherwise.
   */
  startGuardian(): void {
    if (this.forgetGuardianStart()) this.userGuardian.tellSystem({ type: 'create' })
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
    this.interactionsFor('ask', this.address).askFromOutside(
      this,
      target as ActorRef<unknown>,
      request,
      timeoutMs,
      onReply as (reply: unknown) => void,
      onFailure,
    )
  }

  /** The actor at `path` does something wrong when it takes its next message. False: nobody lives there. */
  failNext(path: string, order: Partial<FaultRequest> = {}): boolean {
    return this.instrumentation?.failNext(this.findCell(path), order) ?? false
  }

  /**
   * From its next failure on, and over its restarts, the living actor at `path` is supervised like this; null: as
   * its code says. False: nobody lives there.
   */
  supervise(path: string, choice: SupervisionChoice | null): boolean {
    return this.instrumentation?.supervise(this.findCell(path), choice) ?? false
  }

  under(cause: EventId | null, rule: string | null, run: () => void): void {
    underCause(this.tracer, cause, rule, run)
  }

  // The rest is for the cells.

  newCell(parent: Cell, name: string, uid: number, initial: AnyBehavior, handlingMs: number): Cell {
    return new ActorCell(this, parent, name, uid, initial, handlingMs)
  }

  copyOf(message: unknown): unknown {
    return this.copyLocal === null ? message : this.copyLocal(message)
  }

  /** @throws when there is no mailbox of that name. */
  chooseMailbox(cell: Cell, options: SpawnOptions | undefined): void {
    const capacity = options?.mailbox?.capacity(this.mailboxes) ?? null
    if (capacity !== null) cell.mailbox.capacity = capacity
  }

  /** @throws where it was given none. */
  interactionsFor(call: string, path: string): Interactions {
    if (this.interactions !== null) return this.interactions
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

  targetOf(ref: ActorRef<never>): Cell | RemoteTarget | 'never' | null {
    return findTarget(this, ref)
  }

  mayLive(ref: ActorRef<never>): boolean {
    return mayLive(this, ref)
  }

  deadLetter(message: unknown, to: string, sender: string | null, why: string, origin: Origin | null): void {
    this.undelivered.add(message, to, sender, why, origin)
  }

  suppressDeadLetters(rule: SuppressionRule): void {
    this.undelivered.suppress(rule)
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
    const guardian = new ActorCell(this, null, name, 0, ignore, 0)
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
