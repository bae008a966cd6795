import type { ActorContext } from './actor-context.ts'
import type { Behavior, Receive, StashBuffer, TimerScheduler } from './behavior.ts'
import {
  type ErrorClass,
  empty,
  ignore,
  type MessageHandler,
  ReceiveBehavior,
  SetupBehavior,
  type SignalHandler,
  StoppedBehavior,
  SupervisedBehavior,
  same,
  stopped,
  unhandled,
} from './behavior-values.ts'
import { CellContext } from './cell-context.ts'
import { MessageStash } from './message-stash.ts'
import type { SupervisorStrategy } from './supervisor-strategy.ts'

/** A supervised behavior; a further `onFailure` puts another supervisor around it. */
export interface Supervised<T> extends Behavior<T> {
  onFailure(strategy: SupervisorStrategy, errorClass?: ErrorClass): Supervised<T>
}

/** Makes behaviors. The names are Pekko's. */
export const Behaviors = {
  /** Stay as you are. */
  same: same as Behavior<unknown>,
  /** The message is not for me: it is published as unhandled. */
  unhandled: unhandled as Behavior<unknown>,
  /** Leaves every message and signal unhandled, so that a watched actor's end fails it. */
  empty: empty as Behavior<unknown>,
  /** Swallows every message and signal. */
  ignore: ignore as Behavior<unknown>,
  /** End this actor. */
  stopped: stopped as Behavior<unknown>,
  /** End this actor and run `callback` after its PostStop. */
  stoppedThen: (callback: () => void): Behavior<unknown> => new StoppedBehavior(callback),

  /** Runs `factory` when the actor starts, and again at each restart. */
  setup: <T>(factory: (context: ActorContext<T>) => Behavior<T>): Behavior<T> => new SetupBehavior(factory),

  receive: <T>(handler: MessageHandler<T>): Receive<T> => new ReceiveBehavior(handler, null),

  receiveMessage: <T>(handler: (message: T) => Behavior<T>): Receive<T> =>
    new ReceiveBehavior<T>((_, message) => handler(message), null),

  /** Handles signals only; messages are taken and nothing happens. */
  receiveSignal: <T>(handler: SignalHandler<T>): Behavior<T> => new ReceiveBehavior<T>(() => same, handler),

  /** The timers belong to the actor: nested factories share their keys. */
  withTimers: <T>(factory: (timers: TimerScheduler<T>) => Behavior<T>): Behavior<T> =>
    new SetupBehavior<T>(context => factory(CellContext.of(context).timers())),

  /** The buffer belongs to the behavior: a restart makes a new, empty one. */
  withStash: <T>(capacity: number, factory: (stash: StashBuffer<T>) => Behavior<T>): Behavior<T> =>
    new SetupBehavior<T>(context => factory(new MessageStash<T>(CellContext.of(context).cell, capacity))),

  /** Catches what `behavior`, and whatever it becomes, throws. */
  supervise: <T>(behavior: Behavior<T>) => ({
    onFailure: (strategy: SupervisorStrategy, errorClass: ErrorClass = Error): Supervised<T> =>
      new SupervisedBehavior(behavior, strategy, errorClass),
  }),
}
