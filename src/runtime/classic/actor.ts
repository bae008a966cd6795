import {
  type ActorRef,
  type AskTimeoutError,
  DeathPactException,
  type Logger,
  type TimerScheduler,
} from '../actor/index.ts'
import type { ClassicContext } from './classic-context.ts'
import type { Terminated } from './messages.ts'
import { type Receive, receive } from './receive.ts'
import { type ClassicStrategy, defaultStrategy } from './supervisor-strategy.ts'
import { takeContext } from './under-construction.ts'

/**
 * A classic actor: an object that handles messages by its `receive`, or by what it has become. Log, stash and
 * timers, which are traits of their own elsewhere, are part of every actor. Only {@link Props} make one; a restart
 * makes another.
 */
export abstract class Actor<M> {
  readonly context: ClassicContext<M>

  constructor() {
    // The context of whoever is being made: it forgets the message type, which Props have kept outside.
    this.context = takeContext(new.target.name) as unknown as ClassicContext<M>
  }

  /** What it does with messages until it becomes something else. Asked for once an instance. */
  abstract receive(): Receive<M>

  /** What this actor decides about its children when they fail. */
  readonly supervisorStrategy: ClassicStrategy = defaultStrategy

  /** Messages that its stash can hold; -1: any number. */
  readonly stashCapacity: number = -1

  get self(): ActorRef<M> {
    return this.context.self
  }

  /** Who sent what is being handled; the dead-letter ref where nobody is known. */
  get sender(): ActorRef<unknown> {
    return this.context.sender
  }

  get log(): Logger {
    return this.context.log
  }

  get timers(): TimerScheduler<M> {
    return this.context.timers
  }

  /** Before the first message. */
  preStart(): void {}

  /** After the last message. */
  postStop(): void {}

  /** On the instance that failed, before a new one takes its place. `message`: what it was handling. */
  preRestart(_reason: Error, _message: M | undefined): void {
    for (const child of this.context.children) {
      this.context.unwatch(child)
      this.context.stop(child)
    }
    this.postStop()
  }

  /** On the new instance, in place of preStart. */
  postRestart(_reason: Error): void {
    this.preStart()
  }

  /** Handles a message by what the actor is now. Kinds of actors that have messages of their own stand in here. */
  aroundReceive(by: Receive<M>, message: M): void {
    if (!receive(by, this, message)) this.unhandled(message)
  }

  /** For a message that has no case. An ending that nobody handles fails the actor. */
  unhandled(message: M): void {
    const { type, actor } = message as Partial<Terminated>
    if (type === 'Terminated' && actor !== undefined) {
      throw new DeathPactException(this.self.path, actor.path)
    }
    this.context.publishUnhandled(message)
  }

  /** Puts aside what is being handled, with its sender. */
  stash(): void {
    this.context.stash(this.stashCapacity)
  }

  /** Puts back in front of the mailbox what was stashed. */
  unstashAll(): void {
    this.context.unstashAll()
  }

  /** Passes on what is being handled, as from its sender. */
  forward(target: ActorRef<M>, message: M): void {
    target.tell(message, this.sender)
  }

  /**
   * Sends a message with a sender who waits for one reply; what `mapReply` makes of it is handled as a message. A
   * `Status.Failure` comes as its error, a `Status.Success` as its value.
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
