/** The port of the engine's clock and task queues, so that a test can drive them manually. */
export interface HostClock {
  /** Milliseconds since some fixed instant, with fractions. */
  now(): number
  /** Runs `run` before the event loop continues. */
  microtask(run: () => void): void
  /** Runs `run` after one turn of the event loop. */
  macrotask(run: () => void): void
  /** Runs `run` after `ms` milliseconds. Returns a function that cancels it. */
  timeout(run: () => void, ms: number): () => void
}

const resolved = Promise.resolve()

/** Falls back to `setTimeout`, because browsers have no `setImmediate`. */
const nextMacrotask: (run: () => void) => void =
  typeof setImmediate === 'function' ? run => void setImmediate(run) : run => void setTimeout(run, 0)

export const hostClock: HostClock = {
  now: () => performance.now(),
  microtask: run => void resolved.then(run),
  macrotask: nextMacrotask,
  timeout: (run, ms) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
