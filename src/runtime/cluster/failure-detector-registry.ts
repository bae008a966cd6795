import type { VirtualTime } from '../../trace/identifiers.ts'
import { type FailureDetectorSettings, PhiAccrualFailureDetector } from './phi-accrual-failure-detector.ts'

/**
 * One failure detector per address. Pekko: created at the first heartbeat; an address without one is
 * available (PH-5, HB-7).
 */
export class FailureDetectorRegistry {
  readonly #settings: FailureDetectorSettings
  readonly #detectors = new Map<string, PhiAccrualFailureDetector>()

  constructor(settings: FailureDetectorSettings) {
    this.#settings = settings
  }

  isAvailable(address: string, now: VirtualTime): boolean {
    return this.#detectors.get(address)?.isAvailable(now) ?? true
  }

  isMonitoring(address: string): boolean {
    return this.#detectors.get(address)?.isMonitoring ?? false
  }

  /** Returns whether the heartbeat is late enough for a warning. */
  heartbeat(address: string, now: VirtualTime): boolean {
    let detector = this.#detectors.get(address)
    if (detector === undefined) {
      detector = new PhiAccrualFailureDetector(this.#settings)
      this.#detectors.set(address, detector)
    }
    return detector.heartbeat(now)
  }

  /** Deletes the history, so that the next heartbeat starts a new one. */
  remove(address: string): void {
    this.#detectors.delete(address)
  }

  phiForDisplay(address: string, now: VirtualTime): number {
    return this.#detectors.get(address)?.phiForDisplay(now) ?? 0
  }
}
