/**
 * The timers of one actor, by key. Delays are whole virtual ms, at least 1. A restart or stop cancels all of them.
 *
 * @example
 * Behaviors.withTimers<'Tick'>(timers => {
 *   timers.startTimerWithFixedDelay('tick', 'Tick', 500)
 *   return Behaviors.receiveMessage(() => Behaviors.same)
 * })
 */
export interface TimerScheduler<T> {
  /** Replaces a live timer of the same key; an old tick already in the mailbox is discarded. */
  startSingleTimer(key: string, message: T, delayMs: number): void
  /** Each tick comes `delayMs` after the one before. `initialDelayMs`: default `delayMs`. */
  startTimerWithFixedDelay(key: string, message: T, delayMs: number, initialDelayMs?: number): void
  /** One tick per period; missed ticks come in a burst. `initialDelayMs`: default `periodMs`. */
  startTimerAtFixedRate(key: string, message: T, periodMs: number, initialDelayMs?: number): void
  isTimerActive(key: string): boolean
  /** Also discards a tick that is already in the mailbox. */
  cancel(key: string): void
  /** Cancels every timer of this actor. */
  cancelAll(): void
}
