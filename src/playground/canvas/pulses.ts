/** An event of one virtual instant that is shown for some ms of the page's time. */
export interface Pulse<T> {
  readonly value: T
  /** Time shown so far, in ms of the page's clock; negative before its start. */
  readonly ageMs: number
  /** Number of equal events that this one is shown for. */
  readonly count: number
}

type MutablePulse<T> = { -readonly [K in keyof Pulse<T>]: Pulse<T>[K] }

/** Equal events that start within this time, in ms, are shown as one with a count. */
const groupingMs = 90
/**
 * Shows events that take no virtual time, for some ms of the page's time each. They age while the cursor moves.
 */
export class Pulses<T> {
  readonly #durationMs: number
  readonly #maxVisible: number
  readonly #keyOf: (value: T) => string
  #pulses: MutablePulse<T>[] = []

  constructor(durationMs: number, maxVisible: number, keyOf: (value: T) => string) {
    this.#durationMs = durationMs
    this.#maxVisible = maxVisible
    this.#keyOf = keyOf
  }

  get visible(): readonly Pulse<T>[] {
    return this.#pulses.filter(pulse => pulse.ageMs >= 0)
  }

  /** `afterMs`: delay of its start, in ms of the page's clock. Default: 0. */
  add(value: T, afterMs = 0): void {
    const key = this.#keyOf(value)
    const equal = this.#pulses.find(
      other => Math.abs(other.ageMs + afterMs) < groupingMs && this.#keyOf(other.value) === key,
    )
    if (equal !== undefined) equal.count += 1
    else if (this.#pulses.length < this.#maxVisible)
      this.#pulses.push({ value, ageMs: 0 - afterMs, count: 1 })
  }

  /** Advances by `elapsed` ms. */
  frame(elapsed: number): void {
    for (const pulse of this.#pulses) pulse.ageMs += elapsed
    this.#pulses = this.#pulses.filter(pulse => pulse.ageMs < this.#durationMs)
  }

  clear(): void {
    this.#pulses = []
  }
}
