import { describe, expect, test } from 'vitest'
import {
  emptyGossip,
  type Gossip,
  keysOf,
  markDown,
  memberOf,
  pruneTombstones,
  removeMember,
  stamp,
  updateMembers,
} from './gossip.ts'
import { assertInvariants } from './gossip-invariants.ts'
import { mergeGossip } from './gossip-merge.ts'
import { type NodeKey, nodeKey } from './ids.ts'
import type { Member, MemberStatus } from './member.ts'
import { notUpYet } from './member.ts'
import { compareForLeadership, compareMembers, highestPriorityOf, isOlderThan } from './member-order.ts'
import { withStatus } from './member-status.ts'
import {
  hasConverged,
  highestUpNumber,
  leader,
  membersByAge,
  targetsForExiting,
  youngestMember,
} from './membership-state.ts'
import { allReachable, allUnreachable, isReachable, observe, type Reachability } from './reachability.ts'

const member = (
  host: string,
  status: MemberStatus,
  changes: Partial<Member> & { uid?: number } = {},
): Member => {
  const { uid = 1, ...rest } = changes
  return {
    uniqueAddress: { address: `pekko://sys@${host}:2552`, uid },
    status,
    upNumber: status === 'Joining' || status === 'WeaklyUp' ? notUpYet : 1,
    appVersion: '0.0.0',
    roles: [],
    ...rest,
  }
}
const key = (each: Member): NodeKey => nodeKey(each.uniqueAddress)
const gossip = (members: readonly Member[], changes: Partial<Gossip> = {}): Gossip => ({
  ...emptyGossip,
  members: [...members].sort(compareMembers),
  ...changes,
})
const seenBy = (...members: readonly Member[]) => keysOf(members)
const unreachable = (...pairs: readonly (readonly [Member, Member])[]): Reachability =>
  pairs.reduce(
    (table, [observer, subject]) => observe(table, key(observer), key(subject), 'Unreachable'),
    allReachable,
  )
const converged = (state: Gossip, self: Member, confirmed: readonly Member[] = []) =>
  hasConverged({ gossip: state, self: self.uniqueAddress }, new Set(keysOf(confirmed)))
const leaderAt = (state: Gossip, self: Member) => leader({ gossip: state, self: self.uniqueAddress })

const a = member('a', 'Up')
const b = member('b', 'Up')
const c = member('c', 'Up')
const d = member('d', 'Up')

describe('convergence', () => {
  test('requires that all Up members have seen the state [C-015]', () => {
    expect(converged(emptyGossip, a)).toBe(true)
    expect(converged(gossip([a], { seen: seenBy(a) }), a)).toBe(true)
    expect(converged(gossip([a, b], { seen: seenBy(a) }), a)).toBe(false)
    expect(converged(gossip([a, b], { seen: seenBy(a, b) }), a)).toBe(true)
  })

  test('does not require that a Joining, Exiting or Down member has seen the state [C-016]', () => {
    for (const status of ['Joining', 'WeaklyUp', 'Exiting', 'Down'] as const) {
      expect(converged(gossip([a, member('b', status)], { seen: seenBy(a) }), a)).toBe(true)
    }
  })

  test('does not require a Leaving member that has confirmed its exit [C-017]', () => {
    const leaving = member('b', 'Leaving')
    expect(converged(gossip([a, leaving], { seen: seenBy(a) }), a)).toBe(false)
    expect(converged(gossip([a, leaving], { seen: seenBy(a) }), a, [leaving])).toBe(true)
    expect(converged(gossip([a, leaving], { seen: seenBy(a, leaving) }), a, [leaving])).toBe(true)
  })

  test('does not require an unreachable Leaving member that has confirmed its exit [C-018]', () => {
    const leaving = member('b', 'Leaving')
    const state = gossip([a, leaving], { seen: seenBy(a), reachability: unreachable([a, leaving]) })
    expect(converged(state, a)).toBe(false)
    expect(converged(state, a, [leaving])).toBe(true)
  })

  test('ignores the observations that call self unreachable [C-019]', () => {
    const state = gossip([a, b], { seen: seenBy(a, b), reachability: unreachable([b, a]) })
    expect([converged(state, b), converged(state, a)]).toEqual([false, true])
  })

  test('ignores the observations of Down members [C-020]', () => {
    const downed = member('e', 'Down')
    const state = (observer: Member) =>
      gossip([a, b, downed], { seen: seenBy(a, b), reachability: unreachable([observer, a]) })
    expect(converged(state(downed), b)).toBe(true)
    expect(converged(state(b), b)).toBe(false)
  })

  test('requires that all Joining members have seen the state while no member is Up', () => {
    const [first, second] = [member('a', 'Joining'), member('b', 'Joining')]
    expect(converged(gossip([first, second], { seen: seenBy(first) }), first)).toBe(false)
    expect(converged(gossip([first, second], { seen: seenBy(first, second) }), first)).toBe(true)
  })
})

