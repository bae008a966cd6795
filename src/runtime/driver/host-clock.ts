/** The engine's clock and queues, as a port, so that a test drives them by hand. */
export interface HostClock {
  /** Milliseconds since some fixed instant, with fractions. */
  now(): number
  /** Before the event loop goes on. */
  microtask(run: () => void): void
  /** After the event loop had its turn. */
  macrotask(run: () => void): void
  /** After `ms` milliseconds. The function returned takes it back. */
  timeout(run: () => void, ms: number): () => void
}

const resolved = Promise.resolve()

/** Browsers have no `setImmediate`. */
const soon: (run: () => void) => void =
  typeof setImmediate === 'function' ? run => void setImmediate(run) : run => void setTimeout(run, 0)

export const hostClock: HostClock = {
  now: () => performance.now(),
  microtask: run => void resolved.then(run),
  macrotask: soon,
  timeout: (run, ms) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
