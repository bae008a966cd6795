import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Detector } from '../playground/members/detector.ts'
import { Detectors } from '../playground/members/detectors.ts'
import { fastProfile } from '../runtime/cluster/cluster-settings.ts'
import { PhiAccrualFailureDetector } from '../runtime/cluster/phi-accrual-failure-detector.ts'
import { EventLog } from '../trace/index.ts'
import { isRefused } from '../trace/refused.ts'
import { cqrsHeader } from './random-run.ts'
import { simulate } from './simulation.ts'

const settings = fastProfile.failureDetector

test('the detector of the page has the phi of the cluster for any replies', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 40 }), pauses => {
      const [shown, real] = [new Detector(settings), new PhiAccrualFailureDetector(settings)]
      let now = 0
      for (const pause of pauses) {
        now += pause
        shown.heartbeat(now)
        real.heartbeat(now)
      }
      for (const silence of [0, 500, 2000, 4000, 5000]) {
        expect(shown.phiAt(now + silence)).toBeCloseTo(real.phiForDisplay(now + silence), 6)
        if (Math.abs(shown.suspectedAt - now - silence) > 0.01)
          expect(shown.suspectedAt > now + silence).toBe(real.isAvailable(now + silence))
      }
    }),
    { seed: 5, numRuns: 200 },
  )
})

test('the page suspects a killed node when its observers mark it as unreachable', () => {
  const run = simulate(cqrsHeader(7), { until: 20_000 })
  if (isRefused(run)) throw new Error(run.refused)
  run.do({ type: 'Kill', participant: 'node-1' })
  run.advanceTo(26_000)
  const log = new EventLog()
  log.append(run.trace)
  const [whole, jumped] = [new Detectors(settings), new Detectors(settings)]
  whole.begin(log, 0)
  whole.add(run.trace)
  jumped.begin(log, log.length)
  const first = run.trace.find(({ type, at }) => type === 'MemberUnreachable' && at > 20_000)!
  const suspectedAt = whole.find(first.node, 'node-1', 26_000)!.suspectedAt
  expect(suspectedAt).toBeLessThanOrEqual(first.at)
  expect(first.at - suspectedAt).toBeLessThanOrEqual(fastProfile.unreachableNodesReaperIntervalMs)
  expect(jumped.find(first.node, 'node-1', 26_000)!.suspectedAt).toBe(suspectedAt)
})