describe('the leader', () => {
  test('is the lowest address among self and the reachable members [C-025]', () => {
    const e = member('e', 'Up')
    const state = gossip([c, e], { reachability: unreachable([e, c]) })
    expect(leaderAt(state, e)).toEqual(e)
    expect(leaderAt(state, c)).toEqual(c)
  })

  test('is undefined when the only member is Down [C-026]', () => {
    expect(leaderAt(gossip([member('d', 'Down')]), member('d', 'Down'))).toBeUndefined()
  })

  test('is chosen by status, then by address [C-065]', () => {
    const sorted = [
      member('h7', 'Up'),
      member('h8', 'Up'),
      member('h5', 'Joining'),
      member('h7', 'Joining'),
      member('h3', 'Exiting'),
      member('h6', 'Exiting'),
      member('h2', 'Down'),
      member('h4', 'Down'),
    ]
    expect([...sorted].reverse().sort(compareForLeadership)).toEqual(sorted)
  })
})

describe('a merge', () => {
  test('takes the copy with the higher status, and the older one of equal statuses', () => {
    expect(highestPriorityOf(a, member('a', 'Joining')).status).toBe('Up')
    expect(highestPriorityOf(member('a', 'Exiting'), member('a', 'Down')).status).toBe('Down')
    expect(highestPriorityOf(member('a', 'Leaving'), member('a', 'Exiting')).status).toBe('Exiting')
    expect(
      highestPriorityOf(member('a', 'Up', { upNumber: 3 }), member('a', 'Up', { upNumber: 2 })).upNumber,
    ).toBe(2)
  })

  test('contains the observations of both sides, observer by observer [C-022]', () => {
    const left = gossip([a, b, c, d], { reachability: unreachable([b, a], [b, c]) })
    const right = gossip([a, b, c, d], { reachability: unreachable([a, d]) })
    for (const merged of [mergeGossip(left, right), mergeGossip(right, left)]) {
      expect([...allUnreachable(merged.reachability)].sort()).toEqual(seenBy(a, c, d))
    }
  })

  test('drops a member that is removed on one side and Exiting on the other [C-023]', () => {
    const exiting = member('c', 'Exiting')
    const left = gossip([a, b])
    const right = gossip([a, b, exiting], { reachability: unreachable([b, exiting]) })
    for (const merged of [mergeGossip(left, right), mergeGossip(right, left)]) {
      expect(merged.members).toEqual([a, b])
      expect(isReachable(merged.reachability, key(exiting))).toBe(true)
      expect(merged.reachability.records).toEqual([])
    }
  })

  test('is seen by no member [C-027]', () => {
    const left = stamp(gossip([a, b], { seen: seenBy(a) }), key(a))
    const right = stamp(gossip([a, b], { seen: seenBy(b) }), key(b))
    expect(mergeGossip(left, right).seen).toEqual([])
  })

  test('keeps the old incarnation removed and the new one as a member [C-034]', () => {
    const old = member('d', 'Up')
    const again = member('d', 'Joining', { uid: 2 })
    const left = gossip([a, b, old], { version: { [key(a)]: 5, [key(old)]: 3 } })
    const right = removeMember(
      gossip([a, b, old, again], { version: { [key(b)]: 5, [key(old)]: 3 } }),
      key(old),
      10,
    )
    for (const merged of [mergeGossip(left, right), mergeGossip(right, left)]) {
      expect(merged.members).toEqual([a, b, again])
      expect(Object.keys(merged.version).sort()).toEqual(seenBy(a, b))
      assertInvariants(merged)
    }
  })

  test('drops the nodes that either side removed, with their clock entries [C-035]', () => {
    const version = { [key(a)]: 1, [key(b)]: 1, [key(c)]: 1, [key(d)]: 1 }
    const all = gossip([a, b, c, d], { version })
    const left = stamp(removeMember(all, key(c), 1), key(a))
    const right = stamp(removeMember(all, key(d), 1), key(b))
    for (const merged of [mergeGossip(left, right), mergeGossip(right, left)]) {
      expect(merged.members).toEqual([a, b])
      expect(merged.version).toEqual({ [key(a)]: 2, [key(b)]: 2 })
      assertInvariants(merged)
    }
  })
})

