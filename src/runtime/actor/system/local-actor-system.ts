import { formatPath, parsePath } from '../../../trace/actor-path.ts'
import type { SupervisionChoice } from '../../../trace/supervision.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { EndReason, Extension, SuppressionRule } from '../api/actor-system.ts'
import type { Behavior } from '../api/behavior.ts'
import type { Cancellable } from '../api/cancellable.ts'
import type { SpawnOptions } from '../api/spawn-options.ts'
import { IllegalContextUse } from '../base/actor-errors.ts'
import type { AnyBehavior } from '../behavior/behavior-values.ts'
import { BehaviorCell } from '../kernel/behavior-cell.ts'
import { spawnChild } from '../kernel/cell-children.ts'
import type { FaultRequest } from '../kernel/fault-request.ts'
import { LocalActorRef } from '../kernel/local-actor-ref.ts'
import type { LocalTarget } from '../kernel/local-target.ts'
import { stopMail } from '../kernel/mail.ts'
import type { Origin } from '../kernel/origin.ts'
import type { Cell, KernelSystem, RemoteTarget, Remoting } from '../kernel/ports.ts'
import { DeadLetters } from './dead-letters.ts'
import { LocalEventStream } from './event-stream.ts'
import { implicitGuardian, UserGuardian } from './guardians.ts'
import type { LocalActorSystemOptions } from './local-actor-system-options.ts'
import { findSubscriber, findTarget, LocalLookup, mayLive } from './local-lookup.ts'
import { PathRef, SinkRef } from './path-ref.ts'
import { scheduleOnce } from './schedule-once.ts'
import { SystemServices } from './system-services.ts'

/** The actors of one participant. Their driver runs them, instant by instant. */
export class LocalActorSystem extends SystemServices implements KernelSystem {
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
  readonly remoting: Remoting | null
  readonly userGuardian: Cell
  readonly systemGuardian: Cell
  private readonly guardian: UserGuardian
  private readonly extensions = new Map<string, unknown>()
  private readonly lookup = new LocalLookup(this)
  private readonly undelivered = new DeadLetters(this)
  private readonly atEnd: (() => void)[] = []
  constructor(options: LocalActorSystemOptions) {
    super(options)
    this.remoting = options.remoting?.(this) ?? null
    this.deadLetters = new SinkRef('/deadLetters', message =>
      this.deadLetter(message, '/deadLetters', null, 'sent to dead letters', null),
    )
    this.ignoreRef = new SinkRef('/ignore', () => undefined)
    this.systemGuardian = implicitGuardian(this, 'system')
    this.guardian = new UserGuardian(this, options)
    this.userGuardian = this.guardian.cell
  }

  tell(message: unknown): void {
    this.userGuardian.self.tell(message)
  }

  spawn<T>(behavior: Behavior<T>, name: string, options?: SpawnOptions): ActorRef<T> {
    if (!this.guardian.isImplicit) {
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
    const target = formatPath({ address: null, path: plain, uid })
    if (address !== null && address !== this.address) return this.remote(path).refTo(address, target)
    if (plain === this.deadLetters.path) return this.deadLetters
    if (plain === this.ignoreRef.path) return this.ignoreRef
    return (uid === 0 ? null : this.find(target)) ?? new PathRef(this, target)
  }

  isLocal(ref: ActorRef<never>): boolean {
    return ref.path.startsWith('/')
  }

  scheduleOnce<T>(delayMs: number, target: ActorRef<T>, message: T): Cancellable {
    // First, because the driver sets the present instant when it wakes.
    this.notifyDriver()
    return scheduleOnce(this, delayMs, target, message)
  }

  extension<E>(extension: Extension<E>): E {
    const existing = this.extensions.get(extension.name)
    // The key is the extension's name, so the value has its type.
    if (existing !== undefined) return existing as E
    const created = extension.create(this)
    this.extensions.set(extension.name, created)
    return created
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
    this.guardian.stop()
  }

  whenTerminated(run: () => void): void {
    if (this.terminated) run()
    else this.atEnd.push(run)
  }

  // The next methods are for the driver.

  /**
   * Starts the application's guardian. Call it when the system is set up, so that the guardian finds its extensions; else
   * the first `runInstant` does it.
   */
  startGuardian(): void {
    this.guardian.start()
  }

  /**
   * Sends a request from outside all actors. Either `onReply` or `onFailure` is called, once: in the turn of the actor
   * that replies, at once where no reply can come, or when a driver that calls `runTurns` sees the end of the system.
   * Neither may throw. `timeoutMs`: virtual ms.
   * @throws every error of `request` and of sending; then neither function is called.
   */
  ask<Req, Res>(
    target: ActorRef<Req>,
    request: (replyTo: ActorRef<Res>) => Req,
    timeoutMs: number,
    onReply: (reply: Res) => void,
    onFailure: (error: Error) => void,
  ): void {
    this.notifyDriver()
    // The type of the request says what its reply ref accepts.
    this.interactionsFor('ask', this.address).askFromOutside(
      this,
      target as ActorRef<unknown>,
      request,
      timeoutMs,
      onReply as (reply: unknown) => void,
      onFailure,
    )
  }

  /** Lets the actor at `path` commit a fault at its next message. False: no actor lives there. */
  failNext(path: string, request: Partial<FaultRequest> = {}): boolean {
    return this.instrumentation?.failNext(this.findCell(path), request) ?? false
  }

  /**
   * Replaces the supervision of the living actor at `path`, from its next failure on and over its restarts; null: its
   * code decides again. False: no actor lives there.
   */
  supervise(path: string, choice: SupervisionChoice | null): boolean {
    return this.instrumentation?.supervise(this.findCell(path), choice) ?? false
  }

  /** Blocks the living actor at `path` for `forMs` virtual ms. False: no actor lives there. */
  block(path: string, forMs: number): boolean {
    return this.instrumentation?.block(this.findCell(path), forMs) ?? false
  }

  // The rest is for the cells.

  newCell(parent: Cell, name: string, uid: number, initial: AnyBehavior, handlingMs: number): Cell {
    return new BehaviorCell(this, parent, name, uid, initial, handlingMs)
  }

  find(path: string): LocalTarget | null {
    return this.lookup.find(path)
  }

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
      this.endReason ??= this.guardian.endReason
      this.systemGuardian.enqueueSystemMail(stopMail)
      return
    }
    this.terminated = true
    for (const run of this.atEnd.splice(0)) run()
  }

  private remote(path: string): Remoting {
    if (this.remoting !== null) return this.remoting
    throw new IllegalContextUse(
      this.address,
      `[${path}] lies in another system, which this one cannot reach. Give it [remoting].`,
    )
  }
}
