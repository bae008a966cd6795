import { expect, test } from 'vitest'
import { type ClusterSettings, pekkoDefaults } from '../../cluster/cluster-settings.ts'
import { handOverLimits } from './removal-margin.ts'

const limits = (changes: Partial<ClusterSettings>) => handOverLimits({ ...pekkoDefaults, ...changes })

test('the removal margin is its setting, else stable-after of the split brain resolver, else 0 [C-251]', () => {
  expect(limits({}).removalMarginMs).toBe(20000)
  expect(limits({ downRemovalMarginMs: 3000 }).removalMarginMs).toBe(3000)
  expect(limits({ downing: { strategy: 'auto-down', afterMs: 10000 } }).removalMarginMs).toBe(0)
  const downAll = { strategy: 'down-all', stableAfterMs: 7000, downAllWhenUnstableMs: null } as const
  expect(limits({ downing: downAll }).removalMarginMs).toBe(7000)
  expect(limits({ downing: { strategy: 'none' } }).removalMarginMs).toBe(0)
})

test('a removal margin of 0 gives 15 and 12 retries, one of 20 s gives 23 and 20 (SG-4)', () => {
  expect(limits({ downRemovalMarginMs: 0 })).toMatchObject({ maxHandOverRetries: 15, maxTakeOverRetries: 12 })
  expect(limits({})).toMatchObject({ maxHandOverRetries: 23, maxTakeOverRetries: 20 })
})
