import type { LogLevel } from '../../../trace/trace-event.ts'

/** How a failure stands in the log; null: it does not. */
export type FailureLogLevel = LogLevel | null

/** Pekko's `restart-stash-capacity`. */
export const defaultStashCapacity = 1000

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
