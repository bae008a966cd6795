import type { VirtualTime } from '../../../trace/identifiers.ts'
import type { Plain } from '../../../trace/plain.ts'
import type { LogLevel } from '../../../trace/trace-event.ts'
import type { Random } from '../../random.ts'
import type { AskTimeoutError, Logger } from '../api/actor-context.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { ActorSystem } from '../api/actor-system.ts'
import type { Behavior } from '../api/behavior.ts'
import type { Cancellable } from '../api/cancellable.ts'
import type { Outcome } from '../api/outcome.ts'
import type { SpawnOptions } from '../api/spawn-options.ts'
import type { StatusReply } from '../api/status-reply.ts'
import { IllegalContextUse } from '../base/actor-errors.ts'
import { checkedInterval } from '../base/timer-queue.ts'
import { ask } from './ask.ts'
import { spawnChild } from './cell-children.ts'
import type { CellTimers } from './cell-parts.ts'
import { CellState } from './cell-state.ts'
import { DeathWatch } from './death-watch.ts'
import { stopMail } from './mail.ts'
import type { Cell, Interactions, KernelContext } from './ports.ts'

/** The one implementation of ActorContext. It has no message type, because the types of the refs already check it. */
export class CellContext implements KernelContext {
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
    // Only `spawnAnonymous` generates names; an empty name is refused.
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
        `[${child.path}] is not a child of this actor. Stop only children; to stop this actor, return Behaviors.stopped.`,
      )
    }
    if (target.state < CellState.stopping) target.enqueueSystemMail(stopMail)
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
    this.cell.receiveTimeout ??= this.interactions('setReceiveTimeout').newReceiveTimeout(this.cell)
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
    this.cell.adapters ??= this.interactions('messageAdapter').newAdapters(this.cell)
    // `adapt` only gets messages that passed `accepts`.
    this.cell.adapters.add({ accepts, adapt: message => adapt(message as U) })
    return this.cell.adapters.ref
  }

  ask<Req, Res>(
    target: ActorRef<Req>,
    request: (replyTo: ActorRef<Res>) => Req,
    timeoutMs: number,
    mapReply: (reply: Res | AskTimeoutError) => unknown,
  ): void {
    // The type of the request says what its reply ref accepts.
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
    const { statusOutcome } = this.interactions('askWithStatus')
    this.ask<Req, StatusReply<Res>>(target, request, timeoutMs, reply =>
      mapReply(reply instanceof Error ? reply : statusOutcome(reply)),
    )
  }

  pipeToSelf<V>(
    start: (succeed: (value: V) => void, fail: (error: Error) => void) => void,
    map: (outcome: Outcome<V>) => unknown,
  ): void {
    this.interactions('pipeToSelf').pipeToSelf(this.cell, start, map)
  }

  inspect(state: () => Plain): void {
    this.mustBeHandling('inspect')
    this.cell.inspector = state
  }

  block(ms: number, whom: 'actor' | 'node' = 'actor'): void {
    this.mustBeHandling('block')
    const interval = checkedInterval(ms, this.cell.path, 'block')
    this.cell.blockedMs += interval
    if (whom === 'node') this.cell.system.blockNode?.(interval)
  }

  /** Guards calls that would race with the actor's own turn. */
  mustBeHandling(call: string): void {
    if (this.cell.system.current !== this.cell) {
      throw new IllegalContextUse(
        this.cell.path,
        `[${call}] is legal only while this actor handles something. Send it a message and call it there.`,
      )
    }
  }

  private interactions(call: string): Interactions {
    return this.cell.system.interactionsFor(call, this.cell.path)
  }

  timers(make: (cell: Cell) => CellTimers): CellTimers {
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
  /** Checked at each call, because a handler may keep its logger or pass it on. */
  private write(level: LogLevel, text: string): void {
    this.cell.context.mustBeHandling('log')
    this.cell.system.tracing?.log(this.cell, level, text)
  }
}
