import type { TraceEvent } from '../../trace/index.ts'

/**
 * Shows events that need time on the page although they take none in the run, such as a failure and its consequences.
 * The playhead asks it at each event how long to stay. Times are in ms of the page's clock.
 */
export interface Director {
  /** Starts what is shown before this event happens, and returns its duration. Called once before `reveal`. */
  lead(event: TraceEvent): number
  /** The event happened. Returns the time until the next event may happen. */
  reveal(event: TraceEvent): number
  /** Time passed in which the playhead moved or waited. */
  advance(ms: number): void
  /** The greatest speed at the instant `at` (virtual ms), in virtual ms per ms; infinite where everything can be seen. */
  maxRate(at: number): number
  /** The playhead jumped: everything in progress ends. */
  clear(): void
}
