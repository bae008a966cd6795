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
const told = (gossip: Gossip) =>
  gossip.members.map(({ uniqueAddress, status, upNumber }) => [uniqueAddress.address[12], status, upNumber])

describe('a leader', () => {
  test('numbers those it promotes by address, on from the highest', () => {
    const { gossip } = duties(
      stateOf([a, member('b', 'WeaklyUp'), member('c', 'Up', 2), member('d', 'Joining')]),
    )
    expect(told(gossip)).toEqual([
      ['a', 'Up', 4],
      ['b', 'Up', 5],
      ['c', 'Up', 2],
      ['d', 'Up', 6],
    ])
  })

  test('lets those that leave exit', () => {
    expect(told(duties(stateOf([a, member('b', 'Leaving', 5)])).gossip)[1]).toEqual(['b', 'Exiting', 5])
  })

  test('removes who is Down or Exiting and out of reach, and nobody else', () => {
    const down = member('b', 'Down')
    const exiting = member('c', 'Exiting')
    const up = member('d', 'Up')
    const reachability = [down, exiting, up].reduce(
      (table, each) => observe(table, key(a), key(each), 'Unreachable'),
      allReachable,
    )
    const out = duties(stateOf([a, down, exiting, up], { reachability }))
    expect(told(out.gossip).map(([host]) => host)).toEqual(['a', 'd'])
    expect(out.gossip.tombstones).toEqual({ [key(down)]: 1000, [key(exiting)]: 1000 })
    const reachable = stateOf([a, down, exiting])
    expect(duties(reachable).gossip).toBe(reachable.gossip)
  })

  test('removes who confirmed its exit', () => {
    const exiting = member('b', 'Exiting')
    const { gossip, removedConfirmed } = duties(stateOf([a, exiting]), {}, [exiting])
    expect(told(gossip)).toHaveLength(1)
    expect(removedConfirmed).toEqual([exiting])
    const leaving = member('b', 'Leaving')
    expect(duties(stateOf([a, leaving]), {}, [leaving]).removedConfirmed).toEqual([])
  })

  test('promotes nobody before the minimum is there', () => {
    const state = stateOf([a, member('b', 'Joining')])
    expect(duties(state, { minNrOfMembers: 3 }).gossip).toBe(state.gossip)
  })

  test('forgets old removals', () => {
    const tombstones = { old: 100, late: 900 }
    const { gossip } = duties(stateOf([a], { tombstones }), { pruneGossipTombstonesAfterMs: 500 })
    expect(Object.keys(gossip.tombstones)).toEqual(['late'])
  })
})

describe('without convergence', () => {
  const joining = member('b', 'Joining')

  test('reachable joiners may come up weakly', () => {
    const state = stateOf([a, joining, member('c', 'Leaving')])
    expect(promotableToWeaklyUp(state, fastProfile).map(each => [each.status, each.upNumber])).toEqual([
      ['WeaklyUp', notUpYet],
    ])
    const reachability = observe(allReachable, key(a), key(joining), 'Unreachable')
    expect(promotableToWeaklyUp(stateOf([a, joining], { reachability }), fastProfile)).toEqual([])
  })

  test('[C-166] but not before the minimum is there', () => {
    expect(promotableToWeaklyUp(stateOf([a, joining]), { ...fastProfile, minNrOfMembers: 3 })).toEqual([])
  })
})
