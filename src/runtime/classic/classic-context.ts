import type { Plain } from '../../trace/plain.ts'
import type { VirtualTime } from '../../trace/trace-event.ts'
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
import { outcomeOf } from './status.ts'
import { stopChild } from './verdict.ts'

/** A classic actor's view of itself and its system. Calls are legal only while it handles something. */
export class ClassicContext<M> {
  private readonly cell: ClassicCell
  private timeoutMs: number | null = null
  /** What `inspect` was given, in place of the actor's own fields. */
  inspected: (() => Plain) | null = null

  constructor(cell: ClassicCell) {
    this.cell = cell
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
    // Ticks come back to this actor, which takes an M.
    return this.cell.context.timers(makeTimers) as TimerScheduler<M>
  }

  get children(): readonly ActorRef<never>[] {
    return this.cell.context.children
  }

  child(name: string): ActorRef<never> | undefined {
    return this.cell.context.child(name)
  }

  /** Starts a child, from Props or from a typed behavior. Without a name it gets `$a`, `$b`, … */
  actorOf<U>(props: Behavior<U>, name?: string, options?: SpawnOptions): ActorRef<U> {
    this.cell.context.mustBeHandling('actorOf')
    return spawnChild(this.cell, props, name ?? null, options)
  }

  /** A child, this actor itself, or any other actor of this system: once it is done with its present message. */
  stop(actor: ActorRef<never>): void {
    this.cell.context.mustBeHandling('stop')
    const target = this.cell.system.targetOf(actor)
    if (target === null || target === 'never' || 'address' in target) return
    if (target.parent === this.cell) stopChild(this.cell, target)
    else if (target.state < CellState.stopping) target.tellSystem({ type: 'stop' })
  }

  watch<R extends ActorRef<never>>(actor: R): R {
    this.cell.context.watch(actor)
    return actor
  }

  watchWith<R extends ActorRef<never>>(actor: R, message: M): R {
    this.cell.context.watchWith(actor, message)
    return actor
  }

  unwatch<R extends ActorRef<never>>(actor: R): R {
    this.cell.context.unwatch(actor)
    return actor
  }

  /** From the next message on. `discardOld` false: {@link unbecome} will come back to what it was. */
  become(receive: Receive<M>, discardOld = true): void {
    const { stack } = this.cell
    if (discardOld) stack.pop()
    stack.push(receive as AnyReceive)
  }

  /** Back to what it was before; at the bottom to the actor's `receive`. */
  unbecome(): void {
    const { cell } = this
    cell.stack.pop()
    if (cell.stack.length === 0 && cell.actor !== null) cell.pushReceive(cell.actor)
  }

  /** A {@link ReceiveTimeout} comes whenever nothing was handled for so long. */
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

  /** Null: none is set. */
  get receiveTimeout(): number | null {
    return this.timeoutMs
  }

  /** Not bound to the actor's life, and without a sender. At least 1 ms. */
  scheduleOnce<U>(delayMs: number, target: ActorRef<U>, message: U): Cancellable {
    return this.cell.system.scheduleOnce(delayMs, target, message)
  }

  /** Makes this actor busy for so long after the present message: the polite `Thread.sleep`. */
  block(ms: number): void {
    this.cell.context.block(ms)
  }

  /** Tells the inspector this state in place of the actor's fields. */
  inspect(state: () => Plain): void {
    this.cell.context.mustBeHandling('inspect')
    this.inspected = state
  }

  // What follows is for Actor, whose methods have the same names.

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
    // Nothing is known of a reply but what its sender chose: the asker says what it expects.
    ask(
      this.cell,
      target as ActorRef<unknown>,
      () => message,
      timeoutMs,
      reply => mapReply(outcomeOf(reply) as R),
    )
  }
}
