import { describe, expect, test } from 'vitest'
import { TestCluster } from '../testkit/test-cluster.ts'
import { CoordinatedShutdown } from './coordinated-shutdown.ts'

const statusesOf = (cluster: TestCluster, at: string, of: string) =>
  cluster.network
    .eventsOf('MemberChanged', at)
    .filter(event => event.member === `pekko://test@${of}:1`)
    .map(event => event.status)

describe('leaving', () => {
  test('takes a node through Leaving and Exiting, without failure detection [C-175, C-176, C-159]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c')
    const leaveTime = cluster.network.now
    cluster.at('c').leave('pekko://test@b:1')
    cluster.awaitUntil('b has stopped', () => !cluster.network.node('b').running)
    cluster.awaitAgreement(['a', 'c'])
    expect(cluster.network.now - leaveTime).toBeLessThan(3000)
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

  test('as leader makes another member the leader [C-174]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c')
    cluster.at('a').leave('pekko://test@a:1')
    cluster.awaitUntil('a has stopped', () => !cluster.network.node('a').running)
    cluster.awaitAgreement(['b', 'c'])
    expect(cluster.leader('b')).toBe('b')
    expect(cluster.leader('c')).toBe('b')
    expect(cluster.network.eventsOf('MemberUnreachable')).toEqual([])
  })

  test('as leader keeps the node a member without `seen` until its exit tasks are done', () => {
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

  test('works for two leaders at once', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c')
    for (const id of ['a', 'b']) cluster.at(id).leave(`pekko://test@${id}:1`)
    cluster.awaitUntil('both have stopped', () => cluster.running.length === 1, 30000)
    cluster.awaitAgreement(['c'])
  })

  test('works for all nodes at once', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c')
    for (const id of ['a', 'b', 'c']) cluster.at(id).leave(`pekko://test@${id}:1`)
    cluster.awaitUntil('all have stopped', () => cluster.running.length === 0, 60000)
    for (const id of ['a', 'b', 'c']) expect(cluster.network.node(id).ended).toBe('left')
  })

  test('ends a cluster of one within five seconds [C-178]', () => {
    const cluster = new TestCluster()
    cluster.start('a')
    cluster.network.advance(1000)
    cluster.at('a').leave('pekko://test@a:1')
    cluster.awaitUntil('a has stopped', () => !cluster.network.node('a').running, 5000)
  })

  test('is part of the coordinated shutdown of a node [C-132]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b')
    CoordinatedShutdown.get(cluster.network.node('b').system).run('user-initiated')
    cluster.awaitUntil('b has stopped', () => !cluster.network.node('b').running)
    cluster.awaitAgreement(['a'])
    expect(cluster.network.node('b').ended).toBe('left')
    expect(statusesOf(cluster, 'a', 'b').at(-1)).toBe('Removed')
  })

  test('runs the removal callback, also for a node that is only Joining [C-131]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: { minNrOfMembers: 3 } })
    cluster.startAll('a', 'b')
    cluster.network.advance(2000)
    let removed = 0
    cluster.at('b').registerOnMemberRemoved(() => removed++)
    cluster.at('b').leave('pekko://test@b:1')
    cluster.awaitUntil('b has stopped', () => !cluster.network.node('b').running, 40000)
    expect(removed).toBe(1)
    cluster.at('b').registerOnMemberRemoved(() => removed++)
    expect(removed).toBe(2)
  })

  test('before membership shuts the node down', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.start('b')
    cluster.network.advance(1000)
    CoordinatedShutdown.get(cluster.network.node('b').system).run('user-initiated')
    cluster.awaitUntil('b has stopped', () => !cluster.network.node('b').running, 5000)
  })

  test('completes also when the confirmations of the exit are lost', () => {
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
