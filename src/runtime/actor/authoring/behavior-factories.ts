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

/** Keeps the present behavior. */
export const same: Behavior<unknown> = values.same
/** Keeps the present behavior, and publishes the message as unhandled. */
export const unhandled: Behavior<unknown> = values.unhandled
/** Leaves every message and signal unhandled, so that a watched actor's end fails it. */
export const empty: Behavior<unknown> = values.empty
/** Ignores every message and signal. */
export const ignore: Behavior<unknown> = values.ignore
/** Stops this actor. */
export const stopped: Behavior<unknown> = values.stopped
/** Stops this actor and runs `callback` after its PostStop. */
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
 * As {@link receive}, for a handler that returns nothing for messages that it does not handle.
 *
 * @example
 * Behaviors.receivePartial<Command>((_, message) => (message.type === 'Stop' ? Behaviors.stopped : undefined))
 */
export const receivePartial = <T>(
  handler: (context: ActorContext<T>, message: T) => Behavior<T> | undefined,
): Receive<T> => new ReceiveBehavior<T>((context, message) => handler(context, message) ?? unhandled, null)

/** As {@link receivePartial}, for a handler that needs no context. */
export const receiveMessagePartial = <T>(handler: (message: T) => Behavior<T> | undefined): Receive<T> =>
  new ReceiveBehavior<T>((_, message) => handler(message) ?? unhandled, null)

/**
 * Keeps this behavior after every message.
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
 * Handles signals only and ignores messages.
 *
 * @example
 * Behaviors.receiveSignal<never>((_, signal) => (isTerminated(signal) ? Behaviors.stopped : Behaviors.unhandled))
 */
export const receiveSignal = <T>(handler: SignalHandler<T>): Behavior<T> =>
  new ReceiveBehavior<T>(() => same, handler)

/**
 * Passes the actor's timers to `factory`. A stop and a restart cancel them. Nested factories share the keys.
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
 * Passes a buffer for at most `capacity` messages to `factory`. A restart makes a new, empty buffer.
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
 * Supervises the errors of `behavior` and of all behaviors that it becomes. `errorClass` of `onFailure`: default `Error`.
 *
 * @example
 * Behaviors.supervise(worker).onFailure(SupervisorStrategy.restart.withLimit(3, 60_000), IOException)
 */
export const supervise = <T>(behavior: Behavior<T>) => ({
  onFailure: (strategy: SupervisorStrategy, errorClass: ErrorClass = Error): Supervised<T> =>
    new SupervisedBehavior(behavior, strategy, errorClass),
})

/**
 * Puts an interceptor around `behavior`. `make` runs at each start. Return the same object each time: an interceptor that
 * is already there (see `isSame`) is not added again.
 *
 * @example
 * Behaviors.intercept(withoutRepeats)(worker)
 */
export const intercept =
  <Outer, Inner = Outer>(make: () => BehaviorInterceptor<Outer, Inner>) =>
  (behavior: Behavior<Inner>): Behavior<Outer> =>
    // Only messages that pass `accepts` reach the interceptor.
    new InterceptBehavior(make as unknown as () => AnyInterceptor, behavior)

export { delegate } from './delegate.ts'

/**
 * Also sends each message that passes `accepts` (default: all) to `to`, before `behavior` handles it. One monitor per ref.
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
 * Transforms messages that pass `accepts` into messages of `behavior`; others reach it unchanged. A message is unhandled
 * when `transform` returns undefined.
 * @throws {ActorError} `two-transformations`, in the actor, for two different transformations around one behavior.
 *
 * @example
 * Behaviors.transformMessages<string, Add>(counter, isText, text => ({ type: 'Add', n: Number(text) }))
 */
export const transformMessages = <Outer, Inner>(
  behavior: Behavior<Inner>,
  accepts: (message: unknown) => message is Outer,
  transform: (message: Outer) => Inner | undefined,
): Behavior<Outer> => intercept<Outer, Inner>(() => new TransformInterceptor(accepts, transform))(behavior)
