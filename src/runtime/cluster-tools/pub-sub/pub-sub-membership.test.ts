import { describe, expect, test } from 'vitest'
import { Cluster } from '../../cluster/cluster.ts'
import { fastProfile } from '../../cluster/cluster-settings.ts'
import { nodes, PubSubCluster } from '../testkit/pub-sub-cluster.ts'
import { DistributedPubSub } from './distributed-pub-sub.ts'

describe('a message without recipients', () => {
  const deadLettersWith = (sendToDeadLetters: boolean) => {
    const settings = { ...fastProfile.pubSub, sendToDeadLettersWhenNoSubscribers: sendToDeadLetters }
    const cluster = nodes(1, { settings: { pubSub: settings } })
    const registered = cluster.forwarder('n1', 'a')
    cluster.tell('n1', { type: 'Put', ref: registered.ref })
    const path = '/user/nobody'
    cluster.tell('n1', { type: 'Publish', topic: 'nobody', message: { type: 'Lost' } })
    cluster.tell('n1', {
      type: 'Publish',
      topic: 'nobody',
      message: { type: 'Lost' },
      sendOneMessageToEachGroup: true,
    })
    cluster.tell('n1', { type: 'Send', path, message: { type: 'Lost' } })
    cluster.tell('n1', { type: 'SendToAll', path, message: { type: 'Lost' } })
    cluster.tell('n1', { type: 'Send', path: '/user/a', message: { type: 'Lost' } })
    cluster.network.advance(10)
    return cluster.network.eventsOf('DeadLetter').filter(event => event.label === 'Lost').length
  }

  test('becomes a dead letter only when sendToDeadLettersWhenNoSubscribers is set [C-302]', () => {
    expect(deadLettersWith(true)).toBe(4)
    expect(deadLettersWith(false)).toBe(0)
  })
})

describe('registrations over membership changes', () => {
  test('are removed with a node as soon as it is Leaving (PS-17)', () => {
    const cluster = nodes(3)
    cluster.tell('n3', { type: 'Put', ref: cluster.forwarder('n3', 'a').ref })
    cluster.awaitCount(1)
    cluster.leave('n3')
    cluster.awaitUntil('[n3] is Leaving', () => cluster.statusOf('n3', 'n1') === 'Leaving', 5000)
    cluster.network.advance(2)
    expect(cluster.count('n1')).toBe(0)
  })

  test('of an unreachable node remain until it is downed', () => {
    const cluster = nodes(3, { settings: { downing: { strategy: 'none' } } })
    cluster.tell('n3', { type: 'Put', ref: cluster.forwarder('n3', 'a').ref })
    cluster.awaitCount(1)
    cluster.kill('n3')
    cluster.network.advance(10000)
    expect(cluster.count('n1')).toBe(1)
  })

  test('ignore the gossip of a mediator outside the cluster (PS-16)', () => {
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

  test('are not exchanged with a new cluster at the address of a former member [C-304]', () => {
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

  test('spread in one gossip exchange, whichever node starts it (PS-14)', () => {
    const cluster = new PubSubCluster({ setup: system => DistributedPubSub.get(system) })
    for (const id of ['n1', 'n2']) {
      cluster.start(id)
      cluster.network.advance(400)
    }
    cluster.awaitAgreement(['n1', 'n2'])
    // n1 gossips at full seconds, n2 400 ms later.
    for (const [sender, afterMs] of [
      ['n1', 500],
      ['n2', 900],
    ] as const) {
      const before = cluster.count('n1')
      cluster.network.advanceTo(Math.ceil(cluster.network.now / 1000) * 1000 + afterMs)
      const { ref } = cluster.forwarder(sender, `by-${sender}`)
      cluster.tell(sender, { type: 'Put', ref })
      cluster.network.advanceTo(Math.floor(cluster.network.now / 1000) * 1000 + 1010)
      expect([cluster.count('n1'), cluster.count('n2')]).toEqual([before + 1, before + 1])
    }
  })

  test('let every subscriber on every node receive every message, whichever node publishes', () => {
    const cluster = nodes(4)
    const subscribers = ['n1', 'n2', 'n3', 'n4'].map(id => cluster.subscribe(id, 'read', `reader-${id}`))
    cluster.awaitCount(4)
    for (const id of ['n1', 'n2', 'n3', 'n4'])
      cluster.tell(id, { type: 'Publish', topic: 'read', message: id })
    cluster.network.advance(50)
    for (const { probe } of subscribers) expect([...probe.pending].sort()).toEqual(['n1', 'n2', 'n3', 'n4'])
  })
})
