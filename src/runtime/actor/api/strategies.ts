import { type BackoffOptions, BackoffStrategy } from './backoff-strategy.ts'
import { defaultStashCapacity, RestartStrategy, ResumeStrategy, StopStrategy } from './plain-strategies.ts'

/**
 * Stops the failed actor. Also the decision where no supervisor matches.
 *
 * @example
 * Behaviors.supervise(worker).onFailure(SupervisorStrategy.stop, RangeError)
 */
export const stop = new StopStrategy('error')
/**
 * Keeps the failed actor with its state; only the failing message is lost.
 *
 * @example
 * Behaviors.supervise(worker).onFailure(SupervisorStrategy.resume.withLogLevel('warn'))
 */
export const resume = new ResumeStrategy('error')
/**
 * Restarts the failed actor with a new state, without a limit and with its children stopped. `withLimit` sets a limit.
 *
 * @example
 * Behaviors.supervise(worker).onFailure(SupervisorStrategy.restart.withLimit(3, 10_000))
 */
export const restart = new RestartStrategy({
  maxRestarts: -1,
  withinMs: 0,
  stopChildren: true,
  stashCapacity: defaultStashCapacity,
  logLevel: 'error',
})
/**
 * Restarts the failed actor after a delay in virtual ms that doubles from failure to failure.
 *
 * @throws {RangeError} unless 0 < `minBackoffMs` ≤ `maxBackoffMs` and `randomFactor` ≥ 0.
 * @example
 * Behaviors.supervise(worker).onFailure(
 *   SupervisorStrategy.restartWithBackoff({ minBackoffMs: 200, maxBackoffMs: 10_000, randomFactor: 0.2 }),
 * )
 */
export const restartWithBackoff = (options: BackoffOptions): BackoffStrategy => new BackoffStrategy(options)
