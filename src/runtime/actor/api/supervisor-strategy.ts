import type { BackoffStrategy } from './backoff-strategy.ts'
import type { RestartStrategy, ResumeStrategy, StopStrategy } from './plain-strategies.ts'

/** What to do when a supervised behavior throws. Values; the `with…` calls give changed copies. */
export type SupervisorStrategy = StopStrategy | ResumeStrategy | RestartStrategy | BackoffStrategy

/** The strategies, by Pekko's names. A namespace, so that only what is used is loaded. */
export * as SupervisorStrategy from './strategies.ts'
