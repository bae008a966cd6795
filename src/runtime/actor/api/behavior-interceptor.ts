import type { ActorContext } from './actor-context.ts'
import type { Behavior } from './behavior.ts'
import type { Signal } from './signal.ts'

/**
 * Runs between an actor's messages and signals and the behavior that handles them. Each method is optional: without
 * it, the message or signal goes straight to the inner behavior. Call `target` at most once in each call.
 */
export interface BehaviorInterceptor<Outer, Inner = Outer> {
  /** The messages to intercept; default: all. Other messages go to the inner behavior. */
  readonly accepts?: (message: unknown) => boolean
  /** May return another behavior without starting the inner one. */
  aroundStart?(context: ActorContext<Outer>, target: () => Behavior<Inner>): Behavior<Inner>
  /** Returning `same` without calling the target filters the message out. */
  aroundReceive?(
    context: ActorContext<Outer>,
    message: Outer,
    target: (message: Inner) => Behavior<Inner>,
  ): Behavior<Inner>
  aroundSignal?(
    context: ActorContext<Outer>,
    signal: Signal,
    target: (signal: Signal) => Behavior<Inner>,
  ): Behavior<Inner>
  /** True when an `other` interceptor inside makes this one superfluous; default: it is the same object. */
  isSame?(other: AnyInterceptor): boolean
}

/** With the message types forgotten: only messages that pass `accepts` reach the other methods. */
export type AnyInterceptor = BehaviorInterceptor<never, never>
