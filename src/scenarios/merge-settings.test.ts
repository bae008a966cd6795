import { expect, test } from 'vitest'
import { mergeSettings } from './merge-settings.ts'

const own = {
  cluster: { gossipIntervalMs: 200, off: null as number | null, seedNodes: ['a'] },
  downing: { strategy: 'keep-majority', role: '' },
}

test('given settings replace those of the scenario, and the rest stays', () => {
  expect(mergeSettings(own, { cluster: { gossipIntervalMs: 5, off: undefined } })).toEqual({
    ...own,
    cluster: { ...own.cluster, gossipIntervalMs: 5 },
  })
  expect(mergeSettings(own, {})).toEqual(own)
})

test('a list and a tagged object of another kind are taken as a whole', () => {
  const downing = { strategy: 'auto-down', afterMs: 10_000 }
  expect(mergeSettings(own, { downing, cluster: { seedNodes: ['b', 'c'] } })).toEqual({
    cluster: { ...own.cluster, seedNodes: ['b', 'c'] },
    downing,
  })
})

test('names that every object inherits are fields like any other', () => {
  const given = JSON.parse('{"constructor":1,"__proto__":{"polluted":true},"cluster":{"toString":2}}')
  const merged = mergeSettings(own, given) as object
  expect(Object.entries(merged)).toEqual([
    ['cluster', { ...own.cluster, toString: 2 }],
    ['downing', own.downing],
    ['constructor', 1],
    ['__proto__', { polluted: true }],
  ])
  expect(Object.getPrototypeOf(merged)).toBe(Object.prototype)
})
