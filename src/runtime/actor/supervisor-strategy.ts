import type { LogLevel } from '../../trace/trace-event.ts'

/**
 * What to do when a supervised behavior throws. Values; the `with…` calls give changed copies.
 */
export type SupervisorStrategy = StopStrategy | ResumeStrategy | RestartStrategy | BackoffStrategy

/** How a failure stands in the log; null: it does not. */
export type FailureLogLevel = LogLevel | null

export class StopStrategy {
  readonly type = 'stop'
  readonly logLevel: FailureLogLevel

  constructor(logLevel: FailureLogLevel) {
    this.logLevel = logLevel
  }

  withLoggingEnabled(enabled: boolean): StopStrategy {
    return new StopStrategy(enabled ? (this.logLevel ?? 'error') : null)
  }

  withLogLevel(level: LogLevel): StopStrategy {
    return new StopStrategy(level)
  }
}

/** Goes on with behavior and state as they were; only the failing message is lost. */
export class ResumeStrategy {
  readonly type = 'resume'
  readonly logLevel: FailureLogLevel

  constructor(logLevel: FailureLogLevel) {
    this.logLevel = logLevel
  }

  withLoggingEnabled(enabled: boolean): ResumeStrategy {
    return new ResumeStrategy(enabled ? (this.logLevel ?? 'error') : null)
  }

  withLogLevel(level: LogLevel): ResumeStrategy {
    return new ResumeStrategy(level)
  }
}

/** Starts the supervised behavior afresh, at once or as soon as its children are gone. */
export class RestartStrategy {
  readonly type = 'restart'
  /** -1: no limit. */
  readonly maxRestarts: number
  /** The window of the limit: it opens with the first failure in it and does not slide. */
  readonly withinMs: number
  readonly stopChildren: boolean
  readonly stashCapacity: number
  readonly logLevel: FailureLogLevel
  private readonly options: RestartOptions

  constructor(options: RestartOptions) {
    this.options = options
    this.maxRestarts = options.maxRestarts
    this.withinMs = options.withinMs
    this.stopChildren = options.stopChildren
    this.stashCapacity = options.stashCapacity
    this.logLevel = options.logLevel
  }

  /** `n` failures in a window are restarted, the next one is passed on outward. */
  withLimit(n: number, withinMs: number): RestartStrategy {
    if (!(n >= 0) || !(withinMs > 0)) {
      throw new RangeError(
        `withLimit([${n}], [${withinMs}]): give a count of at least 0 and a window above 0 ms.`,
      )
    }
    return new RestartStrategy({ ...this.options, maxRestarts: n, withinMs })
  }

  withStopChildren(stopChildren: boolean): RestartStrategy {
    return new RestartStrategy({ ...this.options, stopChildren })
  }

  /** How many messages and signals may wait while the restart is under way; more are dropped. */
  withStashCapacity(capacity: number): RestartStrategy {
    return new RestartStrategy({ ...this.options, stashCapacity: capacity })
  }

  withLoggingEnabled(enabled: boolean): RestartStrategy {
    return new RestartStrategy({ ...this.options, logLevel: enabled ? (this.logLevel ?? 'error') : null })
  }

  withLogLevel(level: LogLevel): RestartStrategy {
    return new RestartStrategy({ ...this.options, logLevel: level })
  }
}

interface RestartOptions {
  readonly maxRestarts: number
  readonly withinMs: number
  readonly stopChildren: boolean
  readonly stashCapacity: number
  readonly logLevel: FailureLogLevel
}

export interface BackoffOptions {
  readonly minBackoffMs: number
  readonly maxBackoffMs: number
  /** The delay is multiplied by 1 to 1 + this, by chance. */
  readonly randomFactor: number
  /** -1 (default): no limit. */
  readonly maxRestarts?: number
  /** After so long without another restart the delays begin again at the least. Default: the mean of both. */
  readonly resetBackoffAfterMs?: number
  /** Default true. */
  readonly stopChildren?: boolean
  /** Default {@link defaultStashCapacity}. */
  readonly stashCapacity?: number
  /** Default `error`. */
  readonly logLevel?: FailureLogLevel
  /** Instead, once more failures than `criticalLogLevelAfter` came without a reset. */
  readonly criticalLogLevel?: LogLevel
  readonly criticalLogLevelAfter?: number
}

/** Starts the supervised behavior afresh after a delay that doubles from failure to failure. */
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
    if (!(minBackoffMs > 0) || !(maxBackoffMs >= minBackoffMs) || !(options.randomFactor >= 0)) {
      throw new RangeError(
        `Backoff from [${minBackoffMs}] to [${maxBackoffMs}] ms by [${options.randomFactor}]: give 0 < min <= max and a factor of at least 0.`,
      )
    }
    if (maxRestarts < -1) {
      throw new RangeError(`maxRestarts [${maxRestarts}]: give -1 for no limit, or at least 0.`)
    }
    this.options = options
    this.minBackoffMs = minBackoffMs
    this.maxBackoffMs = maxBackoffMs
    this.randomFactor = options.randomFactor
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

  /** How failure number `count` since the last reset is logged. */
  logLevelAt(count: number): FailureLogLevel {
    const { criticalLogLevel = 'error', criticalLogLevelAfter = Number.MAX_SAFE_INTEGER } = this.options
    return this.logLevel !== null && count > criticalLogLevelAfter ? criticalLogLevel : this.logLevel
  }

  /** Before the restart that follows `restarts` earlier ones. The random part comes on top of the greatest delay. */
  delayMs(restarts: number, random: number): number {
    let delay = this.minBackoffMs
    for (let i = 0; i < restarts && delay < this.maxBackoffMs; i++) delay *= 2
    if (delay > this.maxBackoffMs) delay = this.maxBackoffMs
    return Math.floor(delay * (1 + random * this.randomFactor))
  }
}

/** Pekko's `restart-stash-capacity`. */
export const defaultStashCapacity = 1000

/** The strategies, by Pekko's names. */
export const SupervisorStrategy = {
  stop: new StopStrategy('error'),
  resume: new ResumeStrategy('error'),
  restart: new RestartStrategy({
    maxRestarts: -1,
    withinMs: 0,
    stopChildren: true,
    stashCapacity: defaultStashCapacity,
    logLevel: 'error',
  }),
  restartWithBackoff: (options: BackoffOptions): BackoffStrategy => new BackoffStrategy(options),
}
