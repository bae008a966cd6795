import type { VirtualTime } from '../../trace/index.ts'

/** An event of one virtual instant that is shown for some ms of the page's time. */
export interface Pulse<T> {
  readonly value: T
  readonly at: VirtualTime
  /** Time shown so far, in ms of the page's clock; negative before its start. */
  readonly ageMs: number
  /** Number of equal events that this one is shown for. */
  readonly count: number
}

type MutablePulse<T> = { -readonly [K in keyof Pulse<T>]: Pulse<T>[K] } & { continuesPaused: boolean }

/** Equal events that start within this time, in ms, are shown as one with a count. */
const groupingMs = 90
/** Events older than this, in virtual ms, are skipped. */
const staleMs = 1000

/**
 * Shows events that take no virtual time. An event waits until the shown time has reached its instant, then ages with the
 * page's clock. In a paused run, only events of a step or of the instant at which the run paused age.
 */
export class Pulses<T> {
  readonly #durationMs: number
  readonly #maxVisible: number
  readonly #keyOf: (value: T) => string
  #waiting: MutablePulse<T>[] = []
  #started: MutablePulse<T>[] = []

  constructor(durationMs: number, maxVisible: number, keyOf: (value: T) => string) {
    this.#durationMs = durationMs
    this.#maxVisible = maxVisible
    this.#keyOf = keyOf
  }

  get visible(): readonly Pulse<T>[] {
    return this.#started.filter(pulse => pulse.ageMs >= 0)
  }

  get size(): number {
    return this.#waiting.length + this.#started.length
  }

  /**
   * `stepped`: the event came from a step in a paused run, so it and all visible events play to their end. `afterMs`: delay
   * of its start, in ms of the page's clock. Default: 0.
   */
  add(value: T, at: VirtualTime, stepped: boolean, afterMs = 0): void {
    if (this.#waiting.length >= 20 * this.#maxVisible) this.#waiting.shift()
    this.#waiting.push({ value, at, ageMs: 0 - afterMs, count: 1, continuesPaused: stepped })
    if (stepped) for (const pulse of this.#started) pulse.continuesPaused = true
  }

  /**
   * Advances by one frame of `elapsed` ms and starts the events due at `shownAt`, except those for which `isHeld` is true.
   * Returns whether a later frame can differ.
   */
  frame(shownAt: number, elapsed: number, playing: boolean, isHeld?: (value: T) => boolean): boolean {
    let changes = playing && this.#waiting.length > 0
    for (const pulse of this.#started) {
      // Events of the instant at which the run paused still play to their end.
      if (!playing && !pulse.continuesPaused && pulse.at < shownAt) continue
      pulse.ageMs += elapsed
      changes = true
    }
    this.#started = this.#started.filter(pulse => pulse.ageMs < this.#durationMs)
    const later: MutablePulse<T>[] = []
    for (const pulse of this.#waiting) {
      if (pulse.at > shownAt) later.push(pulse)
      else if (isHeld?.(pulse.value)) later.push({ ...pulse, at: shownAt })
      else if (pulse.at >= shownAt - staleMs) {
        this.#start(pulse)
        changes = true
      }
    }
    this.#waiting = later
    return changes
  }

  clear(): void {
    this.#waiting = []
    this.#started = []
  }

  #start(pulse: MutablePulse<T>): void {
    const key = this.#keyOf(pulse.value)
    const equal = this.#started.find(
      other => Math.abs(other.ageMs - pulse.ageMs) < groupingMs && this.#keyOf(other.value) === key,
    )
    if (equal !== undefined) equal.count += 1
    else if (this.#started.length < this.#maxVisible) this.#started.push(pulse)
  }
}
