import { expect, test } from 'vitest'
import { mergeSettings } from './merge-settings.ts'

const own = {
  cluster: { gossipIntervalMs: 200, off: null as number | null, seedNodes: ['a'] },
  downing: { strategy: 'keep-majority', role: '' },
}

test('what is given replaces what the scenario has, and the rest stays', () => {
  expect(mergeSettings(own, { cluster: { gossipIntervalMs: 5 } })).toEqual({
    ...own,
    cluster: { ...own.cluster, gossipIntervalMs: 5 },
  })
  expect(mergeSettings(own, {})).toEqual(own)
})

test('a tagged object of another kind is taken as a whole', () => {
  const downing = { strategy: 'auto-down', afterMs: 10_000 }
  expect(mergeSettings(own, { downing })).toEqual({ ...own, downing })
})

test.each([
  [
    { cluster: { gossip: 1 } },
    'settings.cluster has no [gossip]: it knows gossipIntervalMs, off, seedNodes.',
  ],
  [{ cluster: 3 }, 'settings.cluster must be an object, but is 3.'],
  [
    { cluster: { gossipIntervalMs: -1 } },
    'settings.cluster.gossipIntervalMs must be a number from 0 to 10^9',
  ],
  [{ cluster: { seedNodes: 'a' } }, 'settings.cluster.seedNodes must be a list, but is "a".'],
  [{ downing: { strategy: 'keep-majority', role: 7 } }, 'settings.downing.role must be of the kind string'],
])('%j is refused with one sentence that says where', (given, sentence) => {
  expect(mergeSettings(own, given)).toEqual({ refused: expect.stringContaining(sentence) })
})
