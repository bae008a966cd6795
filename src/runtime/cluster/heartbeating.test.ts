import { describe, expect, test } from 'vitest'
import { TestCluster } from '../testkit/test-cluster.ts'
import { heartbeatProtocol } from './cluster-message.ts'

describe('death watch', () => {
  test('of a remote actor delivers Terminated when its node is removed, not when it is unreachable [C-205]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: { downing: { strategy: 'none' } } })
    cluster.form('a', 'b', 'c')
    const watched = cluster.network.node('b').createTestProbe('watched')
    const probe = cluster.network.node('a').createTestProbe()
    const target = cluster.network.node('a').system.resolve(`pekko://test@b:1${watched.ref.path}`)
    probe.watch(target)
    cluster.network.advance(100)
    cluster.network.kill('b')
    cluster.awaitUntil('b is unreachable', () =>
      ['a', 'c'].every(id => cluster.view(id).includes('unreachable')),
    )
    cluster.network.advance(5000)
    expect(probe.terminated).toEqual([])
    cluster.at('c').down('pekko://test@b:1')
    cluster.awaitAgreement(['a', 'c'])
    probe.expectTerminated(target)
  })
})

describe('heartbeats', () => {
  const sentBy = (cluster: TestCluster, id: string) =>
    cluster.network
      .eventsOf('MessageSent', id)
      .filter(event => event.label === 'Heartbeat')
      .map(event => [event.toNode, event.at])

  test('start when a node joins, before any gossip [C-153]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: { gossipIntervalMs: 600000 } })
    cluster.start('a')
    cluster.start('b')
    cluster.network.advance(1500)
    expect(sentBy(cluster, 'a').length).toBeGreaterThan(0)
    expect(sentBy(cluster, 'b').length).toBeGreaterThan(0)
    cluster.network.advance(5000)
    expect(cluster.network.eventsOf('MemberUnreachable')).toEqual([])
  })

  test('keep three nodes available to each other [C-184]', () => {
    const cluster = new TestCluster({ seeds: ['a'], links: { default: { minMs: 1, maxMs: 100 } } })
    cluster.startAll('a', 'b', 'c')
    cluster.network.advance(10000)
    expect(cluster.network.eventsOf('MemberUnreachable')).toEqual([])
  })

  test('and their replies are periodic messages of the failure detector', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b')
    cluster.network.advance(5000)
    const sent = cluster.network.eventsOf('MessageSent')
    const purposes = (label: string) =>
      new Set(
        sent
          .filter(event => event.label === label)
          .map(({ protocol, periodic, reply }) => JSON.stringify({ protocol, periodic, reply })),
      )
    expect(purposes('Heartbeat')).toEqual(new Set(['{"protocol":"failure-detector","periodic":true}']))
    expect(purposes('HeartbeatRsp')).toEqual(
      new Set(['{"protocol":"failure-detector","periodic":true,"reply":true}']),
    )
    expect(purposes('GossipStatus')).toEqual(new Set(['{"protocol":"membership","periodic":true}']))
    expect(purposes('Welcome')).toEqual(new Set(['{"protocol":"membership","reply":true}']))
  })

  test('are answered before joining, with the same sequence number [C-100]', () => {
    const cluster = new TestCluster()
    cluster.start('a', { join: false })
    const asker = cluster.network.addNode('asker', { setup: () => undefined })
    const answers: unknown[] = []
    asker.system.resolve('pekko://test@a:1/system/cluster/heartbeatReceiver').tell(
      heartbeatProtocol.message({
        type: 'Heartbeat',
        from: 'pekko://test@asker:1',
        sequenceNr: 42,
        createdAt: 7,
      }),
    )
    cluster.network.advance(10)
    answers.push(
      ...cluster.network
        .eventsOf('MessageSent', 'a')
        .filter(event => event.label === 'HeartbeatRsp')
        .map(event => event.to),
    )
    expect(answers).toEqual(['pekko://test@asker:1/system/cluster/core/daemon/heartbeatSender'])
    const lost = cluster.network.eventsOf('DeadLetter', 'asker')[0]!
    expect(JSON.parse(lost.body!)).toMatchObject({ type: 'HeartbeatRsp', sequenceNr: 42, createdAt: 7 })
  })
})

test('a failed daemon takes its node out of the cluster', () => {
  const cluster = new TestCluster({ seeds: ['a'] })
  cluster.form('a', 'b', 'c')
  cluster.network.command('c', { type: 'FailNext', participant: 'c', actor: '/system/cluster/core/daemon' })
  cluster.awaitUntil('c ends', () => !cluster.network.node('c').running, 5000)
  expect(cluster.network.node('c').ended).toBe('downed')
  cluster.awaitAgreement(['a', 'b'])
})
