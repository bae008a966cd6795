import { describe, expect, test } from 'vitest'
import type { CurrentClusterState } from '../../cluster/cluster-event.ts'
import { type Member, type MemberStatus, notUpYet } from '../../cluster/member.ts'
import {
  afterEvent,
  fromSnapshot,
  noOldestChanges,
  type OldestChanges,
  withoutSelf,
} from './oldest-changes.ts'

const member = (port: number, upNumber: number, status: MemberStatus = 'Up', roles = ['update']): Member => ({
  uniqueAddress: { address: `pekko://c@host:${port}`, uid: port },
  status,
  upNumber,
  appVersion: '0.0.0',
  roles,
})
const snapshot = (...members: Member[]): CurrentClusterState => ({
  type: 'CurrentClusterState',
  members,
  unreachable: [],
  seenBy: [],
  leader: null,
  roleLeaders: {},
})
const [a, b, c] = [member(1, 3), member(2, 1), member(3, 2)]
const initial = (self: Member, ...members: Member[]) =>
  fromSnapshot(snapshot(...members), self.uniqueAddress, 'update')

describe('the first snapshot', () => {
  test('lists the members at least as old as this node, oldest first (SG-2)', () => {
    expect(initial(c, a, b, c).pending).toEqual([
      { type: 'InitialOldest', oldest: [b.uniqueAddress, c.uniqueAddress], safe: true },
    ])
  })

  test('omits other roles and members that were never Up, and keeps Leaving, Exiting and Down ones (SG-2)', () => {
    const list = initial(
      a,
      a,
      member(4, notUpYet, 'WeaklyUp'),
      member(5, 1, 'Up', ['read']),
      member(6, 2, 'Down'),
    )
    expect(list.membersByAge?.map(m => m.uniqueAddress.uid)).toEqual([6, 1])
  })

  test.each(['Leaving', 'Exiting', 'Down'] as const)(
    'is not safe while an older member is %s (SG-5)',
    status => {
      expect(initial(a, a, { ...b, status }).pending).toMatchObject([{ safe: false }])
      expect(initial(b, { ...a, status }, b).pending).toMatchObject([{ safe: true }])
    },
  )

  test('includes all earlier events, which therefore have no effect', () => {
    expect(afterEvent(noOldestChanges, { type: 'MemberUp', member: b }, a.uniqueAddress, 'update')).toBe(
      noOldestChanges,
    )
  })
})

describe('events after the first snapshot', () => {
  const start = { ...initial(c, a, b, c), pending: [] }
  const changesAfter = (...events: Parameters<typeof afterEvent>[1][]) =>
    events.reduce<OldestChanges>((list, event) => afterEvent(list, event, c.uniqueAddress, 'update'), start)
      .pending

  test('add a change only when the oldest is another member', () => {
    expect(changesAfter({ type: 'MemberUp', member: member(7, 9) })).toEqual([])
    expect(changesAfter({ type: 'MemberExited', member: { ...a, status: 'Exiting' } })).toEqual([])
    expect(changesAfter({ type: 'MemberExited', member: { ...b, status: 'Exiting' } })).toEqual([
      { type: 'OldestChanged', oldest: c.uniqueAddress },
    ])
  })

  test('queue their changes in order (SG-3)', () => {
    expect(
      changesAfter(
        { type: 'MemberRemoved', member: b, previousStatus: 'Down' },
        { type: 'MemberRemoved', member: c, previousStatus: 'Down' },
      ),
    ).toEqual([
      { type: 'OldestChanged', oldest: c.uniqueAddress },
      { type: 'OldestChanged', oldest: a.uniqueAddress },
    ])
  })

  test('keep this node when it is Exiting; the shutdown phase removes it (SG-2, SG-14)', () => {
    const oldestSelf = { ...initial(b, a, b, c), pending: [] }
    const exited = afterEvent(oldestSelf, { type: 'MemberExited', member: b }, b.uniqueAddress, 'update')
    expect(exited.pending).toEqual([])
    expect(withoutSelf(exited, b.uniqueAddress).pending).toEqual([
      { type: 'OldestChanged', oldest: c.uniqueAddress },
    ])
  })

  test('change the oldest to null when the last member leaves', () => {
    const alone = { ...initial(b, b), pending: [] }
    expect(withoutSelf(alone, b.uniqueAddress).pending).toEqual([{ type: 'OldestChanged', oldest: null }])
  })
})
