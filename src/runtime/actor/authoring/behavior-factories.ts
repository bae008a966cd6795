import type { ActorContext } from '../api/actor-context.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { Behavior } from '../api/behavior.ts'
import type { AnyInterceptor, BehaviorInterceptor } from '../api/behavior-interceptor.ts'
import type { Receive } from '../api/receive.ts'
import type { StashBuffer } from '../api/stash-buffer.ts'
import type { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import type { TimerScheduler } from '../api/timer-scheduler.ts'
import type { ErrorClass } from '../base/error-class.ts'
import * as values from '../behavior/behavior-values.ts'
import {
  type MessageHandler,
  ReceiveBehavior,
  SetupBehavior,
  type SignalHandler,
  StoppedBehavior,
  SupervisedBehavior,
} from '../behavior/behavior-values.ts'
import { MessageStash } from '../interaction/message-stash.ts'
import { makeTimers } from '../interaction/timers.ts'
import { InterceptBehavior } from '../kernel/intercept-behavior.ts'
import { kernelContext } from '../kernel/kernel-context.ts'
import { MonitorInterceptor, TransformInterceptor } from './message-interceptors.ts'

/** A supervised behavior; a further `onFailure` puts another supervisor around it. */
export interface Supervised<T> extends Behavior<T> {
  onFailure(strategy: SupervisorStrategy, errorClass?: ErrorClass): Supervised<T>
}

/** Stay as you are. */
export const same: Behavior<unknown> = values.same
/** The message is not for me: it is published as unhandled. */
export const unhandled: Behavior<unknown> = values.unhandled
/** Leaves every message and signal unhandled, so that a watched actor's end fails it. */
export const empty: Behavior<unknown> = values.empty
/** Swallows every message and signal. */
export const ignore: Behavior<unknown> = values.ignore
/** End this actor. */
export const stopped: Behavior<unknown> = values.stopped
/** End this actor and run `callback` after its PostStop. */
export const stoppedThen = (callback: () => void): Behavior<unknown> => new StoppedBehavior(callback)

/**
 * Runs `factory` when the actor starts, and again at each restart.
 *
 * @example
 * const counter = Behaviors.setup<Count>(context => {
 *   context.log.info('started')
 *   return counting(0)
 * })
 */
export const setup = <T>(factory: (context: ActorContext<T>) => Behavior<T>): Behavior<T> =>
  new SetupBehavior(factory)

/**
 * Handles each message with the actor's context; the behavior returned handles the next one.
 *
 * @example
 * Behaviors.receive<Greet>((context, { whom }) => {
 *   context.log.info(`Hello, ${whom}!`)
 *   return Behaviors.same
 * })
 */
export const receive = <T>(handler: MessageHandler<T>): Receive<T> => new ReceiveBehavior(handler, null)

/**
 * As {@link receive}, for a handler that needs no context.
 *
 * @example
 * const counting = (n: number): Behavior<Count> => Behaviors.receiveMessage(() => counting(n + 1))
 */
export const receiveMessage = <T>(handler: (message: T) => Behavior<T>): Receive<T> =>
  new ReceiveBehavior<T>(null, null, handler)

/**
 * A handler that returns nothing leaves the message unhandled, and it is published as such.
 *
 * @example
 * Behaviors.receivePartial<Command>((_, message) => (message.type === 'Stop' ? Behaviors.stopped : undefined))
 */
export const receivePartial = <T>(
  handler: (context: ActorContext<T>, message: T) => Behavior<T> | undefined,
): Receive<T> => new ReceiveBehavior<T>((context, message) => handler(context, message) ?? unhandled, null)

export const receiveMessagePartial = <T>(handler: (message: T) => Behavior<T> | undefined): Receive<T> =>
  new ReceiveBehavior<T>((_, message) => handler(message) ?? unhandled, null)

/**
 * Stays as it is after every message.
 *
 * @example
 * Behaviors.receiveMessageWithSame<string>(text => lines.push(text))
 */
export const receiveMessageWithSame = <T>(handler: (message: T) => void): Receive<T> =>
  new ReceiveBehavior<T>((_, message) => {
    handler(message)
    return same
  }, null)

/**
 * Handles signals only; messages are taken and nothing happens.
 *
 * @example
 * Behaviors.receiveSignal<never>((_, signal) => (isTerminated(signal) ? Behaviors.stopped : Behaviors.unhandled))
 */
export const receiveSignal = <T>(handler: SignalHandler<T>): Behavior<T> =>
  new ReceiveBehavior<T>(() => same, handler)

/**
 * Gives the actor's timers, which end with it and with a restart. Nested factories share their keys.
 *
 * @example
 * Behaviors.withTimers<'Tick'>(timers => {
 *   timers.startTimerWithFixedDelay('tick', 'Tick', 1000)
 *   return ticking
 * })
 */
export const withTimers = <T>(factory: (timers: TimerScheduler<T>) => Behavior<T>): Behavior<T> =>
  new SetupBehavior<T>(context => factory(kernelContext(context).timers(makeTimers)))

/**
 * Gives a buffer for at most `capacity` messages. It belongs to the behavior: a restart makes a new, empty one.
 *
 * @example
 * Behaviors.withStash<Command>(100, stash =>
 *   Behaviors.receiveMessage(message => {
 *     if (message.type === 'Ready') return stash.unstashAll(running)
 *     stash.stash(message)
 *     return Behaviors.same
 *   }),
 * )
 */
export const withStash = <T>(
  capacity: number,
  factory: (stash: StashBuffer<T>) => Behavior<T>,
): Behavior<T> =>
  new SetupBehavior<T>(context => factory(new MessageStash<T>(kernelContext(context).cell, capacity)))

/**
 * Catches what `behavior`, and whatever it becomes, throws. Default class of `onFailure`: every `Error`.
 *
 * @example
 * Behaviors.supervise(worker).onFailure(SupervisorStrategy.restart.withLimit(3, 60_000), IOException)
 */
export const supervise = <T>(behavior: Behavior<T>) => ({
  onFailure: (strategy: SupervisorStrategy, errorClass: ErrorClass = Error): Supervised<T> =>
    new SupervisedBehavior(behavior, strategy, errorClass),
})

/**
 * Puts an interceptor around `behavior`. `make` runs at each start; interceptors of which one makes the other
 * superfluous do not pile up, so give the same object where a behavior is made again and again.
 *
 * @example
 * Behaviors.intercept(withoutRepeats)(receiver)
 */
export const intercept =
  <Outer, Inner = Outer>(make: () => BehaviorInterceptor<Outer, Inner>) =>
  (behavior: Behavior<Inner>): Behavior<Outer> =>
    // What the interceptor accepts is what it is given.
    new InterceptBehavior(make as unknown as () => AnyInterceptor, behavior)

export { delegate } from './delegate.ts'

/**
 * Sends every message that `accepts` lets through (default: all) to `to`, and then handles it. Once for each ref.
 *
 * @example
 * context.spawn(Behaviors.monitor(probe.ref, worker), 'worker')
 */
export const monitor = <T>(
  to: ActorRef<T>,
  behavior: Behavior<T>,
  accepts?: (message: unknown) => boolean,
): Behavior<T> => intercept<T>(() => new MonitorInterceptor(to, accepts))(behavior)

/**
 * Turns messages of the outside into those of `behavior`; what `transform` makes nothing of is unhandled. What is
 * not accepted is the inner behavior's own. One transformation a stack: the same function may come again.
 *
 * @example
 * Behaviors.transformMessages(counter, isText, text => ({ type: 'Add', n: Number(text) }))
 */
export const transformMessages = <Outer, Inner>(
  behavior: Behavior<Inner>,
  accepts: (message: unknown) => message is Outer,
  transform: (message: Outer) => Inner | undefined,
): Behavior<Outer> => intercept<Outer, Inner>(() => new TransformInterceptor(accepts, transform))(behavior)
