/** Code that we shipped gets this long for one round. */
export const shippedCodeLimitMs = 10_000
/** Who was asked to loop for ever is not waited for as long. */
export const requestedLimitMs = 3000

const tickMs = 250
/** A longer gap between two ticks was a slept laptop or a frozen tab, and nobody's fault. */
const longestTickMs = 2 * tickMs

export interface Watched {
  watched(ms: number, limitMs: number): void
}

/** Ends who does not finish a round. Time counts only while this very tick runs. */
export function startWatchdog(hosts: () => Iterable<Watched>): () => void {
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    const passed = Math.min(now - last, longestTickMs)
    last = now
    for (const host of hosts()) host.watched(passed, shippedCodeLimitMs)
  }, tickMs)
  return () => clearInterval(timer)
}
