import { describe, expect, test } from 'vitest'
import type { ActorRef } from '../../actor/actor-ref.ts'
import { Behaviors } from '../../actor/behaviors.ts'
import { nodes } from '../testkit/pub-sub-cluster.ts'
import type { PubSubCommand, UnsubscribeAck } from './mediator-messages.ts'

describe('Registered paths', () => {
  test('[C-290] are known where they were put at once and elsewhere after gossip; a message reaches the other node', () => {
    const cluster = nodes(2)
    const [a1, a2] = [cluster.forwarder('n1', 'a1'), cluster.forwarder('n1', 'a2')]
    for (const { ref } of [a1, a2]) cluster.tell('n1', { type: 'Put', ref })
    expect(cluster.count('n1')).toBe(2)
    cluster.tell('n2', { type: 'Put', ref: cluster.forwarder('n2', 'b').ref })
    cluster.awaitCount(3)
    const replies = cluster.probe<string>('n2')
    cluster.tell('n2', { type: 'Send', path: '/user/a1', message: { type: 'hi', replyTo: replies.ref } })
    const got = a1.probe.receiveMessage() as { readonly replyTo: ActorRef<string> }
    expect(got.replyTo.path).toBe(`${cluster.network.addressOf('n2')}${replies.ref.path}`)
    got.replyTo.tell('back')
    replies.expectMessage('back')
    expect(a2.probe.pending).toEqual([])
  })

  test('[C-291] a node that joins later learns everything', () => {
    const cluster = nodes(2)
    cluster.tell('n1', { type: 'Put', ref: cluster.forwarder('n1', 'a').ref })
    cluster.tell('n2', { type: 'Put', ref: cluster.forwarder('n2', 'b').ref })
    cluster.awaitCount(2)
    cluster.start('n3')
    cluster.awaitAgreement(['n1', 'n2', 'n3'])
    cluster.awaitCount(2, ['n3'])
  })

  test('[C-292] Remove and an actor’s end lower the count on all nodes', () => {
    const cluster = nodes(3)
    const [a, b] = [cluster.forwarder('n1', 'a'), cluster.forwarder('n1', 'b')]
    for (const { ref } of [a, b]) cluster.tell('n1', { type: 'Put', ref })
    cluster.awaitCount(2)
    cluster.tell('n1', { type: 'Remove', path: '/user/a' })
    cluster.awaitCount(1)
    b.ref.tell('end')
    cluster.awaitCount(0)
  })

  test('[C-293, C-295] SendToAll reaches every node’s, or all but the own', () => {
    const cluster = nodes(3)
    const [a, b] = [cluster.forwarder('n1', 'same'), cluster.forwarder('n2', 'same')]
    cluster.tell('n1', { type: 'Put', ref: a.ref })
    cluster.tell('n2', { type: 'Put', ref: b.ref })
    cluster.awaitCount(2)
    cluster.tell('n3', { type: 'SendToAll', path: '/user/same', message: 'all' })
    a.probe.expectMessage('all')
    b.probe.expectMessage('all')
    cluster.tell('n1', { type: 'SendToAll', path: '/user/same', message: 'others', allButSelf: true })
    b.probe.expectMessage('others')
    a.probe.expectNoMessage()
  })

  test('Send goes to one; with affinity to the local one (PS-9)', () => {
    const cluster = nodes(2)
    const [a, b] = [cluster.forwarder('n1', 'same'), cluster.forwarder('n2', 'same')]
    cluster.tell('n1', { type: 'Put', ref: a.ref })
    cluster.tell('n2', { type: 'Put', ref: b.ref })
    cluster.awaitCount(2)
    for (let i = 0; i < 20; i++)
      cluster.tell('n1', { type: 'Send', path: '/user/same', message: i, localAffinity: true })
    cluster.network.advance(10)
    expect([a.probe.pending.length, b.probe.pending.length]).toEqual([20, 0])
    for (let i = 0; i < 20; i++) cluster.tell('n1', { type: 'Send', path: '/user/same', message: i })
    cluster.network.advance(10)
    expect(a.probe.pending.length + b.probe.pending.length).toBe(40)
    expect(b.probe.pending.length).toBeGreaterThan(0)
    a.ref.tell('end')
    cluster.network.advance(10)
    cluster.tell('n1', { type: 'Send', path: '/user/same', message: 'left', localAffinity: true })
    cluster.network.advance(10)
    expect(b.probe.pending.at(-1)).toBe('left')
  })

  test('only actors of the own node can be put (PS-3)', () => {
    const cluster = nodes(2)
    const far = cluster.forwarder('n2', 'far').ref
    cluster.tell('n1', {
      type: 'Put',
      ref: cluster.network.node('n1').system.resolve(cluster.network.addressOf('n2') + far.path),
    })
    expect(cluster.count('n1')).toBe(0)
  })
})

