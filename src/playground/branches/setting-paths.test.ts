import { expect, test } from 'vitest'
import { settingsIn, withSetting } from './setting-paths.ts'

const settings = { cluster: { downing: { strategy: 'none' }, seedNodes: ['a', 'b'] }, maxMessagesPerMs: 20 }

test('the single settings have paths, and a list is one of them', () => {
  expect(settingsIn(settings)).toEqual([
    { path: 'cluster.downing.strategy', value: 'none' },
    { path: 'cluster.seedNodes', value: ['a', 'b'] },
    { path: 'maxMessagesPerMs', value: 20 },
  ])
})

test('a setting is changed at its path, and all others stay', () => {
  expect(withSetting(settings, 'cluster.downing.strategy', 'auto-down')).toEqual({
    ...settings,
    cluster: { ...settings.cluster, downing: { strategy: 'auto-down' } },
  })
  // A header contains only what differs from the defaults.
  expect(withSetting({}, 'cluster.gossipIntervalMs', 7)).toEqual({ cluster: { gossipIntervalMs: 7 } })
})
