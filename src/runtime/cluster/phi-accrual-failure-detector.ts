import type { VirtualTime } from '../../trace/trace-event.ts'
import type { ClusterSettings } from './cluster-settings.ts'
import { HeartbeatHistory } from './heartbeat-history.ts'
import { suspicion, suspicionLimit } from './suspicion-limit.ts'

export type FailureDetectorSettings = Pick<
  ClusterSettings['failureDetector'],
  'heartbeatIntervalMs' | 'threshold' | 'maxSampleSize' | 'minStdDeviationMs' | 'acceptableHeartbeatPauseMs'
>

/**
 * Suspects one node from how regular its answers were. Decides by comparing with a limit, never by computing
 * phi itself: see `suspicionLimit`. (PH-1 to PH-6)
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

  /** At least one heartbeat came. */
  get isMonitoring(): boolean {
    return this.#latest !== null
  }

  isAvailable(now: VirtualTime): boolean {
    return this.#latest === null || suspicion(this.#deviations(now)) < this.#limit
  }

  /** True when the interval was long enough for a warning. (PH-6) */
  heartbeat(now: VirtualTime): boolean {
    const { heartbeatIntervalMs, acceptableHeartbeatPauseMs } = this.#settings
    let late = false
    if (this.#latest === null) {
      // Nothing is known yet: a guess with a wide deviation.
      const quarter = heartbeatIntervalMs / 4
      this.#history.add(heartbeatIntervalMs - quarter)
      this.#history.add(heartbeatIntervalMs + quarter)
    } else if (this.isAvailable(now)) {
      // The interval that ends an outage says nothing about how regular heartbeats are.
      const interval = now - this.#latest
      late = interval >= (2 / 3) * acceptableHeartbeatPauseMs && acceptableHeartbeatPauseMs > 0
      this.#history.add(interval)
    }
    this.#latest = now
    return late
  }

  /** For showing only; nothing may depend on it. */
  phiForDisplay(now: VirtualTime): number {
    return this.#latest === null ? 0 : phiForDisplay(this.#deviations(now))
  }

  /** How many deviations the present silence exceeds what is expected. */
  #deviations(now: VirtualTime): number {
    const { acceptableHeartbeatPauseMs, minStdDeviationMs } = this.#settings
    const mean = this.#history.mean + acceptableHeartbeatPauseMs
    return (now - this.#latest! - mean) / Math.max(this.#history.deviation, minStdDeviationMs)
  }
}

/** Phi of a silence `y` deviations beyond the mean, in the form that does not lose digits on either side. */
export function phiForDisplay(y: number): number {
  const e = Math.exp(-suspicion(y))
  return y > 0 ? -Math.log10(e / (1 + e)) : -Math.log10(1 - 1 / (1 + e))
}
