import type { VirtualTime } from '../../trace/identifiers.ts'
import type { ClusterSettings } from './cluster-settings.ts'
import { HeartbeatHistory } from './heartbeat-history.ts'
import { suspicion, suspicionLimit } from './suspicion-limit.ts'

export type FailureDetectorSettings = Pick<
  ClusterSettings['failureDetector'],
  'heartbeatIntervalMs' | 'threshold' | 'maxSampleSize' | 'minStdDeviationMs' | 'acceptableHeartbeatPauseMs'
>

/**
 * The failure detector of one node. It compares the current pause with the intervals of the earlier
 * heartbeats. The decision uses {@link suspicionLimit} in place of phi, because phi is not exact in every
 * engine (PH-1 to PH-6).
 */
export class PhiAccrualFailureDetector {
  readonly #settings: FailureDetectorSettings
  readonly #limit: number
  readonly #history: HeartbeatHistory
  #latest: VirtualTime | null = null

  constructor(settings: FailureDetectorSettings) {
    this.#settings = settings
    this.#limit = suspicionLimit(settings.threshold)
    this.#history = new HeartbeatHistory(settings.maxSampleSize)
  }

  /** True after the first heartbeat. */
  get isMonitoring(): boolean {
    return this.#latest !== null
  }

  isAvailable(now: VirtualTime): boolean {
    return this.#latest === null || suspicion(this.#deviations(now)) < this.#limit
  }

  /**
   * Returns whether the interval is long enough for a warning. Pekko: two thirds of the acceptable pause
   * (PH-6).
   */
  heartbeat(now: VirtualTime): boolean {
    const { heartbeatIntervalMs, acceptableHeartbeatPauseMs } = this.#settings
    let isLate = false
    if (this.#latest === null) {
      // Pekko: the history starts with two estimated intervals and a wide deviation.
      const quarter = heartbeatIntervalMs / 4
      this.#history.add(heartbeatIntervalMs - quarter)
      this.#history.add(heartbeatIntervalMs + quarter)
    } else if (this.isAvailable(now)) {
      // The interval that ends an outage is not learned, because it would widen the deviation.
      const interval = now - this.#latest
      isLate = interval >= (2 / 3) * acceptableHeartbeatPauseMs && acceptableHeartbeatPauseMs > 0
      this.#history.add(interval)
    }
    this.#latest = now
    return isLate
  }

  /** Phi for people. No decision may use it, because engines differ in the last bits of `Math.exp`. */
  phiForDisplay(now: VirtualTime): number {
    return this.#latest === null ? 0 : phiForDisplay(this.#deviations(now))
  }

  /** The current pause minus the expected one, in standard deviations. */
  #deviations(now: VirtualTime): number {
    const { acceptableHeartbeatPauseMs, minStdDeviationMs } = this.#settings
    const mean = this.#history.mean + acceptableHeartbeatPauseMs
    return (now - this.#latest! - mean) / Math.max(this.#history.deviation, minStdDeviationMs)
  }
}

/**
 * Phi of a pause that is `y` standard deviations above the mean. Each branch avoids the cancellation of the
 * other one.
 */
export function phiForDisplay(y: number): number {
  const e = Math.exp(-suspicion(y))
  return y > 0 ? -Math.log10(e / (1 + e)) : -Math.log10(1 - 1 / (1 + e))
}
