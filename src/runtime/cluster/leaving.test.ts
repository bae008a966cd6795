import { describe, expect, test } from 'vitest'
import { TestCluster } from '../testkit/test-cluster.ts'
import { CoordinatedShutdown } from './coordinated-shutdown.ts'

const statusesOf = (cluster: TestCluster, at: string, of: string) =>
  cluster.network
    .eventsOf('MemberChanged', at)
    .filter(event => event.member === `pekko://test@${of}:1`)
    .map(event => event.status)

describe('leaving', () => {
  test('[C-175, C-176, C-159] a node leaves through Leaving and Exiting, without any failure detection', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c')
    const asked = cluster.network.now
    cluster.at('c').leave('pekko://test@b:1')
    cluster.awaitUntil('b is gone', () => !cluster.network.node('b').running)
    cluster.awaitAgreement(['a', 'c'])
    expect(cluster.network.now - asked).toBeLessThan(3000)
    expect(cluster.network.node('b').ended).toBe('left')
    expect(cluster.network.eventsOf('MemberUnreachable')).toEqual([])
    for (const at of ['a', 'c']) {
      const seen = statusesOf(cluster, at, 'b')
      expect(seen.slice(-3)).toEqual(['Leaving', 'Exiting', 'Removed'])
      const removed = cluster.network.eventsOf('MemberChanged', at).find(event => event.status === 'Removed')
      expect(removed!.previous).toBe('Exiting')
    }
    expect(statusesOf(cluster, 'b', 'b').slice(-3)).toEqual(['Leaving', 'Exiting', 'Removed'])
  })

  test('[C-174] the leader leaves and another leads', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c')
    cluster.at('a').leave('pekko://test@a:1')
    cluster.awaitUntil('a is gone', () => !cluster.network.node('a').running)
    cluster.awaitAgreement(['b', 'c'])
    expect(cluster.leader('b')).toBe('b')
    expect(cluster.leader('c')).toBe('b')
    expect(cluster.network.eventsOf('MemberUnreachable')).toEqual([])
  })

  test('while its exit tasks run the leader is not taken for settled, and stays a member', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c')
    const shutdown = CoordinatedShutdown.get(cluster.network.node('a').system)
    let finish: () => void = () => undefined
    shutdown.addTask('cluster-exiting', 'slow', done => {
      finish = done
    })
    cluster.at('a').leave('pekko://test@a:1')
    cluster.network.advance(4000)
    for (const id of ['a', 'b', 'c']) {
      expect(cluster.view(id)).toBe('a Exiting, b Up, c Up')
      expect(cluster.at(id).state.seenBy).not.toContain('pekko://test@a:1')
    }
    finish()
    cluster.network.advance(1000)
    expect(cluster.network.node('a').ended).toBe('left')
    cluster.awaitAgreement(['b', 'c'])
  })

  test('two nodes leave at once, both leaders', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c')
    for (const id of ['a', 'b']) cluster.at(id).leave(`pekko://test@${id}:1`)
    cluster.awaitUntil('both are gone', () => cluster.running.length === 1, 30000)
    cluster.awaitAgreement(['c'])
  })

  test('all leave', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c')
    for (const id of ['a', 'b', 'c']) cluster.at(id).leave(`pekko://test@${id}:1`)
    cluster.awaitUntil('all are gone', () => cluster.running.length === 0, 60000)
    for (const id of ['a', 'b', 'c']) expect(cluster.network.node(id).ended).toBe('left')
  })

  test('[C-178] a cluster of one leaves within five seconds', () => {
    const cluster = new TestCluster()
    cluster.start('a')
    cluster.network.advance(1000)
    cluster.at('a').leave('pekko://test@a:1')
    cluster.awaitUntil('a is gone', () => !cluster.network.node('a').running, 5000)
  })

  test('[C-132] coordinated shutdown of a node takes it out of the cluster', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b')
    CoordinatedShutdown.get(cluster.network.node('b').system).run('user-initiated')
    cluster.awaitUntil('b is gone', () => !cluster.network.node('b').running)
    cluster.awaitAgreement(['a'])
    expect(cluster.network.node('b').ended).toBe('left')
    expect(statusesOf(cluster, 'a', 'b').at(-1)).toBe('Removed')
  })

  test('[C-131] the removal callback runs, also when the node was only Joining', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: { minNrOfMembers: 3 } })
    cluster.startAll('a', 'b')
    cluster.network.advance(2000)
    let removed = 0
    cluster.at('b').registerOnMemberRemoved(() => removed++)
    cluster.at('b').leave('pekko://test@b:1')
    cluster.awaitUntil('b is gone', () => !cluster.network.node('b').running, 40000)
    expect(removed).toBe(1)
    cluster.at('b').registerOnMemberRemoved(() => removed++)
    expect(removed).toBe(2)
  })

  test('a node that is not yet a member shuts down too', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.start('b')
    cluster.network.advance(1000)
    CoordinatedShutdown.get(cluster.network.node('b').system).run('user-initiated')
    cluster.awaitUntil('b is gone', () => !cluster.network.node('b').running, 5000)
  })

  test('a leaving node whose confirmations are lost is removed all the same', () => {
    const cluster = new TestCluster({
      seeds: ['a'],
      settings: { downing: { strategy: 'none' } },
      links: { default: { minMs: 20, maxMs: 20 } },
    })
    cluster.form('a', 'b', 'c')
    cluster.at('b').leave('pekko://test@b:1')
    cluster.awaitUntil('b has ended', () => !cluster.network.node('b').running)
    cluster.partition(['b'], ['a', 'c'])
    cluster.awaitAgreement(['a', 'c'], 20000)
    expect(cluster.network.eventsOf('MemberUnreachable', 'a').length).toBeGreaterThan(0)
  })
})
