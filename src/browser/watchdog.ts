/** Wall time limit of one round in ms. */
export const roundLimitMs = 10_000
/** Limit in ms in a run with edited code, whose loops end by themselves; some functions of the language do not. */
export const editedRoundLimitMs = 2000
/** Shorter limit in ms after a requested endless loop (`FailNext`). */
export const requestedLoopLimitMs = 3000

const tickMs = 250
/** Upper limit of the time counted per tick, because a longer gap means a sleeping laptop or a frozen tab. */
const maxTickMs = 2 * tickMs

export interface WatchedHost {
  /** Adds `ms` to the running round's time and kills the participant beyond `limitMs`. */
  onWatchdogTick(ms: number, limitMs: number): void
}

/** Starts the watchdog of all hosts and returns a function that stops it. At most {@link maxTickMs} count per tick. */
export function startWatchdog(hosts: () => Iterable<WatchedHost>, limitMs: number): () => void {
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    const passed = Math.min(now - last, maxTickMs)
    last = now
    for (const host of hosts()) host.onWatchdogTick(passed, limitMs)
  }, tickMs)
  return () => clearInterval(timer)
}
