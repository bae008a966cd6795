import { describe, expect, test } from 'vitest'
import { type ClusterSettings, fastProfile } from './cluster-settings.ts'
import { emptyGossip, type Gossip } from './gossip.ts'
import { nodeKey } from './ids.ts'
import { leaderDuties, promotableToWeaklyUp } from './leader-actions.ts'
import type { Member, MemberStatus } from './member.ts'
import { notUpYet } from './member.ts'
import { allReachable, observe } from './reachability.ts'

const member = (host: string, status: MemberStatus, upNumber = 1): Member => ({
  uniqueAddress: { address: `pekko://sys@${host}:1`, uid: 1 },
  status,
  upNumber: status === 'Joining' || status === 'WeaklyUp' ? notUpYet : upNumber,
  appVersion: '0.0.0',
  roles: [],
})
const key = (each: Member) => nodeKey(each.uniqueAddress)
const a = member('a', 'Up', 4)
const stateOf = (members: readonly Member[], changes: Partial<Gossip> = {}) => ({
  gossip: { ...emptyGossip, members, ...changes },
  self: a.uniqueAddress,
})
const duties = (
  state: ReturnType<typeof stateOf>,
  settings: Partial<ClusterSettings> = {},
  confirmed: readonly Member[] = [],
) => leaderDuties(state, { ...fastProfile, ...settings }, new Set(confirmed.map(key)), 1000)
const membersOf = (gossip: Gossip) =>
  gossip.members.map(({ uniqueAddress, status, upNumber }) => [uniqueAddress.address[12], status, upNumber])

describe('a leader', () => {
  test('gives promoted members up-numbers in address order, after the highest one', () => {
    const { gossip } = duties(
      stateOf([a, member('b', 'WeaklyUp'), member('c', 'Up', 2), member('d', 'Joining')]),
    )
    expect(membersOf(gossip)).toEqual([
      ['a', 'Up', 4],
      ['b', 'Up', 5],
      ['c', 'Up', 2],
      ['d', 'Up', 6],
    ])
  })

  test('moves Leaving members to Exiting', () => {
    expect(membersOf(duties(stateOf([a, member('b', 'Leaving', 5)])).gossip)[1]).toEqual(['b', 'Exiting', 5])
  })

  test('removes unreachable Down and Exiting members, and no others', () => {
    const down = member('b', 'Down')
    const exiting = member('c', 'Exiting')
    const up = member('d', 'Up')
    const reachability = [down, exiting, up].reduce(
      (table, each) => observe(table, key(a), key(each), 'Unreachable'),
      allReachable,
    )
    const out = duties(stateOf([a, down, exiting, up], { reachability }))
    expect(membersOf(out.gossip).map(([host]) => host)).toEqual(['a', 'd'])
    expect(out.gossip.tombstones).toEqual({ [key(down)]: 1000, [key(exiting)]: 1000 })
    const reachable = stateOf([a, down, exiting])
    expect(duties(reachable).gossip).toBe(reachable.gossip)
  })

  test('removes members that have confirmed their exit', () => {
    const exiting = member('b', 'Exiting')
    const { gossip, removedConfirmed } = duties(stateOf([a, exiting]), {}, [exiting])
    expect(membersOf(gossip)).toHaveLength(1)
    expect(removedConfirmed).toEqual([exiting])
    const leaving = member('b', 'Leaving')
    expect(duties(stateOf([a, leaving]), {}, [leaving]).removedConfirmed).toEqual([])
  })

  test('promotes no member before the minimum number is reached', () => {
    const state = stateOf([a, member('b', 'Joining')])
    expect(duties(state, { minNrOfMembers: 3 }).gossip).toBe(state.gossip)
  })

  test('prunes old tombstones', () => {
    const tombstones = { old: 100, late: 900 }
    const { gossip } = duties(stateOf([a], { tombstones }), { pruneGossipTombstonesAfterMs: 500 })
    expect(Object.keys(gossip.tombstones)).toEqual(['late'])
  })
})

describe('without convergence', () => {
  const joining = member('b', 'Joining')

  test('reachable Joining members become WeaklyUp', () => {
    const state = stateOf([a, joining, member('c', 'Leaving')])
    expect(promotableToWeaklyUp(state, fastProfile).map(each => [each.status, each.upNumber])).toEqual([
      ['WeaklyUp', notUpYet],
    ])
    const reachability = observe(allReachable, key(a), key(joining), 'Unreachable')
    expect(promotableToWeaklyUp(stateOf([a, joining], { reachability }), fastProfile)).toEqual([])
  })

  test('no member becomes WeaklyUp before the minimum number is reached [C-166]', () => {
    expect(promotableToWeaklyUp(stateOf([a, joining]), { ...fastProfile, minNrOfMembers: 3 })).toEqual([])
  })
})
