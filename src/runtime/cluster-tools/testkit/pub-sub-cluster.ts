import type { ActorRef } from '../../actor/actor-ref.ts'
import { Behaviors } from '../../actor/behaviors.ts'
import type { TestProbe } from '../../testkit/test-probe.ts'
import { DistributedPubSub } from '../pub-sub/distributed-pub-sub.ts'
import type {
  CurrentCount,
  CurrentTopics,
  PubSubCommand,
  SubscribeAck,
} from '../pub-sub/mediator-messages.ts'
import { TestCluster, type TestClusterOptions } from './test-cluster.ts'

/** A cluster with a mediator on every node, and a hand on each. */
export class PubSubCluster extends TestCluster {
  mediator(id: string): ActorRef<PubSubCommand> {
    return DistributedPubSub.get(this.net.node(id).system).mediator
  }

  tell(id: string, command: PubSubCommand): void {
    this.mediator(id).tell(command)
  }

  /** An actor under /user that passes what it gets to the probe. */
  echo(id: string, name: string): { readonly ref: ActorRef<unknown>; readonly probe: TestProbe<unknown> } {
    const probe = this.probe<unknown>(id)
    const ref = this.net.node(id).system.spawn(
      Behaviors.receiveMessage<unknown>(message => {
        if (message === 'end') return Behaviors.stopped
        probe.ref.tell(message)
        return Behaviors.same
      }),
      name,
    )
    return { ref, probe }
  }

  count(id: string): number {
    const probe = this.probe<CurrentCount>(id)
    this.tell(id, { type: 'Count', replyTo: probe.ref })
    return probe.receiveMessage().count
  }

  subscribers(id: string, topic: string): number {
    const probe = this.probe<CurrentCount>(id)
    this.tell(id, { type: 'CountSubscribers', topic, replyTo: probe.ref })
    return probe.receiveMessage().count
  }

  topics(id: string): readonly string[] {
    const probe = this.probe<CurrentTopics>(id)
    this.tell(id, { type: 'GetTopics', replyTo: probe.ref })
    return probe.receiveMessage().topics
  }

  untilCount(count: number, ids = this.running): void {
    this.until(() => ids.every(id => this.count(id) === count), 5000, `all count [${count}]`)
  }

  subscribe(id: string, topic: string, name: string, group?: string) {
    const subscriber = this.echo(id, name)
    const acks = this.probe<SubscribeAck>(id)
    this.tell(id, {
      type: 'Subscribe',
      topic,
      subscriber: subscriber.ref,
      replyTo: acks.ref,
      ...(group === undefined ? {} : { group }),
    })
    const ack = acks.receiveMessage()
    if (ack.topic !== topic) throw new Error(`Subscribed to [${topic}] and was acknowledged [${ack.topic}].`)
    return subscriber
  }
}

/** `n1` to `n<count>`, all Up, their mediators acquainted. */
export const nodes = (count: number, options: TestClusterOptions = {}) => {
  const cluster = new PubSubCluster(options)
  const ids = Array.from({ length: count }, (_, i) => `n${i + 1}`)
  for (const id of ids) cluster.start(id, [], system => DistributedPubSub.get(system))
  cluster.untilUp(ids)
  cluster.net.advance(3000)
  return cluster
}
