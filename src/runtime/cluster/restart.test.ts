import { describe, expect, test } from 'vitest'
import { TestCluster } from '../testkit/test-cluster.ts'

const manual = { downing: { strategy: 'none' } } as const

describe('a new incarnation', () => {
  test('[C-190] takes the place of a crashed one without any downing', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: manual })
    cluster.form('a', 'b', 'c')
    const old = cluster.at('b').selfUniqueAddress
    const restarted = cluster.network.now
    cluster.network.restart('b')
    cluster.awaitAgreement(undefined, 40000)
    const removed = cluster.network.eventsOf('MemberChanged', 'a').find(event => event.status === 'Removed')!
    // It is known to be gone: nobody has to suspect it first.
    expect(removed.at - restarted).toBeLessThan(1500)
    expect(cluster.at('b').selfUniqueAddress.address).toBe(old.address)
    expect(cluster.at('b').selfUniqueAddress.uid).not.toBe(old.uid)
    const ofOld = cluster.network.eventsOf('MemberChanged', 'a').filter(event => event.uid === old.uid)
    expect(ofOld.map(event => event.status).slice(-2)).toEqual(['Down', 'Removed'])
    expect(cluster.network.eventsOf('DowningDecided')).toEqual([])
  })

  test('[C-191] of the first seed joins the cluster that is there', () => {
    const cluster = new TestCluster({ seeds: ['a', 'b'], settings: manual })
    cluster.startAll('a', 'b', 'c')
    cluster.awaitAgreement()
    cluster.network.restart('a')
    cluster.awaitAgreement(undefined, 40000)
    expect(cluster.at('a').state.members).toHaveLength(3)
  })

  test('[C-192] takes the place of one that was still Joining', () => {
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

  test('[C-188, C-189] joins after the old one was downed while isolated', () => {
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

  test('[C-150] again and again, members converge each time and nothing piles up', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c')
    for (let round = 0; round < 5; round++) {
      cluster.network.restart('c')
      cluster.awaitAgreement(undefined, 60000)
      expect(cluster.at('a').state.members).toHaveLength(3)
    }
  })
})
