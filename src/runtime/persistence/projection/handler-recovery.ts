/** The reaction of a projection to a handler that throws. */
export interface HandlerRecovery {
  /** Attempts after the first one. */
  readonly retries: number
  /** Virtual ms before each of them. */
  readonly delayMs: number
  /** The reaction after the last attempt. */
  readonly finally: 'fail' | 'skip'
}

/**
 * The strategies of Pekko. Fewer than one retry means `fail`, also for `retryAndSkip`.
 *
 * @example
 * const recovery = HandlerRecovery.retryAndSkip(5, 1000)
 */
export const HandlerRecovery = {
  /** The projection fails and restarts with backoff, from the stored offset. */
  fail: { retries: 0, delayMs: 0, finally: 'fail' } as HandlerRecovery,
  /** The event counts as processed, without effect. */
  skip: { retries: 0, delayMs: 0, finally: 'skip' } as HandlerRecovery,

  retryAndFail: (retries: number, delayMs: number): HandlerRecovery => ({
    retries: Math.max(0, retries),
    delayMs,
    finally: 'fail',
  }),

  retryAndSkip: (retries: number, delayMs: number): HandlerRecovery =>
    retries < 1 ? HandlerRecovery.fail : { retries, delayMs, finally: 'skip' },
}
