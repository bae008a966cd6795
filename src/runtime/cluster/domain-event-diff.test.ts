import { describe, expect, test } from 'vitest'
import type { ClusterDomainEvent } from './cluster-event.ts'
import { currentClusterState, diffEvents } from './domain-event-diff.ts'
import { emptyGossip, type Gossip, keysOf, removeMember } from './gossip.ts'
import { nodeKey } from './ids.ts'
import type { Member, MemberStatus } from './member.ts'
import { compareMembers } from './member-order.ts'
import { allReachable, observe } from './reachability.ts'

const member = (host: string, status: MemberStatus, roles: readonly string[] = [], uid = 1): Member => ({
  uniqueAddress: { address: `pekko://sys@${host}:1`, uid },
  status,
  upNumber: 1,
  appVersion: '0.0.0',
  roles,
})
const gossip = (members: readonly Member[], changes: Partial<Gossip> = {}): Gossip => ({
  ...emptyGossip,
  members: [...members].sort(compareMembers),
  seen: keysOf([...members].sort(compareMembers)),
  ...changes,
})
const self = member('a', 'Up')
const diff = (before: Gossip, after: Gossip, at: Member = self) =>
  diffEvents({ gossip: before, self: at.uniqueAddress }, { gossip: after, self: at.uniqueAddress })

/** `MemberUp b`, `MemberRemoved c Exiting`, `LeaderChanged a`, … */
function textsOf(events: readonly ClusterDomainEvent[]): readonly string[] {
  const host = (address: string | null) => (address === null ? '-' : address.slice('pekko://sys@'.length, -2))
  return events.map(event => {
    if (event.type === 'MemberRemoved') {
      return `${event.type} ${host(event.member.uniqueAddress.address)} ${event.previousStatus}`
    }
    if ('member' in event) return `${event.type} ${host(event.member.uniqueAddress.address)}`
    if (event.type === 'RoleLeaderChanged') return `${event.type} ${event.role} ${host(event.leader)}`
    if (event.type === 'LeaderChanged') return `${event.type} ${host(event.leader)}`
    if (event.type === 'SeenChanged')
      return `${event.type} ${event.convergence} ${event.seenBy.map(host).join('')}`
    return event.type
  })
}
const unreachable = (observer: Member, ...subjects: readonly Member[]) =>
  subjects.reduce(
    (table, subject) =>
      observe(table, nodeKey(observer.uniqueAddress), nodeKey(subject.uniqueAddress), 'Unreachable'),
    allReachable,
  )

