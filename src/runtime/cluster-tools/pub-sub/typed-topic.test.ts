import { expect, test } from 'vitest'
import type { ActorRef } from '../../actor/api/actor-ref.ts'
import { Behaviors } from '../../actor/index.ts'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { PubSubCluster } from '../testkit/pub-sub-cluster.ts'
import { Topic, type TopicMessageOf, type TopicStats } from './typed-topic.ts'

function setUp(...ids: readonly string[]) {
  const cluster = new PubSubCluster()
  const topics = new Map<string, ActorRef<TopicMessageOf<string>>>()
  for (const id of ids) {
    cluster.start(id, {
      setup: system => {
        topics.set(id, system.spawn(Topic.create<string>('news'), 'topic'))
      },
    })
  }
  cluster.awaitAgreement([...ids])
  const topic = (id: string) => topics.get(id)!
  const stats = (id: string): TopicStats => {
    const probe = cluster.probe<TopicStats>(id)
    topic(id).tell(Topic.getTopicStats(probe.ref))
    return probe.receiveMessage()
  }
  return {
    cluster,
    topic,
    stats,
    awaitInstances: (count: number) =>
      cluster.awaitUntil(
        `all know [${count}] topic instances`,
        () => ids.every(id => stats(id).topicInstances === count),
        10_000,
      ),
  }
}

test('a message published on one node reaches each subscriber on all nodes once [C-321]', () => {
  const { cluster, topic, stats, awaitInstances } = setUp('n1', 'n2', 'n3')
  const onN1 = cluster.forwarder('n1', 'on-n1')
  const onN2 = ['one', 'two'].map(name => cluster.forwarder('n2', name))
  topic('n1').tell(Topic.subscribe(onN1.ref))
  topic('n1').tell(Topic.subscribe(onN1.ref))
  for (const { ref } of onN2) topic('n2').tell(Topic.subscribe(ref))
  awaitInstances(2)
  expect([stats('n1'), stats('n2'), stats('n3')].map(({ localSubscribers }) => localSubscribers)).toEqual([
    1, 2, 0,
  ])
  topic('n3').tell(Topic.publish('x'))
  for (const { probe } of [onN1, ...onN2]) {
    probe.expectMessage('x')
    probe.expectNoMessage()
  }
})

test('an unsubscribed or stopped subscriber receives nothing and causes no dead letters [C-321]', () => {
  const { cluster, topic, stats, awaitInstances } = setUp('n1', 'n2')
  const unsubscribed = cluster.forwarder('n1', 'unsubscribed')
  const stopped = cluster.forwarder('n1', 'stopped')
  const subscriber = cluster.forwarder('n1', 'subscriber')
  for (const { ref } of [unsubscribed, stopped, subscriber]) topic('n1').tell(Topic.subscribe(ref))
  awaitInstances(1)
  topic('n1').tell(Topic.unsubscribe(unsubscribed.ref))
  stopped.ref.tell('end')
  cluster.awaitUntil('one is left', () => stats('n1').localSubscribers === 1)
  topic('n2').tell(Topic.publish('x'))
  subscriber.probe.expectMessage('x')
  unsubscribed.probe.expectNoMessage()
  expect(cluster.network.eventsOf('DeadLetter').filter(event => event.to.includes('/user/stopped'))).toEqual(
    [],
  )
})

test('a topic actor without subscribers leaves the others; a message is then dropped with a reason', () => {
  const { cluster, topic, awaitInstances } = setUp('n1', 'n2')
  const only = cluster.forwarder('n1', 'only')
  topic('n1').tell(Topic.subscribe(only.ref))
  awaitInstances(1)
  topic('n1').tell(Topic.unsubscribe(only.ref))
  awaitInstances(0)
  topic('n2').tell(Topic.publish('x'))
  cluster.network.advance(10)
  expect(cluster.network.eventsOf('MessageDropped', 'n2').at(-1)).toMatchObject({
    why: 'No topic subscribers known',
  })
})

test('without a cluster a message reaches local subscribers, also of another actor of the topic', () => {
  const kit = ActorTestKit.create()
  const received = kit.createTestProbe<string>()
  const [one, other] = ['one', 'other'].map(name => kit.spawn(Topic.create<string>('news'), name)) as [
    ActorRef<TopicMessageOf<string>>,
    ActorRef<TopicMessageOf<string>>,
  ]
  one.tell(Topic.subscribe(received.ref))
  one.tell(Topic.publish('at once'))
  received.expectMessage('at once')
  other.tell(Topic.publish('x'))
  received.expectMessage('x')
  received.expectNoMessage()
})

test('a subscriber behind a message adapter is removed when its actor stops', () => {
  const kit = ActorTestKit.create()
  const topic = kit.spawn(Topic.create<string>('news'), 'topic')
  const stats = kit.createTestProbe<TopicStats>()
  const subscriber = kit.spawn(
    Behaviors.setup<'end'>(context => {
      const isText = (message: unknown): message is string => typeof message === 'string'
      topic.tell(Topic.subscribe(context.messageAdapter(isText, () => 'end' as const)))
      return Behaviors.receiveMessage(() => Behaviors.stopped)
    }),
    'subscriber',
  )
  kit.advance(1)
  topic.tell(Topic.getTopicStats(stats.ref))
  expect(stats.receiveMessage()).toMatchObject({ localSubscribers: 1, topicInstances: 1 })
  subscriber.tell('end')
  kit.advance(1)
  topic.tell(Topic.getTopicStats(stats.ref))
  expect(stats.receiveMessage()).toMatchObject({ localSubscribers: 0, topicInstances: 0 })
})
