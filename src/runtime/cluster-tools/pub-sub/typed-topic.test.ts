import { expect, test } from 'vitest'
import type { ActorRef } from '../../actor/api/actor-ref.ts'
import { PubSubCluster } from '../testkit/pub-sub-cluster.ts'
import { Topic, type TopicMessageOf } from './typed-topic.ts'

function setUp() {
  const cluster = new PubSubCluster()
  const topics = new Map<string, ActorRef<TopicMessageOf<string>>>()
  for (const id of ['n1', 'n2']) {
    cluster.start(id, {
      setup: system => {
        topics.set(id, system.spawn(Topic.create<string>('news'), 'topic'))
      },
    })
  }
  cluster.awaitAgreement(['n1', 'n2'])
  const awaitSubscribers = (id: string, count: number) =>
    cluster.awaitUntil(
      `${id} has [${count}] subscribers`,
      () => cluster.subscriberCount(id, 'news') === count,
      5000,
    )
  return { cluster, topics, topic: (id: string) => topics.get(id)!, awaitSubscribers }
}

test('a message published on one node reaches each subscriber on all nodes once', () => {
  const { cluster, topic, awaitSubscribers } = setUp()
  const onN1 = cluster.forwarder('n1', 'on-n1')
  const onN2 = cluster.forwarder('n2', 'on-n2')
  topic('n1').tell(Topic.subscribe(onN1.ref))
  topic('n1').tell(Topic.subscribe(onN1.ref))
  topic('n2').tell(Topic.subscribe(onN2.ref))
  awaitSubscribers('n1', 1)
  awaitSubscribers('n2', 1)
  cluster.awaitCount(2)
  topic('n2').tell(Topic.publish('x'))
  onN1.probe.expectMessage('x')
  onN2.probe.expectMessage('x')
  onN1.probe.expectNoMessage()
})

test('an unsubscribed or stopped subscriber receives nothing and causes no dead letters', () => {
  const { cluster, topic, awaitSubscribers } = setUp()
  const unsubscribed = cluster.forwarder('n1', 'unsubscribed')
  const stopped = cluster.forwarder('n1', 'stopped')
  const subscriber = cluster.forwarder('n1', 'subscriber')
  for (const { ref } of [unsubscribed, stopped, subscriber]) topic('n1').tell(Topic.subscribe(ref))
  awaitSubscribers('n1', 3)
  topic('n1').tell(Topic.unsubscribe(unsubscribed.ref))
  stopped.ref.tell('end')
  awaitSubscribers('n1', 1)
  topic('n1').tell(Topic.publish('x'))
  subscriber.probe.expectMessage('x')
  unsubscribed.probe.expectNoMessage()
  expect(cluster.network.eventsOf('DeadLetter').filter(event => event.to.includes('/user/stopped'))).toEqual(
    [],
  )
})
