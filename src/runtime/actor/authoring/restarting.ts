import type { Behavior } from '../api/behavior.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from './behaviors.ts'

/**
 * The supervision of the toolkit's own actors. Pekko's guardians restart actors under `/system`: a failure loses only the
 * present message. The children are kept, because other actors hold refs to them. State that must survive a restart
 * belongs outside of `behavior`.
 */
export const restarting = <T>(behavior: Behavior<T>): Behavior<T> =>
  Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restart.withStopChildren(false))
