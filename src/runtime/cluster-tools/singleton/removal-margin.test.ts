import { expect, test } from 'vitest'
import { type ClusterSettings, pekkoDefaults } from '../../cluster/cluster-settings.ts'
import { handOverLimits } from './removal-margin.ts'

const limits = (changes: Partial<ClusterSettings>) => handOverLimits({ ...pekkoDefaults, ...changes })

test('the margin is the setting, else the downing provider’s own, which is stable-after [C-251]', () => {
  expect(limits({}).removalMarginMs).toBe(20000)
  expect(limits({ downRemovalMarginMs: 3000 }).removalMarginMs).toBe(3000)
  expect(limits({ downing: { strategy: 'auto-down', afterMs: 10000 } }).removalMarginMs).toBe(0)
  expect(limits({ downing: { strategy: 'none' } }).removalMarginMs).toBe(0)
})

test('margin 0 gives 15 and 12 retries, 20 s gives 23 and 20 (SG-4)', () => {
  expect(limits({ downRemovalMarginMs: 0 })).toMatchObject({ maxHandOverRetries: 15, maxTakeOverRetries: 12 })
  expect(limits({})).toMatchObject({ maxHandOverRetries: 23, maxTakeOverRetries: 20 })
})
