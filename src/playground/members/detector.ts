import type { VirtualTime } from '../../trace/index.ts'

/** The settings of Pekko's failure detector that decide when a silent node counts as unreachable. */
export interface DetectorSettings {
  readonly heartbeatIntervalMs: number
  readonly threshold: number
  readonly maxSampleSize: number
  readonly minStdDeviationMs: number
  readonly acceptableHeartbeatPauseMs: number
  readonly expectedResponseAfterMs: number
}

/** A heartbeat's reply, with what the detector expects from then on. */
interface Arrival {
  readonly at: VirtualTime
  /** The expected silence, and the deviation of it, in ms. */
  readonly mean: number
  readonly deviation: number
}

/** Arrivals that are kept for the curve. */
const keptArrivals = 64

const suspicion = (y: number): number => y * (1.5976 + 0.070566 * y * y)

/** Phi of a silence that is `y` deviations longer than expected. */
function phiOf(y: number): number {
  const e = Math.exp(-suspicion(y))
  // Minus the logarithm of 1 is minus zero, which a page would show.
  return Math.abs(y > 0 ? Math.log10(e / (1 + e)) : Math.log10(1 - 1 / (1 + e)))
}

/** The deviations at which phi reaches the threshold. */
function limitOf(threshold: number): number {
  let [low, high] = [-20, 60]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (phiOf(middle) < threshold) low = middle
    else high = middle
  }
  return high
}

/**
 * The phi accrual failure detector of one node about another, followed from the replies in the trace. For display only: the
 * cluster decides with its own detector, and a test compares both.
 */
export class Detector {
  readonly #settings: DetectorSettings
  readonly #limit: number
  readonly #intervals: number[] = []
  readonly #arrivals: Arrival[] = []
  #sum = 0
  #squares = 0

  constructor(settings: DetectorSettings) {
    this.#settings = settings
    this.#limit = limitOf(settings.threshold)
  }

  /** The instant of the last reply; null before the first one. */
  get lastAt(): VirtualTime | null {
    return this.#arrivals.at(-1)?.at ?? null
  }

  heartbeat(at: VirtualTime): void {
    const { heartbeatIntervalMs, minStdDeviationMs, acceptableHeartbeatPauseMs } = this.#settings
    const last = this.#arrivals.at(-1)
    if (last === undefined) {
      // Pekko starts with two estimated intervals and a wide deviation.
      this.#learn(heartbeatIntervalMs * 0.75)
      this.#learn(heartbeatIntervalMs * 1.25)
    } else if (this.suspectedAt > at) this.#learn(at - last.at)
    const mean = this.#sum / this.#intervals.length
    const variance = Math.max(0, this.#squares / this.#intervals.length - mean * mean)
    this.#arrivals.push({
      at,
      mean: mean + acceptableHeartbeatPauseMs,
      deviation: Math.max(Math.sqrt(variance), minStdDeviationMs),
    })
    if (this.#arrivals.length > keptArrivals) this.#arrivals.shift()
  }

  /** Phi at an instant that is not much earlier than now. */
  phiAt(at: VirtualTime): number {
    const arrival = this.#arrivals.findLast(other => other.at <= at)
    return arrival === undefined ? 0 : phiOf((at - arrival.at - arrival.mean) / arrival.deviation)
  }

  /** The instant at which phi reaches the threshold if no reply arrives before. */
  get suspectedAt(): VirtualTime {
    const last = this.#arrivals.at(-1)
    return last === undefined ? Number.POSITIVE_INFINITY : last.at + last.mean + this.#limit * last.deviation
  }

  /** The share of the tolerated silence that has passed, from 0 to 1. */
  shareAt(at: VirtualTime): number {
    const last = this.#arrivals.at(-1)
    if (last === undefined) return 0
    return Math.max(0, Math.min(1, (at - last.at) / (this.suspectedAt - last.at)))
  }

  /** Instants of the kept replies, the oldest first. */
  get arrivals(): readonly VirtualTime[] {
    return this.#arrivals.map(({ at }) => at)
  }

  #learn(interval: number): void {
    this.#intervals.push(interval)
    this.#sum += interval
    this.#squares += interval * interval
    if (this.#intervals.length <= this.#settings.maxSampleSize) return
    const dropped = this.#intervals.shift() as number
    this.#sum -= dropped
    this.#squares -= dropped * dropped
  }
}