describe('the events between two states', () => {
  test('are none for the same state, and name new members and seenBy for a changed one [C-101]', () => {
    const before = gossip([self])
    expect(textsOf(diff(before, before))).toEqual([])
    expect(textsOf(diff(before, gossip([self, member('b', 'Up'), member('c', 'Joining')])))).toEqual([
      'MemberUp b',
      'MemberJoined c',
      'SeenChanged true abc',
    ])
  })

  test('name each member whose status changed [C-102]', () => {
    const before = gossip([self, member('b', 'Joining'), member('c', 'Up')], { seen: [] })
    const after = gossip([self, member('b', 'Up'), member('c', 'Leaving'), member('d', 'Joining')], {
      seen: [],
    })
    expect(textsOf(diff(before, after))).toEqual(['MemberUp b', 'MemberLeft c', 'MemberJoined d'])
  })

  test('name newly unreachable members, never self [C-103]', () => {
    const b = member('b', 'Up')
    const c = member('c', 'Down')
    const before = gossip([self, b, c], { reachability: unreachable(self, b) })
    const after = gossip([self, b, c], { reachability: unreachable(self, b, c) })
    expect(textsOf(diff(before, after))).toEqual(['UnreachableMember c', 'ReachabilityChanged'])
    const aboutSelf = gossip([self, b, c], { reachability: unreachable(b, self) })
    expect(textsOf(diff(gossip([self, b, c]), aboutSelf)).filter(text => text.includes('Member'))).toEqual([])
  })

  test('name members that became reachable again, never self [C-104]', () => {
    const b = member('b', 'Up')
    const before = gossip([self, b], { reachability: unreachable(self, b) })
    expect(textsOf(diff(before, gossip([self, b])))).toEqual([
      'ReachableMember b',
      'SeenChanged true ab',
      'ReachabilityChanged',
    ])
    const selfBefore = gossip([self, b], { reachability: unreachable(b, self) })
    expect(textsOf(diff(selfBefore, gossip([self, b])))).toEqual(['ReachabilityChanged'])
  })

  test('contain no reachability event for a member that becomes Down [C-105]', () => {
    expect(textsOf(diff(gossip([self, member('b', 'Up')]), gossip([self, member('b', 'Down')])))).toEqual([
      'MemberDowned b',
    ])
  })

  test('contain MemberRemoved when an Exiting member is absent [C-106]', () => {
    expect(textsOf(diff(gossip([self, member('b', 'Exiting')]), gossip([self])))).toEqual([
      'MemberRemoved b Exiting',
      'SeenChanged true a',
    ])
  })

  test('remove the old incarnation when a new one takes its address [C-107]', () => {
    const events = diff(gossip([self, member('b', 'Up')]), gossip([self, member('b', 'Up', [], 2)]))
    expect(textsOf(events).slice(0, 2)).toEqual(['MemberRemoved b Up', 'MemberUp b'])
  })

  test('contain seenBy and convergence when `seen` changes [C-108]', () => {
    const b = member('b', 'Joining')
    const before = gossip([self, b], { seen: keysOf([self, b]) })
    expect(textsOf(diff(before, gossip([self, b], { seen: keysOf([self]) })))).toEqual(['SeenChanged true a'])
    expect(textsOf(diff(before, gossip([self, b], { seen: keysOf([b]) })))).toEqual(['SeenChanged false b'])
  })

  test('name a new leader when the leader is removed, and only then [C-109, C-118]', () => {
    const b = member('b', 'Up')
    expect(textsOf(diff(gossip([self, b]), gossip([b]), b))).toEqual([
      'MemberRemoved a Up',
      'LeaderChanged b',
      'SeenChanged true b',
    ])
    expect(textsOf(diff(gossip([self]), gossip([self, b]))).some(text => text.startsWith('Leader'))).toBe(
      false,
    )
  })

  test('contain the tombstones when a node is removed [C-110]', () => {
    const b = member('b', 'Exiting')
    const events = diff(gossip([self, b]), removeMember(gossip([self, b]), nodeKey(b.uniqueAddress), 5))
    expect(events[0]).toEqual({ type: 'MemberTombstonesChanged', tombstones: [b.uniqueAddress] })
  })

  test('name one leader for each role [C-111, C-119]', () => {
    const c = member('c', 'Joining', ['GRP'])
    const d = member('d', 'Up', ['GRP'])
    expect(textsOf(diff(gossip([self]), gossip([self, c, d])))).toContain('RoleLeaderChanged GRP d')
    const cUp: Member = { ...c, status: 'Up' }
    expect(textsOf(diff(gossip([self, c, d]), gossip([self, cUp, d])))).toContain('RoleLeaderChanged GRP c')
    expect(textsOf(diff(gossip([self, cUp]), gossip([self])))).toContain('RoleLeaderChanged GRP -')
  })

  test('name a new leader when statuses or addresses change the order [C-115, C-116]', () => {
    const b = member('b', 'Up')
    expect(textsOf(diff(gossip([b], { seen: [] }), gossip([self, b], { seen: [] }), b))).toEqual([
      'MemberUp a',
      'LeaderChanged a',
    ])
    const leaving: Member = { ...self, status: 'Leaving' }
    const exiting: Member = { ...self, status: 'Exiting' }
    expect(textsOf(diff(gossip([self, b], { seen: [] }), gossip([leaving, b], { seen: [] })))).toEqual([
      'MemberLeft a',
    ])
    expect(textsOf(diff(gossip([leaving, b], { seen: [] }), gossip([exiting, b], { seen: [] })))).toEqual([
      'MemberExited a',
      'LeaderChanged b',
    ])
  })

  test('to the empty state remove all members with their previous status, then the leader [C-117]', () => {
    expect(textsOf(diff(gossip([self, member('b', 'Exiting')], { seen: [] }), emptyGossip))).toEqual([
      'MemberRemoved a Up',
      'MemberRemoved b Exiting',
      'LeaderChanged -',
      'SeenChanged true ',
    ])
  })
})

test('a snapshot contains members, leaders, and unreachable members without self', () => {
  const b = member('b', 'Up', ['x'])
  const reachability = observe(
    unreachable(self, b),
    nodeKey(b.uniqueAddress),
    nodeKey(self.uniqueAddress),
    'Unreachable',
  )
  expect(
    currentClusterState({ gossip: gossip([self, b], { reachability }), self: self.uniqueAddress }),
  ).toEqual({
    type: 'CurrentClusterState',
    members: [self, b],
    unreachable: [b],
    seenBy: [self.uniqueAddress.address, b.uniqueAddress.address],
    leader: self.uniqueAddress.address,
    roleLeaders: { x: null },
  })
})
