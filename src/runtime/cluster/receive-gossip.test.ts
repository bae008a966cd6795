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
  appVersion: '0.0.0',
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

/** Node a has the state `local` and receives `remote` from b. */
function receive(local: Gossip, remote: Gossip, { to = a, from = b, exiting = false } = {}) {
  return receiveGossip(
    { gossip: local, self: a.uniqueAddress },
    { type: 'GossipEnvelope', from: from.uniqueAddress, to: to.uniqueAddress, gossip: remote },
    exiting,
  )
}

describe('received gossip', () => {
  test('of the same version adds the nodes that have seen it', () => {
    const received = receive(gossip([1, 1], [a]), gossip([1, 1], [b]))!
    expect(received.gossip.seen).toEqual(keysOf([a, b]))
    expect(received.talkBack).toBe(true)
    expect(receive(gossip([1, 1], [a]), gossip([1, 1], [a, b]))!.talkBack).toBe(false)
  })

  test('replaces the state when it is newer, and is answered when it is older', () => {
    const newer = receive(gossip([1, 1], [a]), gossip([1, 2], [b]))!
    expect([newer.gossip.version[key(b)], newer.gossip.seen, newer.talkBack]).toEqual([
      2,
      keysOf([a, b]),
      true,
    ])
    const older = receive(gossip([1, 2], [a]), gossip([1, 1], [a, b]))!
    expect([older.gossip.version[key(b)], older.gossip.seen, older.talkBack]).toEqual([2, keysOf([a]), true])
  })

  test('is merged when it is concurrent, seen by self only, and answered', () => {
    const merged = receive(gossip([2, 1], [a]), gossip([1, 2], [b]))!
    expect([merged.gossip.version, merged.gossip.seen, merged.talkBack]).toEqual([
      { [key(a)]: 2, [key(b)]: 2 },
      keysOf([a]),
      true,
    ])
  })

  test('is neither marked as seen nor answered while the exiting tasks of this node run', () => {
    const received = receive(gossip([1, 1], []), gossip([1, 2], [b]), { exiting: true })!
    expect([received.gossip.seen, received.talkBack]).toEqual([keysOf([b]), false])
  })

  test('is ignored when it is for an earlier incarnation, from another cluster, or without this node', () => {
    const newer = gossip([1, 2], [b])
    expect(receive(gossip([1, 1], [a]), newer, { to: member('a', 2) })).toBeNull()
    expect(receive(gossip([1, 1], [a]), newer, { from: c })).toBeNull()
    expect(receive(gossip([1, 1], [a]), { ...newer, members: [b] })).toBeNull()
  })

  test('is ignored from a node that self observes as unreachable, not from one that only others do', () => {
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

  test('is answered with the state, with a status, or not at all, depending on the versions', () => {
    expect(answer(gossip([1, 1], [a, b]), gossip([1, 1], [a, b]))).toBeNull()
    expect(answer(gossip([1, 1], [a]), gossip([1, 1], [a, b]))).toBe('gossip')
    expect(answer(gossip([1, 1], [a]), gossip([1, 2], [a]))).toBe('status')
    expect(answer(gossip([1, 2], [a]), gossip([1, 1], [a]))).toBe('gossip')
    expect(answer(gossip([2, 1], [a]), gossip([1, 2], [a]))).toBe('gossip')
    expect(answer(gossip([1, 1], []), gossip([1, 2], [b]))).toBe('status')
  })

  test('is ignored from a node that is not a member or that self observes as unreachable', () => {
    expect(answer(gossip([1, 1], [a]), gossip([1, 2], [b]), c)).toBeNull()
    const reachability = observe(allReachable, key(a), key(b), 'Unreachable')
    expect(answer(gossip([1, 1], [a], { reachability }), gossip([1, 2], [b]))).toBeNull()
  })
})
