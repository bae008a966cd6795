import type { ActorRef } from './actor-ref.ts'

/** What happens to an actor, apart from its messages. Never sent by users. */
export type Signal =
  | { readonly type: 'PreRestart' }
  | { readonly type: 'PostStop' }
  | { readonly type: 'Terminated'; readonly ref: ActorRef<never> }
  /** Also matches where `Terminated` is meant: use {@link isTerminated}. */
  | { readonly type: 'ChildFailed'; readonly ref: ActorRef<never>; readonly cause: Error }
  | { readonly type: 'MessageAdaptionFailure'; readonly cause: Error }

export type TerminatedSignal = Extract<Signal, { readonly type: 'Terminated' | 'ChildFailed' }>

/** True for `Terminated` and for `ChildFailed`, which is one with a reason. */
export const isTerminated = (signal: Signal): signal is TerminatedSignal =>
  signal.type === 'Terminated' || signal.type === 'ChildFailed'
