import { expect, test } from 'vitest'
import { mergeSettings } from './merge-settings.ts'

const defaults = {
  cluster: { gossipIntervalMs: 200, off: null as number | null, seedNodes: ['a'] },
  downing: { strategy: 'keep-majority', role: '' },
}

test('overrides replace the defaults, and other defaults stay [C-144]', () => {
  expect(mergeSettings(defaults, { cluster: { gossipIntervalMs: 5, off: undefined } })).toEqual({
    ...defaults,
    cluster: { ...defaults.cluster, gossipIntervalMs: 5 },
  })
  expect(mergeSettings(defaults, {})).toEqual(defaults)
})

test('a list, and an object with another strategy, replace the default as a whole', () => {
  const downing = { strategy: 'auto-down', afterMs: 10_000 }
  expect(mergeSettings(defaults, { downing, cluster: { seedNodes: ['b', 'c'] } })).toEqual({
    cluster: { ...defaults.cluster, seedNodes: ['b', 'c'] },
    downing,
  })
})

test('names that every object inherits are merged like other fields', () => {
  const overrides = JSON.parse('{"constructor":1,"__proto__":{"polluted":true},"cluster":{"toString":2}}')
  const merged = mergeSettings(defaults, overrides) as object
  expect(Object.entries(merged)).toEqual([
    ['cluster', { ...defaults.cluster, toString: 2 }],
    ['downing', defaults.downing],
    ['constructor', 1],
    ['__proto__', { polluted: true }],
  ])
  expect(Object.getPrototypeOf(merged)).toBe(Object.prototype)
})
