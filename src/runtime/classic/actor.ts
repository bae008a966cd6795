import {
  type ActorRef,
  type AskTimeoutError,
  DeathPactException,
  type Logger,
  type TimerScheduler,
} from '../actor/index.ts'
import { claimContext } from './actor-construction.ts'
import type { ClassicContext } from './classic-context.ts'
import type { Terminated } from './messages.ts'
import { applyReceive, type Receive } from './receive.ts'
import { type ClassicStrategy, defaultStrategy } from './supervisor-strategy.ts'

/**
 * A classic actor: an object that handles messages with its current behavior, at first the one from `receive()`. Log,
 * stash and timers, separate traits in Pekko, are part of every actor. Only `Props` can construct it, and each
 * restart constructs a new instance.
 * @example
 * class Counter extends Actor<{ readonly type: 'Add' }> {
 *   private count = 0
 *   override receive() {
 *     return { Add: () => this.count++ }
 *   }
 * }
 */
export abstract class Actor<M> {
  readonly context: ClassicContext<M>

  constructor() {
    // The cast is safe: the context's message type was erased, and Props have checked it.
    this.context = claimContext(new.target.name) as unknown as ClassicContext<M>
  }

  /** The initial behavior. Called once for each instance, and by `unbecome` when no other behavior is left. */
  abstract receive(): Receive<M>

  /**
   * Decides about failures of this actor's children. Default: restart, with three exceptions, see `defaultDecider`.
   */
  readonly supervisorStrategy: ClassicStrategy = defaultStrategy

  /** Most messages that the stash can hold. Default -1: unlimited. */
  readonly stashCapacity: number = -1

  get self(): ActorRef<M> {
    return this.context.self
  }

  /** The sender of the current message; the dead-letter ref where no sender is known. */
  get sender(): ActorRef<unknown> {
    return this.context.sender
  }

  get log(): Logger {
    return this.context.log
  }

  get timers(): TimerScheduler<M> {
    return this.context.timers
  }

  /** Hook: called before the first message of the first instance. */
  preStart(): void {}

  /** Hook: called after the last message. */
  postStop(): void {}

  /**
   * Hook: called on the failed instance before its replacement is constructed. By default it stops all children and
   * calls {@link postStop}. `_message`: the message whose handling failed.
   */
  preRestart(_reason: Error, _message: M | undefined): void {
    for (const child of this.context.children) {
      this.context.unwatch(child)
      this.context.stop(child)
    }
    this.postStop()
  }

  /** Hook: called on the new instance after a restart. By default it calls {@link preStart}. */
  postRestart(_reason: Error): void {
    this.preStart()
  }

  /** Calls {@link preStart}. The hooks `around…` are for subclasses that add machinery of their own; user code overrides the others. */
  aroundPreStart(): void {
    this.preStart()
  }

  /** Calls {@link postStop}. */
  aroundPostStop(): void {
    this.postStop()
  }

  /** Calls {@link preRestart}. */
  aroundPreRestart(reason: Error, message: M | undefined): void {
    this.preRestart(reason, message)
  }

  /** Calls {@link postRestart}. */
  aroundPostRestart(reason: Error): void {
    this.postRestart(reason)
  }

  /** Handles a message with the current behavior. Subclasses override it to intercept messages of their own. */
  aroundReceive(receive: Receive<M>, message: M): void {
    if (!applyReceive(receive, this, message)) this.unhandled(message)
  }

  /**
   * Called with each message that the behavior does not handle. Publishes it as unhandled.
   * @throws {DeathPactException} for `Terminated`, which fails this actor
   */
  unhandled(message: M): void {
    const { type, actor } = message as Partial<Terminated>
    if (type === 'Terminated' && actor !== undefined) {
      throw new DeathPactException(this.self.path, actor.path)
    }
    this.context.publishUnhandled(message)
  }

  /**
   * Defers the current message, with its sender, until {@link unstashAll}.
   * @throws {StashOverflow} when the stash is full
   */
  stash(): void {
    this.context.stash(this.stashCapacity)
  }

  /** Moves all stashed messages to the front of the mailbox, in the order in which they were stashed. */
  unstashAll(): void {
    this.context.unstashAll()
  }

  /** Sends a message with the sender of the current message as its sender. */
  forward(target: ActorRef<M>, message: M): void {
    target.tell(message, this.sender)
  }

  /**
   * Sends a request and handles `mapReply` of its first reply as a message. A `Status.Failure` reply is mapped as an
   * error, a `Status.Success` as its value, and no reply within `timeoutMs` milliseconds as an `AskTimeoutError`.
   */
  ask<Q, R>(
    target: ActorRef<Q>,
    message: Q,
    timeoutMs: number,
    mapReply: (reply: R | AskTimeoutError | Error) => M,
  ): void {
    this.context.ask(target, message, timeoutMs, mapReply)
  }
}
