/**
 * Classic actors: objects with `receive`, `become`, `sender`, lifecycle hooks and a stash, supervised by their
 * parents. {@link Props} can be spawned wherever a typed behavior can, and refs of both kinds work together.
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
