/** The last intervals between heartbeats, with running sums for their mean and deviation (PH-1). */
export class HeartbeatHistory {
  readonly #capacity: number
  readonly #intervals: number[] = []
  /** Index of the oldest interval once the history is full. */
  #oldest = 0
  #sum = 0
  #squaredSum = 0

  /** `capacity` is a number of intervals. */
  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** `interval` in ms. */
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

  /** The population variance, at least 0 because rounding can make the difference negative. */
  get variance(): number {
    const mean = this.mean
    return Math.max(0, this.#squaredSum / this.#intervals.length - mean * mean)
  }

  get deviation(): number {
    return Math.sqrt(this.variance)
  }
}
