import type { VirtualTime } from '../../../trace/identifiers.ts'
import type { Plain } from '../../../trace/plain.ts'
import type { Random } from '../../random.ts'
import type { ActorRef } from './actor-ref.ts'
import type { ActorSystem } from './actor-system.ts'
import type { Behavior } from './behavior.ts'
import type { Cancellable } from './cancellable.ts'
import type { Outcome } from './outcome.ts'
import type { SpawnOptions } from './spawn-options.ts'
import type { StatusReply } from './status-reply.ts'

export interface Logger {
  debug(text: string): void
  info(text: string): void
  warn(text: string): void
  error(text: string): void
}

/** An actor's view of itself and its system. Calls marked † throw `IllegalContextUse` while the actor handles nothing. */
export interface ActorContext<T> {
  readonly self: ActorRef<T>
  readonly system: ActorSystem
  /** † The methods of the logger throw too. */
  readonly log: Logger
  readonly now: VirtualTime
  readonly random: Random
  /** † */
  readonly children: readonly ActorRef<never>[]
  /** † */
  child(name: string): ActorRef<never> | undefined
  /**
   * † Starts a child. Messages may be sent to its ref at once.
   * @throws {InvalidActorName} for the name of a living child, or an illegal name.
   * @example const child = context.spawn(worker, 'worker', { handlingMs: 50 })
   */
  spawn<U>(behavior: Behavior<U>, name: string, options?: SpawnOptions): ActorRef<U>
  /** † Starts a child with a generated name: `$a`, `$b`, … */
  spawnAnonymous<U>(behavior: Behavior<U>, options?: SpawnOptions): ActorRef<U>
  /** † Stops a child after its present message. No effect on a stopped child. @throws {IllegalContextUse} for another actor. */
  stop(child: ActorRef<never>): void
  /**
   * † Delivers one `Terminated` after the end of the target, local or remote; for a lost node, at its removal. A parent
   * gets `ChildFailed` for a child that failed. An actor that does not handle it fails with a `DeathPactException`.
   * @example context.watch(target)
   */
  watch(target: ActorRef<never>): void
  /**
   * † As {@link watch}, with `message` in place of the signal.
   * @example context.watchWith(target, { type: 'WorkerEnded' })
   * @throws {IllegalContextUse} when the target is watched already with another message.
   */
  watchWith(target: ActorRef<never>, message: T): void
  /** † Cancels a watch, and discards its notice if that is in the mailbox. */
  unwatch(target: ActorRef<never>): void
  /** Sends `message` after `delayMs` virtual ms, at least 1, even if this actor has stopped by then. */
  scheduleOnce<U>(delayMs: number, target: ActorRef<U>, message: U): Cancellable
  /** † Sends `message` to this actor each time it handled nothing for `timeoutMs` virtual ms, at least 1. */
  setReceiveTimeout(timeoutMs: number, message: T): void
  /** † Also discards a timeout message that is in the mailbox. */
  cancelReceiveTimeout(): void
  /**
   * † Returns a ref for messages of another protocol. All adapters of an actor share one ref; the newest adapter whose
   * `accepts` returns true maps a message.
   * @example
   * const sums = context.messageAdapter(isSum, ({ sum }) => ({ type: 'SumCame', sum }))
   */
  messageAdapter<U>(accepts: (message: unknown) => message is U, adapt: (message: U) => T): ActorRef<U>
  /**
   * Sends `request(replyTo)`; this actor handles the result of `mapReply`. The first reply counts. `mapReply` gets an
   * `AskTimeout` after `timeoutMs` virtual ms, or at once when the target has stopped or `timeoutMs` is not positive.
   * @throws every error of `request` and of sending.
   * @example
   * context.ask<Read, Sum>(tally, replyTo => ({ type: 'Read', replyTo }), 1000, reply =>
   *   reply instanceof Error ? { type: 'NoSum' } : reply,
   * )
   */
  ask<Req, Res>(
    target: ActorRef<Req>,
    request: (replyTo: ActorRef<Res>) => Req,
    timeoutMs: number,
    mapReply: (reply: Res | AskTimeoutError) => T,
  ): void
  /**
   * As {@link ask}, for a target that replies with a `StatusReply`: `mapReply` gets its value or its error.
   */
  askWithStatus<Req, Res>(
    target: ActorRef<Req>,
    request: (replyTo: ActorRef<StatusReply<Res>>) => Req,
    timeoutMs: number,
    mapReply: (reply: Res | Error) => T,
  ): void
  /**
   * Starts an operation that ends later; this actor handles the result of `map`. `start` gets two functions in place of a
   * promise: the operation calls one of them.
   */
  pipeToSelf<V>(
    start: (succeed: (value: V) => void, fail: (error: Error) => void) => void,
    map: (outcome: Outcome<V>) => T,
  ): void
  /**
   * † Makes this actor busy for `ms` virtual ms after the present message, in place of `Thread.sleep`; with `node` the whole
   * node after the present instant, as where all actors share one thread. Fractions are rounded up.
   * @throws {ActorError} `invalid-duration` for a negative or infinite number.
   */
  block(ms: number, whom?: 'actor' | 'node'): void
  /**
   * † Shows this actor's state in the trace. The system calls `state` after each message, while it is traced.
   * @example context.inspect(() => ({ entries }))
   */
  inspect(state: () => Plain): void
}

/** The error of an ask without a reply; its class is `AskTimeout`. */
export interface AskTimeoutError extends Error {
  readonly code: 'ask-timeout'
}
