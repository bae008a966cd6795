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

/** Sends heartbeats after the given pauses and returns the time of the last one. */
function beat(subject: PhiAccrualFailureDetector, pauses: readonly number[], from = 0): number {
  let now = from
  for (const pause of pauses) {
    now += pause
    subject.heartbeat(now)
  }
  return now
}

describe('the phi accrual failure detector', () => {
  test('computes phi from the normal distribution [C-069]', () => {
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

  test('computes a finite phi for outliers [C-070]', () => {
    expect(Math.abs(phi(10, 0, 1) - 37.6)).toBeLessThan(0.2)
    expect(Math.abs(phi(-25, 0, 1))).toBeLessThan(0.01)
  })

  test('has its limit where phi reaches the threshold', () => {
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

  test('reaches threshold 8 at y of about 5.226, and other thresholds at the documented values', () => {
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

  test('is available before the first heartbeat [C-071]', () => {
    const subject = detector()
    expect(subject.phiForDisplay(100000)).toBe(0)
    expect(subject.isAvailable(100000)).toBe(true)
    expect(subject.isMonitoring).toBe(false)
  })

  test('becomes unavailable after a single heartbeat and a long pause [C-072]', () => {
    const subject = detector()
    subject.heartbeat(0)
    expect(Math.abs(subject.phiForDisplay(1000) - 0.3)).toBeLessThan(0.2)
    expect(Math.abs(subject.phiForDisplay(2000) - 4.5)).toBeLessThan(0.3)
    expect(subject.phiForDisplay(3000)).toBeGreaterThan(15)
  })

  test('increases phi during a pause [C-073]', () => {
    const subject = detector()
    const now = beat(subject, [0, 1000])
    const values = [100, 600, 1100, 1600].map(silence => subject.phiForDisplay(now + silence))
    expect(values).toEqual([...values].sort((a, b) => a - b))
    expect(values[3]).toBeGreaterThan(values[0]!)
  })

  test('is monitoring and available while heartbeats arrive [C-074]', () => {
    const subject = detector()
    const now = beat(subject, [0, 1000, 100])
    expect(subject.isMonitoring).toBe(true)
    expect(subject.isAvailable(now + 100)).toBe(true)
  })

  test('becomes unavailable when a heartbeat is missing [C-075]', () => {
    const subject = detector({ threshold: 3 })
    const now = beat(subject, [0, 1000, 100])
    expect(subject.isAvailable(now + 100)).toBe(true)
    expect(subject.isAvailable(now + 7100)).toBe(false)
  })

  test('does not learn the interval of an outage [C-076]', () => {
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

  test('tolerates a pause up to the acceptable one [C-077]', () => {
    const tolerant = detector({ acceptableHeartbeatPauseMs: 3000 })
    let now = beat(tolerant, [0, 1000, 1000, 1000])
    expect(tolerant.isAvailable(now + 4000)).toBe(true)
    const quick = detector({ acceptableHeartbeatPauseMs: 3000 })
    now = beat(quick, [0, 1000, 1000, 1000, 1000, 1000, 500])
    expect([quick.isAvailable(now + 500), quick.isAvailable(now + 5500)]).toEqual([true, false])
  })

  test('uses only the last samples [C-078]', () => {
    const subject = detector({ maxSampleSize: 3 })
    let now = beat(subject, [0, 100, 100, 100])
    const first = subject.phiForDisplay(now + 100)
    now = beat(subject, [500, 500, 500, 500, 100, 100, 100, 100], now)
    expect(subject.phiForDisplay(now + 100)).toBe(first)
  })

  test('detects after about 5306 ms with the initial history, after about 4523 ms with a regular one', () => {
    const pekko = { ...settings, acceptableHeartbeatPauseMs: 3000, minStdDeviationMs: 100 }
    const fresh = new PhiAccrualFailureDetector(pekko)
    fresh.heartbeat(0)
    expect([fresh.isAvailable(5300), fresh.isAvailable(5310)]).toEqual([true, false])
    const settled = new PhiAccrualFailureDetector(pekko)
    const now = beat(settled, [0, ...Array.from({ length: 100 }, () => 1000)])
    expect([settled.isAvailable(now + 4515), settled.isAvailable(now + 4530)]).toEqual([true, false])
  })

  test('reports a long interval for a warning', () => {
    const subject = detector({ acceptableHeartbeatPauseMs: 3000 })
    expect([0, 1000, 2999].map(now => subject.heartbeat(now))).toEqual([false, false, false])
    expect(subject.heartbeat(4999)).toBe(true)
  })
})

describe('the heartbeat history', () => {
  const historyOf = (capacity: number, ...intervals: readonly number[]) => {
    const history = new HeartbeatHistory(capacity)
    for (const interval of intervals) history.add(interval)
    return history
  }

  test('has the mean and variance of a population [C-079]', () => {
    const history = historyOf(20, 100, 200, 125, 340, 130)
    expect(history.mean).toBeCloseTo(179, 9)
    expect(history.variance).toBeCloseTo(7584, 9)
    expect(historyOf(20, 100).variance).toBe(0)
  })

  test('drops the oldest samples [C-080]', () => {
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

describe('the failure detector registry', () => {
  const registry = () => new FailureDetectorRegistry({ ...settings, acceptableHeartbeatPauseMs: 3000 })

  test('creates a detector at the first heartbeat, and reports unknown addresses as available [C-083]', () => {
    const detectors = registry()
    expect([detectors.isMonitoring('a'), detectors.isAvailable('a', 99999)]).toEqual([false, true])
    detectors.heartbeat('a', 0)
    expect([detectors.isMonitoring('a'), detectors.isMonitoring('b')]).toEqual([true, false])
  })

  test('reports an address as unavailable beyond the acceptable pause, as available within it [C-084]', () => {
    const detectors = registry()
    for (const now of [0, 1000, 2000, 3000]) detectors.heartbeat('a', now)
    expect([detectors.isAvailable('a', 7000), detectors.isAvailable('a', 15000)]).toEqual([true, false])
  })

  test('deletes the history of a removed address [C-085]', () => {
    const detectors = registry()
    for (const now of [0, 1000, 2000]) detectors.heartbeat('a', now)
    expect(detectors.isAvailable('a', 20000)).toBe(false)
    detectors.remove('a')
    expect([detectors.isAvailable('a', 20000), detectors.isMonitoring('a')]).toEqual([true, false])
    detectors.heartbeat('a', 20000)
    expect([detectors.isAvailable('a', 21000), detectors.isMonitoring('a')]).toEqual([true, true])
  })
})
