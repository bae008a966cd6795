/** The last intervals between heartbeats, with the sums that the detector needs of them. (PH-1) */
export class HeartbeatHistory {
  readonly #capacity: number
  readonly #intervals: number[] = []
  /** Where the oldest interval is once all places are taken. */
  #oldest = 0
  #sum = 0
  #squaredSum = 0

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  add(interval: number): void {
    if (this.#intervals.length < this.#capacity) this.#intervals.push(interval)
    else {
      const dropped = this.#intervals[this.#oldest]!
      this.#sum -= dropped
      this.#squaredSum -= dropped * dropped
      this.#intervals[this.#oldest] = interval
      this.#oldest = (this.#oldest + 1) % this.#capacity
    }
    this.#sum += interval
    this.#squaredSum += interval * interval
  }

  get mean(): number {
    return this.#sum / this.#intervals.length
  }

  /** Of the whole population; rounding must not make it negative. */
  get variance(): number {
    const mean = this.mean
    return Math.max(0, this.#squaredSum / this.#intervals.length - mean * mean)
  }

  get deviation(): number {
    return Math.sqrt(this.variance)
  }
}
