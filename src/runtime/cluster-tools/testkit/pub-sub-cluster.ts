import { type ActorRef, Behaviors } from '../../actor/index.ts'
import { TestCluster, type TestClusterOptions, type TestProbe } from '../../testkit/index.ts'
import { DistributedPubSub } from '../pub-sub/distributed-pub-sub.ts'
import type {
  CurrentCount,
  CurrentTopics,
  PubSubCommand,
  SubscribeAck,
} from '../pub-sub/mediator-messages.ts'
import { numberedIds, seeds } from './numbered-ids.ts'

/** A cluster with access to the mediator of each node. */
export class PubSubCluster extends TestCluster {
  constructor(options: TestClusterOptions = {}) {
    super({ seeds, ...options })
  }

  mediator(id: string): ActorRef<PubSubCommand> {
    return DistributedPubSub.get(this.network.node(id).system).mediator
  }

  /** Sends a command to the mediator of a node. */
  tell(id: string, command: PubSubCommand): void {
    this.mediator(id).tell(command)
  }

  /** Spawns an actor under /user that forwards its messages to a probe and stops at `end`. */
  forwarder(
    id: string,
    name: string,
  ): { readonly ref: ActorRef<unknown>; readonly probe: TestProbe<unknown> } {
    const probe = this.probe(id)
    const ref = this.network.node(id).system.spawn(
      Behaviors.receiveMessage<unknown>(message => {
        if (message === 'end') return Behaviors.stopped
        probe.ref.tell(message)
        return Behaviors.same
      }),
      name,
    )
    return { ref, probe }
  }

  /** The number of registered paths and subscribers that the mediator of a node counts. */
  count(id: string): number {
    const probe = this.probe<CurrentCount>(id)
    this.tell(id, { type: 'Count', replyTo: probe.ref })
    return probe.receiveMessage().count
  }

  /** The number of subscribers of a topic on one node. */
  subscriberCount(id: string, topic: string): number {
    const probe = this.probe<CurrentCount>(id)
    this.tell(id, { type: 'CountSubscribers', topic, replyTo: probe.ref })
    return probe.receiveMessage().count
  }

  topics(id: string): readonly string[] {
    const probe = this.probe<CurrentTopics>(id)
    this.tell(id, { type: 'GetTopics', replyTo: probe.ref })
    return probe.receiveMessage().topics
  }

  awaitCount(count: number, ids = this.running): void {
    this.awaitUntil(`all count [${count}]`, () => ids.every(id => this.count(id) === count), 5000)
  }

  /** Subscribes a new forwarder and waits for the acknowledgement. */
  subscribe(id: string, topic: string, name: string, group?: string) {
    const subscriber = this.forwarder(id, name)
    const acks = this.probe<SubscribeAck>(id)
    this.tell(id, {
      type: 'Subscribe',
      topic,
      subscriber: subscriber.ref,
      replyTo: acks.ref,
      ...(group === undefined ? {} : { group }),
    })
    const ack = acks.receiveMessage()
    if (ack.topic !== topic) throw new Error(`Subscribed to [${topic}], but [${ack.topic}] was acknowledged.`)
    return subscriber
  }
}

/** `n1` to `n<count>`, all Up, each mediator known to the others. */
export const nodes = (count: number, options: TestClusterOptions = {}) => {
  const cluster = new PubSubCluster({ setup: system => DistributedPubSub.get(system), ...options })
  cluster.startAll(...numberedIds(count))
  cluster.awaitAgreement()
  cluster.network.advance(3000)
  return cluster
}
