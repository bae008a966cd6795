/**
 * The classic face of the kernel: actors as objects, with `receive`, `become`, `sender`, hooks and a stash, whose
 * parents decide about their failures. Made by {@link Props}, which go wherever a typed behavior can be spawned; refs
 * of both kinds reach each other.
 */

export { Actor } from './actor.ts'
export type { ClassicContext } from './classic-context.ts'
export {
  type ActorIdentity,
  ActorKilledException,
  type AutoReceived,
  type Identify,
  Kill,
  PoisonPill,
  ReceiveTimeout,
  type Terminated,
} from './messages.ts'
export { type ClassicProps, Props } from './props.ts'
export { type Cases, type Receive, type ReceiveFunction, unhandled } from './receive.ts'
export { Status, type StatusFailure, type StatusSuccess } from './status.ts'
export {
  AllForOneStrategy,
  type ClassicStrategy,
  type Decider,
  type Directive,
  defaultDecider,
  OneForOneStrategy,
  type StrategyOptions,
  stoppingStrategy,
} from './supervisor-strategy.ts'
