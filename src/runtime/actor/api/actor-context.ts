import type { Plain } from '../../../trace/plain.ts'
import type { VirtualTime } from '../../../trace/trace-event.ts'
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

/** An actor's view of itself and its system. Calls marked † are legal only while it handles something. */
export interface ActorContext<T> {
  readonly self: ActorRef<T>
  readonly system: ActorSystem
  /** † Also its methods. */
  readonly log: Logger
  readonly now: VirtualTime
  readonly random: Random
  /** † */
  readonly children: readonly ActorRef<never>[]
  /** † */
  child(name: string): ActorRef<never> | undefined
  /**
   * † Starts a child. Its ref may be told at once.
   * @throws {InvalidActorName} on a duplicate living name or an illegal one.
   * @example const worker = context.spawn(createWorker(), 'worker', { handlingMs: 50 })
   */
  spawn<U>(behavior: Behavior<U>, name: string, options?: SpawnOptions): ActorRef<U>
  /** † Named `$a`, `$b`, … */
  spawnAnonymous<U>(behavior: Behavior<U>, options?: SpawnOptions): ActorRef<U>
  /** † After its present message. @throws {IllegalContextUse} for what is no child; one that ended is let be. */
  stop(child: ActorRef<never>): void
  /**
   * † One `Terminated` after the target's end, local or remote; for a node that is gone, at its removal. A parent gets
   * `ChildFailed` for a child that failed. Unhandled, it fails this actor with a `DeathPactException`.
   * @example context.watch(worker)
   */
  watch(target: ActorRef<never>): void
  /**
   * † `message` instead of the signal.
   * @example context.watchWith(worker, { type: 'WorkerEnded' })
   * @throws {IllegalContextUse} when it is watched already, with another message.
   */
  watchWith(target: ActorRef<never>, message: T): void
  /** † No notice comes from now on, not even one that waits. */
  unwatch(target: ActorRef<never>): void
  /** Not bound to the actor's life. At least 1 ms. */
  scheduleOnce<U>(delayMs: number, target: ActorRef<U>, message: U): Cancellable
  /** † `message` comes whenever nothing was handled for `timeoutMs` virtual ms, at least 1, again and again. */
  setReceiveTimeout(timeoutMs: number, message: T): void
  /** † One that waits already is dropped. */
  cancelReceiveTimeout(): void
  /**
   * † One ref per actor stands behind all adapters; `accepts` decides which adapter gets a message, newest first.
   * @example
   * const sums = context.messageAdapter(isSum, ({ sum }) => ({ type: 'SumCame', sum }))
   */
  messageAdapter<U>(accepts: (message: unknown) => message is U, adapt: (message: U) => T): ActorRef<U>
  /**
   * Sends `request(replyTo)` and hands `mapReply`'s result to this actor. First reply wins; on time-out
   * `mapReply` gets an `AskTimeout`, as it does at once when the target has stopped or `timeoutMs` is not positive.
   * @throws what making and telling the request throws.
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
   * As {@link ask}, for a target that answers with a status: `mapReply` gets the value, or the error that stood in
   * the answer.
   */
  askWithStatus<Req, Res>(
    target: ActorRef<Req>,
    request: (replyTo: ActorRef<StatusReply<Res>>) => Req,
    timeoutMs: number,
    mapReply: (reply: Res | Error) => T,
  ): void
  /**
   * Begins something that ends later, and handles what `map` makes of its end. There are no promises here:
   * `start` is given two functions of which it, or whatever it begins, calls one.
   */
  pipeToSelf<V>(
    start: (succeed: (value: V) => void, fail: (error: Error) => void) => void,
    map: (outcome: Outcome<V>) => T,
  ): void
  /**
   * † Makes this actor busy for so many virtual ms after the present message: the polite `Thread.sleep`. Parts of a
   * millisecond count as a whole one. @throws {ActorError} `invalid-duration` for what is no time.
   */
  block(ms: number): void
  /**
   * † Tells the inspector this actor's state: called when a message was handled, and only while traced.
   * @example context.inspect(() => ({ entries }))
   */
  inspect(state: () => Plain): void
}

/** See `ask.ts` for the class. */
export interface AskTimeoutError extends Error {
  readonly code: 'ask-timeout'
}
