import type { VirtualTime } from '../../trace/identifiers.ts'
import type { Plain } from '../../trace/plain.ts'
import type {
  ActorRef,
  ActorSystem,
  AskTimeoutError,
  Behavior,
  Cancellable,
  Logger,
  SpawnOptions,
  TimerScheduler,
} from '../actor/index.ts'
import { ask, CellState, makeTimers, spawnChild } from '../actor/internal.ts'
import type { Random } from '../random.ts'
import type { ClassicCell } from './classic-cell.ts'
import { ReceiveTimeout } from './messages.ts'
import type { AnyReceive, Receive } from './receive.ts'
import { unwrapStatus } from './status.ts'
import { stopChild } from './stop-child.ts'

/**
 * A classic actor's access to itself and its system. Most calls are legal only while the actor handles a message, a
 * signal or a hook; elsewhere they throw `IllegalContextUse`.
 */
export class ClassicContext<M> {
  private readonly cell: ClassicCell
  private timeoutMs: number | null = null

  constructor(cell: ClassicCell) {
    this.cell = cell
  }

  /** For the runtime's own machinery. */
  get '~cell'(): ClassicCell {
    return this.cell
  }

  get self(): ActorRef<M> {
    return this.cell.self
  }

  get sender(): ActorRef<unknown> {
    return this.cell.sender
  }

  get system(): ActorSystem {
    return this.cell.system
  }

  get parent(): ActorRef<unknown> {
    return this.cell.parent!.self
  }

  get log(): Logger {
    return this.cell.context.log
  }

  get now(): VirtualTime {
    return this.cell.system.now
  }

  get random(): Random {
    return this.cell.system.random
  }

  get timers(): TimerScheduler<M> {
    // The cast is safe: timers send only to this actor, whose messages are of type M.
    return this.cell.context.timers(makeTimers) as TimerScheduler<M>
  }

  get children(): readonly ActorRef<never>[] {
    return this.cell.context.children
  }

  child(name: string): ActorRef<never> | undefined {
    return this.cell.context.child(name)
  }

  /**
   * Spawns a child, from Props or from a typed behavior. Without a name the child is called `$a`, `$b`, …
   * @throws {InvalidActorName} when the name is taken or malformed
   * @example const disk = this.context.actorOf(Props(Disk, 100), 'disk')
   */
  actorOf<U>(props: Behavior<U>, name?: string, options?: SpawnOptions): ActorRef<U> {
    this.cell.context.mustBeHandling('actorOf')
    return spawnChild(this.cell, props, name ?? null, options)
  }

  /**
   * Stops a child, this actor itself, or any other actor of this system, after its current message. Actors of other
   * nodes are not affected.
   */
  stop(actor: ActorRef<never>): void {
    this.cell.context.mustBeHandling('stop')
    const target = this.cell.system.targetOf(actor)
    if (target === null || target === 'never' || 'address' in target) return
    if (target.parent === this.cell) stopChild(this.cell, target)
    else if (target.state < CellState.stopping) target.enqueueSystemMail({ type: 'stop' })
  }

  /** Sends this actor {@link Terminated} once the other actor has stopped, at once if it has already. */
  watch<R extends ActorRef<never>>(actor: R): R {
    this.cell.context.watch(actor)
    return actor
  }

  /** Like {@link watch}, with `message` in place of `Terminated`. */
  watchWith<R extends ActorRef<never>>(actor: R, message: M): R {
    this.cell.context.watchWith(actor, message)
    return actor
  }

  unwatch<R extends ActorRef<never>>(actor: R): R {
    this.cell.context.unwatch(actor)
    return actor
  }

  /**
   * Changes the behavior from the next message on. With `discardOld` false the old behavior stays on the stack, and
   * {@link unbecome} restores it.
   */
  become(receive: Receive<M>, discardOld = true): void {
    const { behaviorStack } = this.cell
    if (discardOld) behaviorStack.pop()
    behaviorStack.push(receive as AnyReceive)
  }

  /** Restores the behavior before the last {@link become}, or a new result of `receive()` where none is left. */
  unbecome(): void {
    const { cell } = this
    cell.behaviorStack.pop()
    if (cell.behaviorStack.length === 0 && cell.actor !== null) cell.resetBehavior(cell.actor)
  }

  /**
   * Sends this actor a {@link ReceiveTimeout} whenever it has handled no message for `timeoutMs` milliseconds.
   * Infinity cancels it.
   */
  setReceiveTimeout(timeoutMs: number): void {
    if (timeoutMs === Number.POSITIVE_INFINITY) {
      this.cancelReceiveTimeout()
      return
    }
    this.cell.context.setReceiveTimeout(timeoutMs, ReceiveTimeout)
    this.timeoutMs = timeoutMs
  }

  cancelReceiveTimeout(): void {
    this.cell.context.cancelReceiveTimeout()
    this.timeoutMs = null
  }

  /** In milliseconds; null when no timeout is set. */
  get receiveTimeout(): number | null {
    return this.timeoutMs
  }

  /**
   * Sends a message without sender after `delayMs` milliseconds, at least 1. It is sent even if this actor has
   * stopped.
   */
  scheduleOnce<U>(delayMs: number, target: ActorRef<U>, message: U): Cancellable {
    return this.cell.system.scheduleOnce(delayMs, target, message)
  }

  /**
   * Makes this actor busy for `ms` milliseconds of virtual time after the current message, like `Thread.sleep`; with `node` the
   * whole node, as where all actors share one thread.
   */
  block(ms: number, whom?: 'actor' | 'node'): void {
    this.cell.context.block(ms, whom)
  }

  /**
   * Sets the state that the inspector shows in place of the actor's fields.
   * @example this.context.inspect(() => ({ clients: [...this.clients] }))
   */
  inspect(state: () => Plain): void {
    this.cell.context.mustBeHandling('inspect')
    this.cell.customState = state
  }

  // The methods below serve the methods of the same names in Actor.

  stash(capacity: number): void {
    this.cell.stash.stash(capacity)
  }

  unstashAll(): void {
    this.cell.stash.unstashAll()
  }

  publishUnhandled(message: M): void {
    this.cell.system.unhandled(this.cell, message)
  }

  ask<Q, R>(
    target: ActorRef<Q>,
    message: Q,
    timeoutMs: number,
    mapReply: (reply: R | AskTimeoutError | Error) => M,
  ): void {
    // The casts are unchecked: no type connects the request of a classic ask to its reply.
    ask(
      this.cell,
      target as ActorRef<unknown>,
      () => message,
      timeoutMs,
      reply => mapReply(unwrapStatus(reply) as R),
    )
  }
}
