import type { LogLevel } from '../../../trace/trace-event.ts'
import { defaultStashCapacity, type FailureLogLevel } from './plain-strategies.ts'

export interface BackoffOptions {
  readonly minBackoffMs: number
  readonly maxBackoffMs: number
  /** The delay is multiplied by a random factor from 1 to 1 + `randomFactor`. */
  readonly randomFactor: number
  /** -1 (default): no limit. */
  readonly maxRestarts?: number
  /** After so many ms without another restart the delay is `minBackoffMs` again. Default: the mean of both limits. */
  readonly resetBackoffAfterMs?: number
  /** Default true. */
  readonly stopChildren?: boolean
  /** Default {@link defaultStashCapacity}. */
  readonly stashCapacity?: number
  /** Default `error`. */
  readonly logLevel?: FailureLogLevel
  /** Replaces `logLevel` after more than `criticalLogLevelAfter` failures without a reset. */
  readonly criticalLogLevel?: LogLevel
  readonly criticalLogLevelAfter?: number
}

/** Starts the supervised behavior anew after a delay that doubles from failure to failure. */
export class BackoffStrategy {
  readonly type = 'backoff'
  readonly minBackoffMs: number
  readonly maxBackoffMs: number
  readonly randomFactor: number
  readonly maxRestarts: number
  readonly resetBackoffAfterMs: number
  readonly stopChildren: boolean
  readonly stashCapacity: number
  readonly logLevel: FailureLogLevel
  private readonly options: BackoffOptions

  constructor(options: BackoffOptions) {
    const { minBackoffMs, maxBackoffMs, maxRestarts = -1 } = options
    const { randomFactor } = options
    const inOrder = minBackoffMs > 0 && maxBackoffMs >= minBackoffMs && randomFactor >= 0
    if (!inOrder || !Number.isFinite(maxBackoffMs * (1 + randomFactor))) {
      throw new RangeError(
        `Backoff from [${minBackoffMs}] to [${maxBackoffMs}] ms by [${randomFactor}]: give 0 < min <= max, a factor of at least 0, and no infinity.`,
      )
    }
    if (!(maxRestarts >= -1)) {
      throw new RangeError(`maxRestarts [${maxRestarts}]: give -1 for no limit, or at least 0.`)
    }
    this.options = options
    this.minBackoffMs = minBackoffMs
    this.maxBackoffMs = maxBackoffMs
    this.randomFactor = randomFactor
    this.maxRestarts = maxRestarts
    this.resetBackoffAfterMs = options.resetBackoffAfterMs ?? Math.floor((minBackoffMs + maxBackoffMs) / 2)
    this.stopChildren = options.stopChildren ?? true
    this.stashCapacity = options.stashCapacity ?? defaultStashCapacity
    this.logLevel = options.logLevel === undefined ? 'error' : options.logLevel
  }

  withMaxRestarts(maxRestarts: number): BackoffStrategy {
    return new BackoffStrategy({ ...this.options, maxRestarts })
  }

  withResetBackoffAfter(resetBackoffAfterMs: number): BackoffStrategy {
    return new BackoffStrategy({ ...this.options, resetBackoffAfterMs })
  }

  withStopChildren(stopChildren: boolean): BackoffStrategy {
    return new BackoffStrategy({ ...this.options, stopChildren })
  }

  withStashCapacity(stashCapacity: number): BackoffStrategy {
    return new BackoffStrategy({ ...this.options, stashCapacity })
  }

  withLoggingEnabled(enabled: boolean): BackoffStrategy {
    return new BackoffStrategy({ ...this.options, logLevel: enabled ? (this.logLevel ?? 'error') : null })
  }

  withLogLevel(level: LogLevel): BackoffStrategy {
    return new BackoffStrategy({ ...this.options, logLevel: level })
  }

  /** The level for every failure after the first `after` without a reset. */
  withCriticalLogLevel(level: LogLevel, after: number): BackoffStrategy {
    return new BackoffStrategy({ ...this.options, criticalLogLevel: level, criticalLogLevelAfter: after })
  }

  /** The log level of failure number `count` since the last reset. */
  logLevelAt(count: number): FailureLogLevel {
    const { criticalLogLevel = 'error', criticalLogLevelAfter = Number.MAX_SAFE_INTEGER } = this.options
    return this.logLevel !== null && count > criticalLogLevelAfter ? criticalLogLevel : this.logLevel
  }

  /** The delay before the restart that follows `restarts` earlier ones. The random part is added on top of the maximum. */
  delayMs(restarts: number, random: number): number {
    let delay = this.minBackoffMs
    for (let i = 0; i < restarts && delay < this.maxBackoffMs; i++) delay *= 2
    if (delay > this.maxBackoffMs) delay = this.maxBackoffMs
    return Math.floor(delay * (1 + random * this.randomFactor))
  }
}
