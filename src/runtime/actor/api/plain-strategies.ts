import type { LogLevel } from '../../../trace/trace-event.ts'

/** The level at which a failure is logged; null: it is not logged. */
export type FailureLogLevel = LogLevel | null

/** Pekko: `restart-stash-capacity`. */
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

/** Keeps behavior and state; only the failing message is lost. */
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

/** Starts the supervised behavior anew, at once or when its children have stopped. */
export class RestartStrategy {
  readonly type = 'restart'
  /** -1: no limit. */
  readonly maxRestarts: number
  /** Virtual ms. The window of the limit opens with its first failure and does not slide. */
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

  /** `n` failures in a window of `withinMs` virtual ms are restarted; the next one is passed on outward. */
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

  /** Number of messages and signals that wait during the restart; further ones are dropped. */
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
