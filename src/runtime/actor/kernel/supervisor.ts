import type { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { InjectedFailure } from '../base/actor-errors.ts'
import type { ErrorClass } from '../base/error-class.ts'
import type { AnyBehavior, SupervisedBehavior } from '../behavior/behavior-values.ts'

/** A `supervise` around the behavior that an actor runs, with its count of restarts. */
export class Supervisor {
  readonly type = 'supervisor'
  readonly strategy: SupervisorStrategy
  readonly errorClass: ErrorClass
  /** The class name that the trace shows. */
  readonly errorName: string
  /** The behavior that a restart begins with. */
  initial: AnyBehavior
  /** A person chose it for a living actor, in place of the code's supervision. */
  byPerson = false
  /** False while the supervised behavior starts for the first time. */
  started = false
  count = 0
  /** End of the limit's time window; null: no window is open. */
  deadline: number | null = null
  /** Restarts in a row whose start failed. */
  failedStarts = 0

  constructor(supervised: SupervisedBehavior<never>, errorName = supervised.errorClass.name) {
    this.strategy = supervised.strategy
    this.errorClass = supervised.errorClass
    this.errorName = errorName || 'Error'
    this.initial = supervised.inner
  }

  /** An injected failure of an unregistered class has only a name; it also counts as an `Exception`. */
  catches(error: Error): boolean {
    if (this.errorClass === Error) return true
    const { name } = this.errorClass
    if (error instanceof InjectedFailure && (error.name === name || name === 'Exception')) return true
    return error instanceof this.errorClass
  }

  inWindow(now: number): boolean {
    return this.deadline === null || this.deadline > now
  }

  /** True when the limit of restarts is used up. */
  exhausted(now: number): boolean {
    const { strategy } = this
    if (strategy.type === 'backoff') return strategy.maxRestarts !== -1 && this.count >= strategy.maxRestarts
    if (strategy.type !== 'restart' || strategy.maxRestarts === -1) return false
    return this.count >= strategy.maxRestarts && this.inWindow(now)
  }

  /**
   * For a failed first start. Pekko: without a limit it is not retried, and with one the last permitted restart is not
   * used.
   */
  exhaustedAtStart(now: number): boolean {
    const { strategy } = this
    if (strategy.type !== 'restart') return this.exhausted(now)
    return strategy.maxRestarts === -1 || (this.count + 1 >= strategy.maxRestarts && this.inWindow(now))
  }

  countRestart(now: number): void {
    if (this.strategy.type !== 'restart') {
      this.count++
    } else if (this.inWindow(now)) {
      this.count++
      this.deadline ??= now + this.strategy.withinMs
    } else {
      this.count = 1
      this.deadline = now + this.strategy.withinMs
    }
  }
}