describe('gossip', () => {
  test('loses its old tombstones when they are pruned [C-036]', () => {
    const state = removeMember(removeMember(gossip([a, b, c]), key(b), 1000), key(c), 2000)
    expect(Object.keys(pruneTombstones(state, 1500).tombstones)).toEqual([key(c)])
    expect(pruneTombstones(state, 500)).toBe(state)
  })

  test('loses a downed member from `seen` and keeps the others [C-037]', () => {
    const state = markDown(gossip([a, b], { seen: seenBy(a, b) }), key(b))
    expect(memberOf(state, key(b))!.status).toBe('Down')
    expect(state.seen).toEqual([key(a)])
    expect(memberOf(state, key(a))).toBe(a)
  })

  test('replaces updated members and keeps the order [C-038]', () => {
    const leaving = withStatus(b, 'Leaving')
    const state = updateMembers(gossip([a, b, c]), [leaving])
    expect(state.members).toEqual([a, leaving, c])
    expect(state.members[0]).toBe(a)
  })

  test('that violates an invariant is rejected', () => {
    expect(() => assertInvariants(gossip([a], { seen: seenBy(b) }))).toThrow('is in [seen]')
    expect(() => assertInvariants(gossip([a], { reachability: unreachable([a, b]) }))).toThrow('is observed')
    expect(() => assertInvariants(gossip([a], { version: { [key(b)]: 1 } }))).toThrow('clock entry')
    expect(() => assertInvariants(gossip([member('a', 'Removed')]))).toThrow('stored as Removed')
  })
})

describe('members', () => {
  test('are youngest by the highest up-number, without Joining ones [C-028]', () => {
    const state = gossip([
      member('a', 'Up', { upNumber: 3 }),
      member('b', 'Up', { upNumber: 4 }),
      member('c', 'Up', { upNumber: 2 }),
      member('d', 'Joining'),
    ])
    expect(youngestMember(state)!.uniqueAddress.address).toContain('@b:')
    expect(highestUpNumber(state)).toBe(4)
  })

  test('are sorted by address and compared by unique address alone [C-062]', () => {
    const list = [member('c', 'Up'), member('a', 'Down'), member('b', 'Joining')]
    expect(gossip(list).members.map(each => each.status)).toEqual(['Down', 'Joining', 'Up'])
    expect(compareMembers(member('a', 'Up'), member('a', 'Down'))).toBe(0)
  })

  test('are ordered in age by up-number, then by address', () => {
    expect(isOlderThan(member('z', 'Up', { upNumber: 1 }), member('a', 'Up', { upNumber: 2 }))).toBe(true)
    expect(isOlderThan(member('a', 'Up'), member('b', 'Up'))).toBe(true)
  })

  test('reject a forbidden status change', () => {
    expect(withStatus(a, 'Up')).toBe(a)
    expect(() => withStatus(a, 'Joining')).toThrow('cannot go from [Up] to [Joining]')
    expect(() => withStatus(member('a', 'Down'), 'Up')).toThrow()
    expect(withStatus(member('a', 'Exiting'), 'Down').status).toBe('Down')
  })

  const aged = (host: string, upNumber: number, ...roles: string[]) => member(host, 'Up', { upNumber, roles })
  const hosts = (members: readonly Member[]) =>
    members.map(each => each.uniqueAddress.address.slice('pekko://sys@'.length, -':2552'.length)).sort()

  test('are oldest by up-number, not by address [C-066]', () => {
    const state = gossip([aged('a1', 9), aged('a2', 2), aged('a3', 5)])
    expect(hosts(membersByAge(state).slice(0, 2))).toEqual(['a2', 'a3'])
  })

  test('receive the gossip of an exit if they are the two oldest, the exiting one included [C-067]', () => {
    const first = aged('a1', 1)
    const state = { gossip: gossip([first, aged('a2', 2), aged('a3', 3)]), self: first.uniqueAddress }
    expect(hosts(targetsForExiting(state, [first]))).toEqual(['a1', 'a2'])
    expect(targetsForExiting(state, [])).toEqual([])
  })

  test('receive the gossip of an exit if they are the two oldest of a role of the exiting member [C-068]', () => {
    const members = [
      aged('a1', 1),
      aged('a2', 2),
      aged('a3', 3),
      aged('a4', 4),
      aged('a5', 5, 'role1', 'role2'),
      aged('a6', 6, 'role1', 'role3'),
      aged('a7', 7, 'role1'),
      aged('a8', 8, 'role1'),
      aged('a9', 9, 'role2'),
    ]
    const state = { gossip: gossip(members), self: members[0]!.uniqueAddress }
    expect(hosts(targetsForExiting(state, [members[4]!, members[5]!]))).toEqual([
      'a1',
      'a2',
      'a5',
      'a6',
      'a9',
    ])
  })
})