describe('Topics', () => {
  test('[C-294] Publish reaches three subscribers on two nodes once each, and nobody else', () => {
    const cluster = nodes(3)
    const subscribers = [
      cluster.subscribe('n1', 'topic', 's1'),
      cluster.subscribe('n2', 'topic', 's2'),
      cluster.subscribe('n2', 'topic', 's3'),
    ]
    const other = cluster.subscribe('n3', 'another', 's4')
    cluster.awaitCount(3)
    cluster.tell('n3', { type: 'Publish', topic: 'topic', message: { type: 'News', n: 1 } })
    for (const { probe } of subscribers) {
      expect(probe.receiveMessage()).toEqual({ type: 'News', n: 1 })
      probe.expectNoMessage()
    }
    expect(other.probe.pending).toEqual([])
    expect(cluster.network.eventsOf('Published')).toMatchObject([
      { node: 'n3', topic: 'topic', label: 'News', nodes: 2 },
    ])
    expect(cluster.network.eventsOf('TopicSubscribed').map(event => event.topic)).toEqual([
      'topic',
      'topic',
      'topic',
      'another',
    ])
  })

  test('subscribing twice is one subscription, acknowledged twice (PS-6)', () => {
    const cluster = nodes(1)
    const subscriber = cluster.subscribe('n1', 'topic', 's1')
    cluster.tell('n1', { type: 'Subscribe', topic: 'topic', subscriber: subscriber.ref })
    expect(cluster.subscriberCount('n1', 'topic')).toBe(1)
    cluster.tell('n1', { type: 'Publish', topic: 'topic', message: 'once' })
    subscriber.probe.expectMessage('once')
    subscriber.probe.expectNoMessage()
  })

  test('[C-296] groups: one message to one member of each group, and none to direct subscribers', () => {
    const cluster = nodes(2)
    const one = cluster.subscribe('n1', 'topic', 'g1', 'group1')
    const two = [
      cluster.subscribe('n2', 'topic', 'g2a', 'group2'),
      cluster.subscribe('n2', 'topic', 'g2b', 'group2'),
    ]
    const direct = cluster.subscribe('n1', 'topic', 'direct')
    cluster.awaitCount(4)
    cluster.tell('n1', { type: 'Publish', topic: 'topic', message: 'each', sendOneMessageToEachGroup: true })
    one.probe.expectMessage('each')
    cluster.network.advance(50)
    expect(two.flatMap(({ probe }) => probe.pending)).toEqual(['each'])
    cluster.tell('n2', { type: 'Publish', topic: 'topic', message: 'direct' })
    direct.probe.expectMessage('direct')
    expect(one.probe.pending).toEqual([])
    const acks = cluster.probe<UnsubscribeAck>('n1')
    cluster.tell('n1', {
      type: 'Unsubscribe',
      topic: 'topic',
      group: 'group1',
      subscriber: one.ref,
      replyTo: acks.ref,
    })
    expect(acks.receiveMessage()).toMatchObject({ type: 'UnsubscribeAck', topic: 'topic', group: 'group1' })
  })

  test('[C-300] topics are listed here at once, elsewhere after gossip, decoded; Unsubscribe is acknowledged', () => {
    const cluster = nodes(2)
    const subscriber = cluster.subscribe('n1', 'a topic/with (signs)', 's1')
    cluster.subscribe('n1', 'read', 's2', 'group')
    expect(cluster.topics('n1')).toEqual(['a topic/with (signs)', 'read'])
    cluster.awaitUntil('[n2] knows both topics', () => cluster.topics('n2').length === 2, 5000)
    expect(cluster.topics('n2')).toEqual(['a topic/with (signs)', 'read'])
    const acks = cluster.probe<UnsubscribeAck>('n1')
    const unsubscribe = { type: 'Unsubscribe', subscriber: subscriber.ref, replyTo: acks.ref } as const
    cluster.tell('n1', { ...unsubscribe, topic: 'a topic/with (signs)' })
    expect(acks.receiveMessage()).toMatchObject({ topic: 'a topic/with (signs)' })
    cluster.tell('n1', { ...unsubscribe, topic: 'unheard of' })
    acks.expectNoMessage()
  })

  test('[C-301] a subscriber that ended is not counted any more', () => {
    const cluster = nodes(1)
    const subscriber = cluster.subscribe('n1', 'topic', 's1')
    cluster.subscribe('n1', 'topic', 's2')
    expect(cluster.subscriberCount('n1', 'topic')).toBe(2)
    subscriber.ref.tell('end')
    cluster.network.advance(10)
    expect(cluster.subscriberCount('n1', 'topic')).toBe(1)
    expect(cluster.subscriberCount('n1', 'unheard of')).toBe(0)
    expect(cluster.network.eventsOf('TopicUnsubscribed')).toHaveLength(1)
  })

  test('a topic that lost its last subscriber swallows messages until its time is over, then lets go (PS-12, PS-13)', () => {
    const cluster = nodes(1)
    const subscriber = cluster.subscribe('n1', 'topic', 's1')
    cluster.tell('n1', { type: 'Unsubscribe', topic: 'topic', subscriber: subscriber.ref })
    const letters = () =>
      cluster.network.eventsOf('DeadLetter').filter(event => event.label === 'News').length
    const publish = () => {
      cluster.tell('n1', { type: 'Publish', topic: 'topic', message: { type: 'News' } })
      cluster.network.advance(10)
    }
    publish()
    expect(letters()).toBe(0)
    cluster.network.advance(185000)
    publish()
    expect(letters()).toBe(1)
    const late = cluster.subscribe('n1', 'topic', 's2')
    publish()
    expect(late.probe.receiveMessage()).toEqual({ type: 'News' })
  })

  test.each([0, 1, 2, 3, 4, 5])(
    'who subscribes %i turns after a topic asked to let go is not lost (PS-13)',
    turns => {
      const abandoned = () => {
        const cluster = nodes(1)
        const first = cluster.subscribe('n1', 'topic', 's1')
        cluster.tell('n1', { type: 'Unsubscribe', topic: 'topic', subscriber: first.ref })
        return { cluster, late: cluster.forwarder('n1', 's2') }
      }
      const before = abandoned().cluster
      before.network.advance(110000)
      const topic = '/system/distributedPubSubMediator/topic'
      while (before.network.node('n1').system.find(topic) !== null) before.network.advance(1)
      const end = before.network.now
      expect(end).toBeGreaterThan(before.settings.pubSub.removedTimeToLiveMs)
      // The same again, with a subscription on its way at that very instant.
      const { cluster, late } = abandoned()
      const { system } = cluster.network.node('n1')
      let target: ActorRef<PubSubCommand> = cluster.mediator('n1')
      for (let turn = 0; turn < turns; turn++) {
        const next = target
        target = system.spawn(
          Behaviors.receiveMessage<PubSubCommand>(message => {
            next.tell(message)
            return Behaviors.same
          }),
          `relay-${turn}`,
        )
      }
      system.scheduleOnce(end - cluster.network.now, target, {
        type: 'Subscribe',
        topic: 'topic',
        subscriber: late.ref,
      })
      cluster.network.advanceTo(end)
      cluster.tell('n1', { type: 'Publish', topic: 'topic', message: 'after all' })
      late.probe.expectMessage('after all')
    },
  )

  test('an empty topic is refused and harms nobody', () => {
    const cluster = nodes(1)
    const subscriber = cluster.subscribe('n1', 'topic', 's1')
    cluster.tell('n1', { type: 'Subscribe', topic: '', subscriber: subscriber.ref })
    expect(cluster.topics('n1')).toEqual(['topic'])
    expect(cluster.network.eventsOf('Logged', 'n1').filter(event => event.level === 'error')).toHaveLength(1)
  })
})
