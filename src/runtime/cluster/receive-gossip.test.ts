import { describe, expect, test } from 'vitest'
import { emptyGossip, type Gossip, keysOf, seenDigest } from './gossip.ts'
import { nodeKey } from './ids.ts'
import type { Member } from './member.ts'
import { allReachable, observe } from './reachability.ts'
import { receiveGossip, replyToStatus } from './receive-gossip.ts'

const member = (host: string, uid = 1): Member => ({
  uniqueAddress: { address: `pekko://sys@${host}:1`, uid },
  status: 'Up',
  upNumber: 1,
  roles: [],
})
const [a, b, c] = ['a', 'b', 'c'].map(host => member(host)) as [Member, Member, Member]
const key = (each: Member) => nodeKey(each.uniqueAddress)
const gossip = (
  version: readonly [number, number],
  seen: readonly Member[],
  changes: Partial<Gossip> = {},
): Gossip => ({
  ...emptyGossip,
  members: [a, b],
  version: { [key(a)]: version[0], [key(b)]: version[1] },
  seen: keysOf(seen),
  ...changes,
})

/** Node a holds `local` and gets `remote` from b. */
function receive(local: Gossip, remote: Gossip, { to = a, from = b, exiting = false } = {}) {
  return receiveGossip(
    { gossip: local, self: a.uniqueAddress },
    { type: 'GossipEnvelope', from: from.uniqueAddress, to: to.uniqueAddress, gossip: remote },
    exiting,
  )
}

describe('received gossip', () => {
  test('of the same version adds who has seen it', () => {
    const received = receive(gossip([1, 1], [a]), gossip([1, 1], [b]))!
    expect(received.gossip.seen).toEqual(keysOf([a, b]))
    expect(received.talkBack).toBe(true)
    expect(receive(gossip([1, 1], [a]), gossip([1, 1], [a, b]))!.talkBack).toBe(false)
  })

  test('that is newer is taken, that is older is answered', () => {
    const newer = receive(gossip([1, 1], [a]), gossip([1, 2], [b]))!
    expect([newer.gossip.version[key(b)], newer.gossip.seen, newer.talkBack]).toEqual([
      2,
      keysOf([a, b]),
      true,
    ])
    const older = receive(gossip([1, 2], [a]), gossip([1, 1], [a, b]))!
    expect([older.gossip.version[key(b)], older.gossip.seen, older.talkBack]).toEqual([2, keysOf([a]), true])
  })

  test('that is concurrent is merged, seen by nobody else, and answered', () => {
    const merged = receive(gossip([2, 1], [a]), gossip([1, 2], [b]))!
    expect([merged.gossip.version, merged.gossip.seen, merged.talkBack]).toEqual([
      { [key(a)]: 2, [key(b)]: 2 },
      keysOf([a]),
      true,
    ])
  })

  test('is not marked as seen, nor answered when newer, while the tasks of an own exit run', () => {
    const received = receive(gossip([1, 1], []), gossip([1, 2], [b]), { exiting: true })!
    expect([received.gossip.seen, received.talkBack]).toEqual([keysOf([b]), false])
  })

  test('is ignored when it is for an earlier incarnation, from a stranger, or does not know this node', () => {
    const newer = gossip([1, 2], [b])
    expect(receive(gossip([1, 1], [a]), newer, { to: member('a', 2) })).toBeNull()
    expect(receive(gossip([1, 1], [a]), newer, { from: c })).toBeNull()
    expect(receive(gossip([1, 1], [a]), { ...newer, members: [b] })).toBeNull()
  })

  test('is ignored from whom this node calls unreachable, not from whom others do', () => {
    const newer = gossip([1, 2], [b])
    const own = observe(allReachable, key(a), key(b), 'Unreachable')
    expect(receive(gossip([1, 1], [a], { reachability: own }), newer)).toBeNull()
    const members = [a, b, c]
    const others = observe(allReachable, key(c), key(b), 'Unreachable')
    expect(
      receive(gossip([1, 1], [a], { members, reachability: others }), { ...newer, members }),
    ).not.toBeNull()
  })
})

describe('a gossip status', () => {
  const answer = (local: Gossip, remote: Gossip, from = b) =>
    replyToStatus(
      { gossip: local, self: a.uniqueAddress },
      {
        type: 'GossipStatus',
        from: from.uniqueAddress,
        version: remote.version,
        seenDigest: seenDigest(remote),
      },
    )

  test('is answered with the state, with a status, or not at all', () => {
    expect(answer(gossip([1, 1], [a, b]), gossip([1, 1], [a, b]))).toBeNull()
    expect(answer(gossip([1, 1], [a]), gossip([1, 1], [a, b]))).toBe('gossip')
    expect(answer(gossip([1, 1], [a]), gossip([1, 2], [a]))).toBe('status')
    expect(answer(gossip([1, 2], [a]), gossip([1, 1], [a]))).toBe('gossip')
    expect(answer(gossip([2, 1], [a]), gossip([1, 2], [a]))).toBe('gossip')
    expect(answer(gossip([1, 1], []), gossip([1, 2], [b]))).toBe('status')
  })

  test('of a stranger, or of one called unreachable, is ignored', () => {
    expect(answer(gossip([1, 1], [a]), gossip([1, 2], [b]), c)).toBeNull()
    const reachability = observe(allReachable, key(a), key(b), 'Unreachable')
    expect(answer(gossip([1, 1], [a], { reachability }), gossip([1, 2], [b]))).toBeNull()
  })
})
