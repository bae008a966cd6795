import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { emptyGossip, type Gossip, keysOf } from './gossip.ts'
import { isSpeedupNeeded, selectGossipTarget, selectRandomTargets } from './gossip-target-selector.ts'
import { nodeKey } from './ids.ts'
import type { Member } from './member.ts'
import { allReachable, observe } from './reachability.ts'

const member = (host: string): Member => ({
  uniqueAddress: { address: `pekko://sys@${host}:1`, uid: 7 },
  status: 'Up',
  upNumber: 1,
  appVersion: '0.0.0',
  roles: [],
})
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(member) as [Member, Member, Member, Member]
const stateOf = (changes: Partial<Gossip>) => ({
  gossip: { ...emptyGossip, members: [a, b, c, d], ...changes },
  self: a.uniqueAddress,
})
const drawn = (state: ReturnType<typeof stateOf>, probability = 1) => {
  const random = seededRandom('targets')
  const targets = Array.from({ length: 100 }, () => selectGossipTarget(state, random, probability))
  return [...new Set(targets.map(target => target?.uniqueAddress.address.slice(12, 13)))].sort().join('')
}

test('gossip prefers targets that have not seen the state [C-039]', () => {
  expect(drawn(stateOf({ seen: keysOf([a, c]) }))).toBe('bd')
  expect(drawn(stateOf({ seen: keysOf([a, b, c, d]) }))).toBe('bcd')
  expect(drawn(stateOf({ seen: keysOf([a, c]) }), 0.5)).toBe('bcd')
})

test('a node that self observes as unreachable is excluded from the gossip targets [C-041]', () => {
  const reachability = observe(
    allReachable,
    nodeKey(a.uniqueAddress),
    nodeKey(b.uniqueAddress),
    'Unreachable',
  )
  expect(drawn(stateOf({ reachability }))).toBe('cd')
  expect(selectGossipTarget(stateOf({ members: [a] }), seededRandom(''), 1)).toBeUndefined()
})

test('a node that only others observe as unreachable remains a gossip target [C-042]', () => {
  const reachability = observe(
    allReachable,
    nodeKey(c.uniqueAddress),
    nodeKey(b.uniqueAddress),
    'Unreachable',
  )
  expect(drawn(stateOf({ reachability }))).toBe('bcd')
})

test('random gossip targets are distinct and exclude self [C-043]', () => {
  const random = seededRandom('random')
  for (const count of [0, 1, 2, 3, 9]) {
    const targets = selectRandomTargets(stateOf({}), random, count)
    expect(new Set(targets).size).toBe(Math.min(count, 3))
    expect(targets).not.toContain(a)
  }
})

test('gossip speeds up while fewer than half of the members have seen the state, or one is Down', () => {
  expect(isSpeedupNeeded(stateOf({ seen: keysOf([a]) }))).toBe(true)
  expect(isSpeedupNeeded(stateOf({ seen: keysOf([a, b]) }))).toBe(false)
  const downed: Member = { ...d, status: 'Down' }
  expect(isSpeedupNeeded(stateOf({ members: [a, b, c, downed], seen: keysOf([a, b, c]) }))).toBe(true)
})
