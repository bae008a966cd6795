import type { Behavior } from '../api/behavior.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from './behaviors.ts'

/**
 * The supervision of an actor that the toolkit itself starts: a failure costs the message at hand and restarts it, as
 * Pekko's guardians do for what they start under `/system`. Its children stay, because others hold refs to them, and
 * what it must not lose belongs outside of `behavior`.
 */
export const restarting = <T>(behavior: Behavior<T>): Behavior<T> =>
  Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restart.withStopChildren(false))
