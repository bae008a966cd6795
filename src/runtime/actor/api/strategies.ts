import { type BackoffOptions, BackoffStrategy } from './backoff-strategy.ts'
import { defaultStashCapacity, RestartStrategy, ResumeStrategy, StopStrategy } from './plain-strategies.ts'

export const stop = new StopStrategy('error')
export const resume = new ResumeStrategy('error')
export const restart = new RestartStrategy({
  maxRestarts: -1,
  withinMs: 0,
  stopChildren: true,
  stashCapacity: defaultStashCapacity,
  logLevel: 'error',
})
export const restartWithBackoff = (options: BackoffOptions): BackoffStrategy => new BackoffStrategy(options)
