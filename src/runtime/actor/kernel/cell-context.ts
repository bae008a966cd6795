import type { Plain } from '../../../trace/plain.ts'
import type { LogLevel, VirtualTime } from '../../../trace/trace-event.ts'
import type { Random } from '../../random.ts'
import type {
  ActorContext,
  AskTimeoutError,
  Cancellable,
  Logger,
  SpawnOptions,
} from '../api/actor-context.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { ActorSystem } from '../api/actor-system.ts'
import type { Behavior } from '../api/behavior.ts'
import type { StatusReply } from '../api/status-reply.ts'
import { IllegalContextUse } from '../base/actor-errors.ts'
import { checkedInterval } from '../base/timer-queue.ts'
import type { Interactions } from '../interaction/interactions.ts'
import type { Outcome } from '../interaction/pipe-to-self.ts'
import type { Timers } from '../interaction/timers.ts'
import { ask } from './ask.ts'
import type { Cell } from './cell.ts'
import { spawnChild } from './cell-children.ts'
import { CellState } from './cell-state.ts'
import { DeathWatch } from './death-watch.ts'
import { stopMail } from './mail.ts'

/** The one implementation of ActorContext. It forgets the message type: the refs have kept it outside. */
export class CellContext implements ActorContext<unknown> {
  readonly cell: Cell
  private logger: Logger | null = null

  constructor(cell: Cell) {
    this.cell = cell
  }

  get log(): Logger {
    this.mustBeHandling('log')
    this.logger ??= new CellLogger(this.cell)
    return this.logger
  }

  /** The kernel's own view of a context. */
  static of<T>(context: ActorContext<T>): CellContext {
    // Every context a behavior ever sees was made here.
    return context as unknown as CellContext
  }

  get self(): ActorRef<unknown> {
    return this.cell.self
  }

  get system(): ActorSystem {
    return this.cell.system
  }

  get now(): VirtualTime {
    return this.cell.system.now
  }

  get random(): Random {
    return this.cell.system.random
  }

  get children(): readonly ActorRef<never>[] {
    this.mustBeHandling('children')
    return [...(this.cell.children?.values() ?? [])].map(child => child.self)
  }

  child(name: string): ActorRef<never> | undefined {
    this.mustBeHandling('child')
    return this.cell.children?.get(name)?.self
  }

  spawn<U>(behavior: Behavior<U>, name: string, options?: SpawnOptions): ActorRef<U> {
    this.mustBeHandling('spawn')
    // Only spawnAnonymous has a name found: what is no name must not.
    return spawnChild(this.cell, behavior, name ?? '', options)
  }

  spawnAnonymous<U>(behavior: Behavior<U>, options?: SpawnOptions): ActorRef<U> {
    this.mustBeHandling('spawnAnonymous')
    return spawnChild(this.cell, behavior, null, options)
  }

  stop(child: ActorRef<never>): void {
    this.mustBeHandling('stop')
    const target = this.cell.system.targetOf(child)
    if (target === null) return
    if (target === 'never' || !('parent' in target) || target.parent !== this.cell) {
      throw new IllegalContextUse(
        this.cell.path,
        `[${child.path}] is no child of this actor. Stop only children; to stop yourself return Behaviors.stopped.`,
      )
    }
    if (target.state < CellState.stopping) target.tellSystem(stopMail)
  }

  watch(target: ActorRef<never>): void {
    this.mustBeHandling('watch')
    DeathWatch.of(this.cell).watch(target, undefined)
  }

  watchWith(target: ActorRef<never>, message: unknown): void {
    this.mustBeHandling('watchWith')
    DeathWatch.of(this.cell).watch(target, message)
  }

  unwatch(target: ActorRef<never>): void {
    this.mustBeHandling('unwatch')
    this.cell.deathWatch?.unwatch(target)
  }

  scheduleOnce<U>(delayMs: number, target: ActorRef<U>, message: U): Cancellable {
    return this.cell.system.scheduleOnce(delayMs, target, message)
  }

  setReceiveTimeout(timeoutMs: number, message: unknown): void {
    this.mustBeHandling('setReceiveTimeout')
    this.cell.receiveTimeout ??= this.patterns('setReceiveTimeout').newReceiveTimeout(this.cell)
    this.cell.receiveTimeout.set(timeoutMs, message)
  }

  cancelReceiveTimeout(): void {
    this.mustBeHandling('cancelReceiveTimeout')
    this.cell.receiveTimeout?.cancel()
  }

  messageAdapter<U>(
    accepts: (message: unknown) => message is U,
    adapt: (message: U) => unknown,
  ): ActorRef<U> {
    this.mustBeHandling('messageAdapter')
    this.cell.adapters ??= this.patterns('messageAdapter').newAdapters(this.cell)
    // Only what `accepts` has let through is ever given to `adapt`.
    this.cell.adapters.add({ accepts, adapt: message => adapt(message as U) })
    return this.cell.adapters.ref
  }

  ask<Req, Res>(
    target: ActorRef<Req>,
    request: (replyTo: ActorRef<Res>) => Req,
    timeoutMs: number,
    mapReply: (reply: Res | AskTimeoutError) => unknown,
  ): void {
    // The reply ref accepts what the request's type says; nothing else is known of it here.
    ask(this.cell, target as ActorRef<unknown>, request, timeoutMs, value =>
      mapReply(value as Res | AskTimeoutError),
    )
  }

  askWithStatus<Req, Res>(
    target: ActorRef<Req>,
    request: (replyTo: ActorRef<StatusReply<Res>>) => Req,
    timeoutMs: number,
    mapReply: (reply: Res | Error) => unknown,
  ): void {
    const { statusOutcome } = this.patterns('askWithStatus')
    this.ask<Req, StatusReply<Res>>(target, request, timeoutMs, reply =>
      mapReply(reply instanceof Error ? reply : statusOutcome(reply)),
    )
  }

  pipeToSelf<V>(
    start: (succeed: (value: V) => void, fail: (error: Error) => void) => void,
    map: (outcome: Outcome<V>) => unknown,
  ): void {
    this.patterns('pipeToSelf').pipeToSelf(this.cell, start, map)
  }

  inspect(state: () => Plain): void {
    this.mustBeHandling('inspect')
    this.cell.inspector = state
  }

  block(ms: number): void {
    this.mustBeHandling('block')
    this.cell.blockedMs += checkedInterval(ms, this.cell.path, 'block')
  }

  /** What belongs to the actor's inside may be touched only while it handles something. */
  mustBeHandling(call: string): void {
    if (this.cell.system.current !== this.cell) {
      throw new IllegalContextUse(
        this.cell.path,
        `[${call}] is legal only while this actor handles something. Send it a message and call it there.`,
      )
    }
  }

  private patterns(call: string): Interactions {
    return this.cell.system.patternsFor(call, this.cell.path)
  }

  /** `make` comes from who wants timers, so that others need not load them. */
  timers(make: (cell: Cell) => Timers): Timers {
    this.cell.timers ??= make(this.cell)
    return this.cell.timers
  }
}

class CellLogger implements Logger {
  private readonly cell: Cell
  constructor(cell: Cell) {
    this.cell = cell
  }
  debug(text: string): void {
    this.write('debug', text)
  }
  info(text: string): void {
    this.write('info', text)
  }
  warn(text: string): void {
    this.write('warn', text)
  }
  error(text: string): void {
    this.write('error', text)
  }
  /** Checked again, because a handler may hand its logger out. */
  private write(level: LogLevel, text: string): void {
    this.cell.context.mustBeHandling('log')
    this.cell.system.tracing?.log(this.cell, level, text)
  }
}
