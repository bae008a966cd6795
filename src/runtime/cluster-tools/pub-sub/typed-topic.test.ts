import { expect, test } from 'vitest'
import type { ActorRef } from '../../actor/actor-ref.ts'
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
  const subscribed = (id: string, count: number) =>
    cluster.awaitUntil(
      `${id} has [${count}] subscribers`,
      () => cluster.subscriberCount(id, 'news') === count,
      5000,
    )
  return { cluster, topics, topic: (id: string) => topics.get(id)!, subscribed }
}

test('a message published on one node reaches the subscribers on all nodes, each once', () => {
  const { cluster, topic, subscribed } = setUp()
  const here = cluster.forwarder('n1', 'here')
  const there = cluster.forwarder('n2', 'there')
  topic('n1').tell(Topic.subscribe(here.ref))
  topic('n1').tell(Topic.subscribe(here.ref))
  topic('n2').tell(Topic.subscribe(there.ref))
  subscribed('n1', 1)
  subscribed('n2', 1)
  cluster.awaitCount(2)
  topic('n2').tell(Topic.publish('x'))
  here.probe.expectMessage('x')
  there.probe.expectMessage('x')
  here.probe.expectNoMessage()
})

test('who unsubscribed, or ended, gets nothing more and makes no dead letters', () => {
  const { cluster, topic, subscribed } = setUp()
  const left = cluster.forwarder('n1', 'left')
  const ended = cluster.forwarder('n1', 'ended')
  const stays = cluster.forwarder('n1', 'stays')
  for (const { ref } of [left, ended, stays]) topic('n1').tell(Topic.subscribe(ref))
  subscribed('n1', 3)
  topic('n1').tell(Topic.unsubscribe(left.ref))
  ended.ref.tell('end')
  subscribed('n1', 1)
  topic('n1').tell(Topic.publish('x'))
  stays.probe.expectMessage('x')
  left.probe.expectNoMessage()
  expect(cluster.network.eventsOf('DeadLetter').filter(event => event.to.includes('/user/ended'))).toEqual([])
})
