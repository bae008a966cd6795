import { describe, expect, test } from 'vitest'
import type { ActorRef } from '../../actor/api/actor-ref.ts'
import { Behaviors } from '../../actor/authoring/behaviors.ts'
import { nodes } from '../testkit/pub-sub-cluster.ts'
import type { PubSubCommand, UnsubscribeAck } from './mediator-messages.ts'

describe('registered paths', () => {
  test('are known on their node immediately and on others after gossip; Send reaches the other node [C-290]', () => {
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

  test('spread to a node that joins later [C-291]', () => {
    const cluster = nodes(2)
    cluster.tell('n1', { type: 'Put', ref: cluster.forwarder('n1', 'a').ref })
    cluster.tell('n2', { type: 'Put', ref: cluster.forwarder('n2', 'b').ref })
    cluster.awaitCount(2)
    cluster.start('n3')
    cluster.awaitAgreement(['n1', 'n2', 'n3'])
    cluster.awaitCount(2, ['n3'])
  })

  test('are removed on all nodes by Remove and by the end of their actor [C-292]', () => {
    const cluster = nodes(3)
    const [a, b] = [cluster.forwarder('n1', 'a'), cluster.forwarder('n1', 'b')]
    for (const { ref } of [a, b]) cluster.tell('n1', { type: 'Put', ref })
    cluster.awaitCount(2)
    cluster.tell('n1', { type: 'Remove', path: '/user/a' })
    cluster.awaitCount(1)
    b.ref.tell('end')
    cluster.awaitCount(0)
  })

  test('receive SendToAll on every node, or on all but the sender’s [C-293, C-295]', () => {
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

  test('receive Send on one node; localAffinity prefers the sender’s (PS-9)', () => {
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

  test('exclude actors of other nodes (PS-3)', () => {
    const cluster = nodes(2)
    const remote = cluster.forwarder('n2', 'remote').ref
    cluster.tell('n1', {
      type: 'Put',
      ref: cluster.network.node('n1').system.resolve(cluster.network.addressOf('n2') + remote.path),
    })
    expect(cluster.count('n1')).toBe(0)
  })
})

describe('topics', () => {
  test('deliver Publish once to each of three subscribers on two nodes, and to no other actor [C-294]', () => {
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

  test('count a repeated subscription once and acknowledge it twice (PS-6)', () => {
    const cluster = nodes(1)
    const subscriber = cluster.subscribe('n1', 'topic', 's1')
    cluster.tell('n1', { type: 'Subscribe', topic: 'topic', subscriber: subscriber.ref })
    expect(cluster.subscriberCount('n1', 'topic')).toBe(1)
    cluster.tell('n1', { type: 'Publish', topic: 'topic', message: 'once' })
    subscriber.probe.expectMessage('once')
    subscriber.probe.expectNoMessage()
  })

  test('deliver to one member of each group, and not to direct subscribers, with sendOneMessageToEachGroup [C-296]', () => {
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

  test('are listed decoded, on their node immediately and on others after gossip; Unsubscribe is acknowledged [C-300]', () => {
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
    cluster.tell('n1', { ...unsubscribe, topic: 'unknown' })
    acks.expectNoMessage()
  })

  test('exclude a stopped subscriber from their count [C-301]', () => {
    const cluster = nodes(1)
    const subscriber = cluster.subscribe('n1', 'topic', 's1')
    cluster.subscribe('n1', 'topic', 's2')
    expect(cluster.subscriberCount('n1', 'topic')).toBe(2)
    subscriber.ref.tell('end')
    cluster.network.advance(10)
    expect(cluster.subscriberCount('n1', 'topic')).toBe(1)
    expect(cluster.subscriberCount('n1', 'unknown')).toBe(0)
    expect(cluster.network.eventsOf('TopicUnsubscribed')).toHaveLength(1)
  })

  test('without subscribers drop messages until removedTimeToLive, then stop and leave dead letters (PS-12, PS-13)', () => {
    const cluster = nodes(1)
    const subscriber = cluster.subscribe('n1', 'topic', 's1')
    cluster.tell('n1', { type: 'Unsubscribe', topic: 'topic', subscriber: subscriber.ref })
    const deadLetters = () =>
      cluster.network.eventsOf('DeadLetter').filter(event => event.label === 'News').length
    const publish = () => {
      cluster.tell('n1', { type: 'Publish', topic: 'topic', message: { type: 'News' } })
      cluster.network.advance(10)
    }
    publish()
    expect(deadLetters()).toBe(0)
    cluster.network.advance(185000)
    publish()
    expect(deadLetters()).toBe(1)
    const late = cluster.subscribe('n1', 'topic', 's2')
    publish()
    expect(late.probe.receiveMessage()).toEqual({ type: 'News' })
  })

  test.each([0, 1, 2, 3, 4, 5])(
    'lose no subscription %i turns after an empty topic asked to stop (PS-13)',
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
      // The same run again, with a subscription that arrives at the instant at which the topic stops.
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

  test('reject an empty name with an error in the log', () => {
    const cluster = nodes(1)
    const subscriber = cluster.subscribe('n1', 'topic', 's1')
    cluster.tell('n1', { type: 'Subscribe', topic: '', subscriber: subscriber.ref })
    expect(cluster.topics('n1')).toEqual(['topic'])
    expect(cluster.network.eventsOf('Logged', 'n1').filter(event => event.level === 'error')).toHaveLength(1)
  })
})
