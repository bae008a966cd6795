import type { VirtualTime } from '../../trace/trace-event.ts'
import { type FailureDetectorSettings, PhiAccrualFailureDetector } from './phi-accrual-failure-detector.ts'

/** One detector per address, made at its first heartbeat. (PH-5, HB-7) */
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

  heartbeat(address: string, now: VirtualTime): boolean {
    let detector = this.#detectors.get(address)
    if (detector === undefined) {
      detector = new PhiAccrualFailureDetector(this.#settings)
      this.#detectors.set(address, detector)
    }
    return detector.heartbeat(now)
  }

  /** What comes after starts a fresh history. */
  remove(address: string): void {
    this.#detectors.delete(address)
  }

  phiForDisplay(address: string, now: VirtualTime): number {
    return this.#detectors.get(address)?.phiForDisplay(now) ?? 0
  }
}
