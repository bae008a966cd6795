import { describe, expect, test } from 'vitest'
import { FailureDetectorRegistry } from './failure-detector-registry.ts'
import { HeartbeatHistory } from './heartbeat-history.ts'
import {
  type FailureDetectorSettings,
  PhiAccrualFailureDetector,
  phiForDisplay,
} from './phi-accrual-failure-detector.ts'
import { suspicion, suspicionLimit } from './suspicion-limit.ts'

const settings: FailureDetectorSettings = {
  heartbeatIntervalMs: 1000,
  threshold: 8,
  maxSampleSize: 1000,
  minStdDeviationMs: 10,
  acceptableHeartbeatPauseMs: 0,
}
const detector = (changes: Partial<FailureDetectorSettings> = {}) =>
  new PhiAccrualFailureDetector({ ...settings, ...changes })
const phi = (time: number, mean: number, deviation: number) => phiForDisplay((time - mean) / deviation)

/** Beats after the given pauses; returns the instant of the last. */
function beat(subject: PhiAccrualFailureDetector, pauses: readonly number[], from = 0): number {
  let now = from
  for (const pause of pauses) {
    now += pause
    subject.heartbeat(now)
  }
  return now
}

describe('phi accrual failure detector', () => {
  test('[C-069] phi follows the normal distribution', () => {
    const vectors = [
      [0, 0],
      [500, 0],
      [1000, 0.301],
      [1200, 1.643],
      [1400, 4.737],
      [1600, 10.783],
      [1700, 15.37],
    ] as const
    for (const [time, value] of vectors) expect(Math.abs(phi(time, 1000, 100) - value)).toBeLessThan(0.1)
    const cumulated = [
      [0, 0.5],
      [6, 0.7257],
      [15, 0.9332],
      [20, 0.9773],
      [25, 0.9938],
      [35, 0.9998],
    ] as const
    for (const [time, value] of cumulated) expect(1 - 10 ** -phi(time, 0, 10)).toBeCloseTo(value, 3)
    expect(1 - 10 ** -phi(22, 20, 3)).toBeCloseTo(0.7475, 3)
  })

  test('[C-070] outliers give numbers too', () => {
    expect(Math.abs(phi(10, 0, 1) - 37.6)).toBeLessThan(0.2)
    expect(Math.abs(phi(-25, 0, 1))).toBeLessThan(0.01)
  })

  test('the limit is where phi reaches the threshold', () => {
    for (const threshold of [0.5, 1, 3, 5, 8, 10, 12, 14.5]) {
      const limit = suspicionLimit(threshold)
      expect(Math.abs(limit - Math.log(10 ** threshold - 1))).toBeLessThan(
        1e-12 * Math.max(1, Math.abs(limit)),
      )
      let low = 0
      let high = 20
      for (let i = 0; i < 80; i++) {
        const middle = (low + high) / 2
        if (suspicion(middle) < limit) low = middle
        else high = middle
      }
      expect(phiForDisplay(low)).toBeCloseTo(threshold, 6)
    }
  })

  test('threshold 8 is reached at y of about 5.226, others where they should', () => {
    const reached = [
      [1, 1.28],
      [3, 3.06],
      [5, 4.12],
      [8, 5.226],
      [10, 5.8],
      [12, 6.29],
    ] as const
    for (const [threshold, y] of reached) {
      expect(suspicion(y - 0.02)).toBeLessThan(suspicionLimit(threshold))
      expect(suspicion(y + 0.02)).toBeGreaterThan(suspicionLimit(threshold))
    }
  })

  test('[C-071] without a heartbeat nobody is suspected', () => {
    const subject = detector()
    expect(subject.phiForDisplay(100000)).toBe(0)
    expect(subject.isAvailable(100000)).toBe(true)
    expect(subject.isMonitoring).toBe(false)
  })

  test('[C-072] one heartbeat is enough to grow suspicious', () => {
    const subject = detector()
    subject.heartbeat(0)
    expect(Math.abs(subject.phiForDisplay(1000) - 0.3)).toBeLessThan(0.2)
    expect(Math.abs(subject.phiForDisplay(2000) - 4.5)).toBeLessThan(0.3)
    expect(subject.phiForDisplay(3000)).toBeGreaterThan(15)
  })

  test('[C-073] phi grows with silence', () => {
    const subject = detector()
    const now = beat(subject, [0, 1000])
    const values = [100, 600, 1100, 1600].map(silence => subject.phiForDisplay(now + silence))
    expect(values).toEqual([...values].sort((a, b) => a - b))
    expect(values[3]).toBeGreaterThan(values[0]!)
  })

  test('[C-074] heartbeats make it monitoring and available', () => {
    const subject = detector()
    const now = beat(subject, [0, 1000, 100])
    expect(subject.isMonitoring).toBe(true)
    expect(subject.isAvailable(now + 100)).toBe(true)
  })

  test('[C-075] a missing heartbeat makes it unavailable', () => {
    const subject = detector({ threshold: 3 })
    const now = beat(subject, [0, 1000, 100])
    expect(subject.isAvailable(now + 100)).toBe(true)
    expect(subject.isAvailable(now + 7100)).toBe(false)
  })

  test('[C-076] an outage is not learned', () => {
    const subject = detector({ acceptableHeartbeatPauseMs: 3000 })
    const regular = Array.from({ length: 1000 }, () => 1000)
    let now = beat(subject, regular)
    now += 5 * 60 * 1000
    expect(subject.isAvailable(now)).toBe(false)
    subject.heartbeat(now)
    expect(subject.isAvailable(now + 900)).toBe(true)
    now = beat(subject, regular.slice(0, 100), now)
    expect(subject.isAvailable(now + 7000)).toBe(false)
  })

  test('[C-077] a pause is tolerated up to what is acceptable', () => {
    const tolerant = detector({ acceptableHeartbeatPauseMs: 3000 })
    let now = beat(tolerant, [0, 1000, 1000, 1000])
    expect(tolerant.isAvailable(now + 4000)).toBe(true)
    const quick = detector({ acceptableHeartbeatPauseMs: 3000 })
    now = beat(quick, [0, 1000, 1000, 1000, 1000, 1000, 500])
    expect([quick.isAvailable(now + 500), quick.isAvailable(now + 5500)]).toEqual([true, false])
  })

  test('[C-078] only the last samples count', () => {
    const subject = detector({ maxSampleSize: 3 })
    let now = beat(subject, [0, 100, 100, 100])
    const first = subject.phiForDisplay(now + 100)
    now = beat(subject, [500, 500, 500, 500, 100, 100, 100, 100], now)
    expect(subject.phiForDisplay(now + 100)).toBe(first)
  })

  test('the seeded history detects after about 5306 ms, a settled one after about 4523 ms', () => {
    const pekko = { ...settings, acceptableHeartbeatPauseMs: 3000, minStdDeviationMs: 100 }
    const fresh = new PhiAccrualFailureDetector(pekko)
    fresh.heartbeat(0)
    expect([fresh.isAvailable(5300), fresh.isAvailable(5310)]).toEqual([true, false])
    const settled = new PhiAccrualFailureDetector(pekko)
    const now = beat(settled, [0, ...Array.from({ length: 100 }, () => 1000)])
    expect([settled.isAvailable(now + 4515), settled.isAvailable(now + 4530)]).toEqual([true, false])
  })

  test('a long interval asks for a warning', () => {
    const subject = detector({ acceptableHeartbeatPauseMs: 3000 })
    expect([0, 1000, 2999].map(now => subject.heartbeat(now))).toEqual([false, false, false])
    expect(subject.heartbeat(4999)).toBe(true)
  })
})

