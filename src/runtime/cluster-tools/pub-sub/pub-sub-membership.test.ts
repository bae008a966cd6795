import { describe, expect, test } from 'vitest'
import { Cluster } from '../../cluster/cluster.ts'
import { fastProfile } from '../../cluster/cluster-settings.ts'
import { nodes, PubSubCluster } from '../testkit/pub-sub-cluster.ts'
import { DistributedPubSub } from './distributed-pub-sub.ts'

describe('Nobody there', () => {
  const publishAll = (on: boolean) => {
    const settings = { ...fastProfile.pubSub, sendToDeadLettersWhenNoSubscribers: on }
    const other = nodes(1, { settings: { pubSub: settings } })
    const echo = other.forwarder('n1', 'a')
    other.tell('n1', { type: 'Put', ref: echo.ref })
    const path = '/user/nobody'
    other.tell('n1', { type: 'Publish', topic: 'nobody', message: { type: 'Lost' } })
    other.tell('n1', {
      type: 'Publish',
      topic: 'nobody',
      message: { type: 'Lost' },
      sendOneMessageToEachGroup: true,
    })
    other.tell('n1', { type: 'Send', path, message: { type: 'Lost' } })
    other.tell('n1', { type: 'SendToAll', path, message: { type: 'Lost' } })
    other.tell('n1', { type: 'Send', path: '/user/a', message: { type: 'Lost' } })
    other.network.advance(10)
    return other.network.eventsOf('DeadLetter').filter(event => event.label === 'Lost').length
  }

  test('[C-302] messages become dead letters where the setting says so, and vanish where not', () => {
    expect(publishAll(true)).toBe(4)
    expect(publishAll(false)).toBe(0)
  })
})

describe('Nodes that come and go', () => {
  test('a node that leaves takes its registrations with it before it is gone (PS-17)', () => {
    const cluster = nodes(3)
    cluster.tell('n3', { type: 'Put', ref: cluster.forwarder('n3', 'a').ref })
    cluster.awaitCount(1)
    cluster.leave('n3')
    cluster.awaitUntil('[n3] is Leaving', () => cluster.statusOf('n3', 'n1') === 'Leaving', 5000)
    cluster.network.advance(2)
    expect(cluster.count('n1')).toBe(0)
  })

  test('an unreachable node stays registered until it is downed', () => {
    const cluster = nodes(3, { settings: { downing: { strategy: 'none' } } })
    cluster.tell('n3', { type: 'Put', ref: cluster.forwarder('n3', 'a').ref })
    cluster.awaitCount(1)
    cluster.kill('n3')
    cluster.network.advance(10000)
    expect(cluster.count('n1')).toBe(1)
  })

  test('what a stranger’s mediator says is ignored (PS-16)', () => {
    const cluster = nodes(3, { settings: { downing: { strategy: 'none' } } })
    cluster.tell('n3', { type: 'Put', ref: cluster.forwarder('n3', 'a').ref })
    cluster.awaitCount(1)
    const mediatorOf = (id: string) => `${cluster.network.addressOf(id)}/system/distributedPubSubMediator`
    const probe = cluster.probe<unknown>('n1')
    cluster.network.node('n1').system.resolve<unknown>(mediatorOf('n2')).tell({
      type: 'Status',
      from: 'pekko://test@elsewhere:1',
      versions: {},
      isReply: false,
    })
    cluster.network
      .node('n1')
      .system.resolve<unknown>(mediatorOf('n2'))
      .tell({
        type: 'Delta',
        from: 'pekko://test@elsewhere:1',
        buckets: [
          {
            owner: cluster.network.addressOf('n1'),
            version: 9e15,
            content: { '/user/x': { version: 9e15, ref: probe.ref } },
          },
        ],
      })
    cluster.network.advance(2000)
    expect(cluster.count('n2')).toBe(1)
  })

  test('[C-304] a cluster that begins anew at a member’s address exchanges nothing with the old one', () => {
    const cluster = nodes(2, { settings: { downing: { strategy: 'none' } }, seeds: ['n1', 'n2'] })
    const seedNodes = ['n1', 'n2'].map(id => cluster.network.addressOf(id))
    let settings = { ...cluster.settings, seedNodes }
    cluster.network.addNode('n3', {
      setup: system => {
        Cluster.start(system, { settings, roles: [] })
        DistributedPubSub.get(system)
      },
    })
    cluster.awaitAgreement(['n1', 'n2', 'n3'])
    cluster.tell('n3', { type: 'Put', ref: cluster.forwarder('n3', 'before').ref })
    cluster.awaitCount(1)
    cluster.network.kill('n3')
    settings = { ...settings, seedNodes: [cluster.network.addressOf('n3')] }
    cluster.network.restart('n3')
    cluster.awaitAgreement(['n3'])
    for (const name of ['after', 'later'])
      cluster.tell('n3', { type: 'Put', ref: cluster.forwarder('n3', name).ref })
    const mediators = (event: { readonly to: string }) =>
      event.to.endsWith('/system/distributedPubSubMediator')
    const at = cluster.network.now
    cluster.network.advance(10000)
    const sent = cluster.network.eventsOf('MessageSent').filter(event => event.at >= at && mediators(event))
    expect(sent.filter(event => event.toNode === 'n3').map(event => event.label)).toContain('Status')
    expect(sent.filter(event => event.node === 'n3')).toEqual([])
    expect([cluster.count('n1'), cluster.count('n2'), cluster.count('n3')]).toEqual([1, 1, 2])
  })

  test('one chat is enough for both sides, whoever began it (PS-14)', () => {
    const cluster = new PubSubCluster({ setup: system => DistributedPubSub.get(system) })
    for (const id of ['n1', 'n2']) {
      cluster.start(id)
      cluster.network.advance(400)
    }
    cluster.awaitAgreement(['n1', 'n2'])
    // n1 gossips at full seconds, n2 400 ms later.
    for (const [teller, after] of [
      ['n1', 500],
      ['n2', 900],
    ] as const) {
      const before = cluster.count('n1')
      cluster.network.advanceTo(Math.ceil(cluster.network.now / 1000) * 1000 + after)
      const { ref } = cluster.forwarder(teller, `by-${teller}`)
      cluster.tell(teller, { type: 'Put', ref })
      cluster.network.advanceTo(Math.floor(cluster.network.now / 1000) * 1000 + 1010)
      expect([cluster.count('n1'), cluster.count('n2')]).toEqual([before + 1, before + 1])
    }
  })

  test('every subscriber on every node gets every message, whoever publishes', () => {
    const cluster = nodes(4)
    const subscribers = ['n1', 'n2', 'n3', 'n4'].map(id => cluster.subscribe(id, 'read', `reader-${id}`))
    cluster.awaitCount(4)
    for (const id of ['n1', 'n2', 'n3', 'n4'])
      cluster.tell(id, { type: 'Publish', topic: 'read', message: id })
    cluster.network.advance(50)
    for (const { probe } of subscribers) expect([...probe.pending].sort()).toEqual(['n1', 'n2', 'n3', 'n4'])
  })
})
