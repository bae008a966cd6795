/**
 * What to do when a supervised behavior throws. Values; the `with…` calls give changed copies.
 */
export type SupervisorStrategy = StopStrategy | ResumeStrategy | RestartStrategy | BackoffStrategy

export interface StopStrategy {
  readonly type: 'stop'
}

/** Goes on with behavior and state as they were; only the failing message is lost. */
export interface ResumeStrategy {
  readonly type: 'resume'
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

  constructor(maxRestarts: number, withinMs: number, stopChildren: boolean, stashCapacity: number) {
    this.maxRestarts = maxRestarts
    this.withinMs = withinMs
    this.stopChildren = stopChildren
    this.stashCapacity = stashCapacity
  }

  /** `n` failures in a window are restarted, the next one is passed on outward. */
  withLimit(n: number, withinMs: number): RestartStrategy {
    if (!(n >= 0) || !(withinMs > 0)) {
      throw new RangeError(
        `withLimit([${n}], [${withinMs}]): give a count of at least 0 and a window above 0 ms.`,
      )
    }
    return new RestartStrategy(n, withinMs, this.stopChildren, this.stashCapacity)
  }

  withStopChildren(stopChildren: boolean): RestartStrategy {
    return new RestartStrategy(this.maxRestarts, this.withinMs, stopChildren, this.stashCapacity)
  }

  /** How many messages and signals may wait while the restart is under way; more are dropped. */
  withStashCapacity(capacity: number): RestartStrategy {
    return new RestartStrategy(this.maxRestarts, this.withinMs, this.stopChildren, capacity)
  }
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
  stop: { type: 'stop' } as StopStrategy,
  resume: { type: 'resume' } as ResumeStrategy,
  restart: new RestartStrategy(-1, 0, true, defaultStashCapacity),
  restartWithBackoff: (options: BackoffOptions): BackoffStrategy => new BackoffStrategy(options),
}