describe('heartbeat history', () => {
  const historyOf = (capacity: number, ...intervals: readonly number[]) => {
    const history = new HeartbeatHistory(capacity)
    for (const interval of intervals) history.add(interval)
    return history
  }

  test('[C-079] mean and variance of a population', () => {
    const history = historyOf(20, 100, 200, 125, 340, 130)
    expect(history.mean).toBeCloseTo(179, 9)
    expect(history.variance).toBeCloseTo(7584, 9)
    expect(historyOf(20, 100).variance).toBe(0)
  })

  test('[C-080] the oldest samples are dropped', () => {
    const history = historyOf(3, 100, 110, 90)
    expect([history.mean, history.variance]).toEqual([100, expect.closeTo(66.6666667, 5)])
    history.add(140)
    expect([history.mean, history.variance]).toEqual([
      expect.closeTo(113.333333, 5),
      expect.closeTo(422.222222, 5),
    ])
    history.add(80)
    expect([history.mean, history.variance]).toEqual([
      expect.closeTo(103.333333, 5),
      expect.closeTo(688.888889, 5),
    ])
  })
})

describe('failure detector registry', () => {
  const registry = () => new FailureDetectorRegistry({ ...settings, acceptableHeartbeatPauseMs: 3000 })

  test('[C-083] a detector is made at the first heartbeat; unknown ones are available', () => {
    const detectors = registry()
    expect([detectors.isMonitoring('a'), detectors.isAvailable('a', 99999)]).toEqual([false, true])
    detectors.heartbeat('a', 0)
    expect([detectors.isMonitoring('a'), detectors.isMonitoring('b')]).toEqual([true, false])
  })

  test('[C-084] unavailable beyond the pause, available within', () => {
    const detectors = registry()
    for (const now of [0, 1000, 2000, 3000]) detectors.heartbeat('a', now)
    expect([detectors.isAvailable('a', 7000), detectors.isAvailable('a', 15000)]).toEqual([true, false])
  })

  test('[C-085] removal forgets', () => {
    const detectors = registry()
    for (const now of [0, 1000, 2000]) detectors.heartbeat('a', now)
    expect(detectors.isAvailable('a', 20000)).toBe(false)
    detectors.remove('a')
    expect([detectors.isAvailable('a', 20000), detectors.isMonitoring('a')]).toEqual([true, false])
    detectors.heartbeat('a', 20000)
    expect([detectors.isAvailable('a', 21000), detectors.isMonitoring('a')]).toEqual([true, true])
  })
})
