import { describe, expect, test } from 'vitest'
import { TestCluster } from '../testkit/test-cluster.ts'

const manual = { downing: { strategy: 'none' } } as const

describe('a new incarnation', () => {
  test('replaces a crashed one without a downing provider [C-190]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: manual })
    cluster.form('a', 'b', 'c')
    const old = cluster.at('b').selfUniqueAddress
    const restarted = cluster.network.now
    cluster.network.restart('b')
    cluster.awaitAgreement(undefined, 40000)
    const removed = cluster.network.eventsOf('MemberChanged', 'a').find(event => event.status === 'Removed')!
    // The join of the new incarnation proves that the old one is dead, so no failure detection is needed.
    expect(removed.at - restarted).toBeLessThan(1500)
    expect(cluster.at('b').selfUniqueAddress.address).toBe(old.address)
    expect(cluster.at('b').selfUniqueAddress.uid).not.toBe(old.uid)
    const ofOld = cluster.network.eventsOf('MemberChanged', 'a').filter(event => event.uid === old.uid)
    expect(ofOld.map(event => event.status).slice(-2)).toEqual(['Down', 'Removed'])
    expect(cluster.network.eventsOf('DowningDecided')).toEqual([])
  })

  test('of the first seed joins the existing cluster [C-191]', () => {
    const cluster = new TestCluster({ seeds: ['a', 'b'], settings: manual })
    cluster.startAll('a', 'b', 'c')
    cluster.awaitAgreement()
    cluster.network.restart('a')
    cluster.awaitAgreement(undefined, 40000)
    expect(cluster.at('a').state.members).toHaveLength(3)
  })

  test('replaces one that was still Joining [C-192]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: { ...manual, allowWeaklyUpMembersMs: null } })
    cluster.form('a', 'b')
    cluster.partition(['a'], ['b'])
    cluster.awaitUntil('b is seen', () => cluster.view('a').includes('b Up unreachable'))
    cluster.start('c')
    cluster.awaitUntil('c is Joining', () => cluster.view('c').includes('c Joining'))
    cluster.network.restart('c')
    cluster.network.advance(3000)
    cluster.heal(['a'], ['b'])
    cluster.awaitAgreement(undefined, 60000)
  })

  test('joins after the old one was downed while isolated [C-188, C-189]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: manual })
    cluster.form('a', 'b', 'c')
    cluster.partition(['c'], ['a', 'b'])
    cluster.awaitUntil('it is seen', () => ['a', 'b'].every(id => cluster.view(id).includes('unreachable')))
    cluster.at('a').down('pekko://test@c:1')
    cluster.awaitAgreement(['a', 'b'])
    expect(cluster.view('c')).toBe('a Up unreachable, b Up unreachable, c Up')
    cluster.heal(['c'], ['a', 'b'])
    cluster.network.restart('c')
    cluster.awaitAgreement()
  })

  test('converges at each of many restarts, and no state accumulates [C-150]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c')
    for (let round = 0; round < 5; round++) {
      cluster.network.restart('c')
      cluster.awaitAgreement(undefined, 60000)
      expect(cluster.at('a').state.members).toHaveLength(3)
    }
  })
})
