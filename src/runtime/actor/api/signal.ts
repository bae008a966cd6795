import type { ActorRef } from './actor-ref.ts'

/** A notice of the kernel to an actor, beside its messages. Users cannot send one. */
export type Signal =
  | { readonly type: 'PreRestart' }
  | { readonly type: 'PostStop' }
  | { readonly type: 'Terminated'; readonly ref: ActorRef<never> }
  /** Pekko's subclass of `Terminated`: test for both with {@link isTerminated}. */
  | { readonly type: 'ChildFailed'; readonly ref: ActorRef<never>; readonly cause: Error }
  | { readonly type: 'MessageAdaptionFailure'; readonly cause: Error }

export type TerminatedSignal = Extract<Signal, { readonly type: 'Terminated' | 'ChildFailed' }>

/**
 * True for `Terminated` and for `ChildFailed`, which is a `Terminated` with a reason.
 *
 * @example
 * Behaviors.receiveSignal<string>((_, signal) => (isTerminated(signal) ? Behaviors.stopped : Behaviors.unhandled))
 */
export const isTerminated = (signal: Signal): signal is TerminatedSignal =>
  signal.type === 'Terminated' || signal.type === 'ChildFailed'
