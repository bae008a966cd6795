import type { BackoffStrategy } from './backoff-strategy.ts'
import type { RestartStrategy, ResumeStrategy, StopStrategy } from './plain-strategies.ts'

/** The decision about an error of a supervised behavior. Immutable; the `with…` calls return changed copies. */
export type SupervisorStrategy = StopStrategy | ResumeStrategy | RestartStrategy | BackoffStrategy

/** The strategies, by Pekko's names. A module namespace, so that bundlers remove the unused ones. */
export * as SupervisorStrategy from './strategies.ts'
