import type { Plain } from '../../../trace/plain.ts'
import type { ActorContext } from '../../actor/actor-context.ts'
import type { ActorRef } from '../../actor/actor-ref.ts'
import type { Behavior } from '../../actor/behavior.ts'
import { Behaviors } from '../../actor/behaviors.ts'
import { labelOf } from '../../actor/message-trace.ts'
import { isTerminated, type Signal } from '../../actor/signal.ts'
import { Cluster } from '../../cluster/cluster.ts'
import type { ClusterDomainEvent, CurrentClusterState } from '../../cluster/cluster-event.ts'
import { localPath } from '../paths.ts'
import { HeldMessages } from './held-messages.ts'
import type {
  CountSubscribers,
  MediatorGossip,
  Publish,
  PubSubCommand,
  Send,
  Subscribe,
  Unsubscribe,
} from './mediator-messages.ts'
import { Registry } from './registry.ts'
import { topicActor } from './topic.ts'
import type { TopicCommand, TopicReport, TopicToMediator } from './topic-messages.ts'
import { encodeName, topicsOf } from './topic-name.ts'

type Message =
  | PubSubCommand
  | MediatorGossip
  | TopicReport
  | TopicToMediator
  | ClusterDomainEvent
  | CurrentClusterState
  | { readonly type: 'GossipTick' }
  | { readonly type: 'PruneTick' }

type AboutTopic = Subscribe | Unsubscribe | CountSubscribers

/** One mediator per node knows what all nodes registered, and brings messages there. (section 4) */
export const mediator: Behavior<PubSubCommand> = Behaviors.setup<Message>(context =>
  Behaviors.withTimers(timers => {
    const { gossipIntervalMs, removedTimeToLiveMs } = Cluster.get(context.system).settings.pubSub
    timers.startTimerWithFixedDelay('pub-sub gossip tick', { type: 'GossipTick' }, gossipIntervalMs)
    timers.startTimerWithFixedDelay(
      'pub-sub prune tick',
      { type: 'PruneTick' },
      Math.max(1000, Math.floor(removedTimeToLiveMs / 2)),
    )
    return new Mediator(context).start()
  }),
)

class Mediator {
  private readonly context: ActorContext<Message>
  private readonly cluster: Cluster
  private readonly path: string
  private readonly topics = new Map<string, ActorRef<unknown>>()
  private readonly held = new HeldMessages<AboutTopic>()
  private registry: Registry

  constructor(context: ActorContext<Message>) {
    this.context = context
    this.cluster = Cluster.get(context.system)
    this.path = localPath(context.self.path)
    this.registry = new Registry(context.system.address)
  }

  start(): Behavior<Message> {
    const { context, cluster } = this
    cluster.subscribe(context.self, {
      types: ['MemberUp', 'MemberWeaklyUp', 'MemberLeft', 'MemberDowned', 'MemberRemoved'],
    })
    let told = { registry: this.registry, state: inspected(this.registry) }
    context.inspect(() => {
      // Asked after every message, while the registry seldom changes.
      if (told.registry !== this.registry) told = { registry: this.registry, state: inspected(this.registry) }
      return told.state
    })
    return Behaviors.receiveMessage<Message>(message => this.receive(message)).receiveSignal((_, signal) =>
      this.signalled(signal),
    )
  }

  private receive(message: Message): Behavior<Message> {
    switch (message.type) {
      case 'Put':
        this.put(message.ref)
        break
      case 'Remove': {
        const ref = this.registry.ownRef(message.path)
        if (ref !== null) {
          this.context.unwatch(ref)
          this.register(message.path, null)
        }
        break
      }
      case 'Subscribe':
      case 'Unsubscribe':
      case 'CountSubscribers':
        this.aboutTopic(message)
        break
      case 'Publish':
        this.publish(message)
        break
      case 'Send':
        this.send(message)
        break
      case 'SendToAll': {
        const { path, allButSelf = false } = message
        const found = this.registry.find(path)
        this.toAll(
          allButSelf ? found.filter(({ owner }) => owner !== this.registry.self) : found,
          message.message,
        )
        break
      }
      case 'GetTopics':
        message.replyTo.tell({ type: 'CurrentTopics', topics: topicsOf(this.registry.keys(), this.path) })
        break
      case 'Count':
        message.replyTo.tell({ type: 'CurrentCount', count: this.registry.all(() => true).length })
        break
      case 'Status':
        this.status(message)
        break
      case 'Delta':
        // Others are refused: a delta that was on its way would bring removed entries back. (PS-16)
        if (this.registry.isKnown(message.from)) this.registry = this.registry.merge(message.buckets)
        break
      case 'GossipTick':
        this.gossip()
        break
      case 'PruneTick':
        this.registry = this.registry.pruned(this.cluster.settings.pubSub.removedTimeToLiveMs)
        break
      case 'Topic.Register':
        this.register(localPath(message.group.path), message.group)
        this.context.watch(message.group)
        break
      case 'Topic.Subscribed':
        message.replyTo.tell(message.ack)
        break
      case 'Topic.Unsubscribed':
        message.replyTo.tell(message.ack)
        break
      case 'Topic.NoMoreSubscribers':
        this.held.begin(localPath(message.topic.path))
        message.topic.tell({ type: 'Topic.Terminate' })
        break
      case 'Topic.NewSubscriberArrived':
        this.replay(localPath(message.topic.path))
        break
      case 'CurrentClusterState':
        this.registry = this.registry.withNodes(
          message.members
            .filter(member => member.status !== 'Joining')
            .map(member => member.uniqueAddress.address),
        )
        break
      case 'MemberUp':
      case 'MemberWeaklyUp':
        this.registry = this.registry.withNode(message.member.uniqueAddress.address)
        break
      case 'MemberLeft':
      case 'MemberDowned':
      case 'MemberRemoved': {
        const { address } = message.member.uniqueAddress
        if (message.type === 'MemberRemoved' && address === this.registry.self) return Behaviors.stopped
        this.registry = this.registry.withoutNode(address)
        break
      }
      default:
        break
    }
    return Behaviors.same
  }

  private put(ref: ActorRef<never>): void {
    if (!this.context.system.isLocal(ref)) {
      this.context.log.warn(`Registered actor must be local: [${ref.path}]`)
      return
    }
    // The registry does not know what its entries accept: who sends by path does.
    this.register(localPath(ref.path), ref as ActorRef<unknown>)
    this.context.watch(ref)
  }

  private register(key: string, ref: ActorRef<unknown> | null): void {
    this.registry = this.registry.put(key, ref, this.context.now)
  }

  private aboutTopic(message: AboutTopic): void {
    const { topic } = message
    if (topic === '' || ('group' in message && message.group === '')) {
      this.context.log.error(
        `[${message.type}] names an empty topic or group and is ignored. Give it a name.`,
      )
      return
    }
    const name = encodeName(topic)
    if (this.held.hold(`${this.path}/${name}`, message)) return
    const known = this.topics.get(name)
    switch (message.type) {
      case 'Subscribe':
        this.tellTopic(known ?? this.startTopic(name, topic), { type: 'Topic.Subscribe', subscribe: message })
        break
      case 'Unsubscribe':
        if (known !== undefined) this.tellTopic(known, { type: 'Topic.Unsubscribe', unsubscribe: message })
        break
      case 'CountSubscribers':
        if (known === undefined) message.replyTo.tell({ type: 'CurrentCount', count: 0 })
        else this.tellTopic(known, { type: 'Topic.CountSubscribers', replyTo: message.replyTo })
    }
  }

  /** A topic actor takes any message for a published one; this says which are none. */
  private tellTopic(actor: ActorRef<TopicCommand>, command: TopicCommand): void {
    actor.tell(command)
  }

  private startTopic(name: string, topic: string): ActorRef<unknown> {
    const { self } = this.context
    const { removedTimeToLiveMs } = this.cluster.settings.pubSub
    const actor = this.context.spawn(
      topicActor({ topic, group: null, parent: self, mediator: self, removedTimeToLiveMs }),
      name,
    )
    this.topics.set(name, actor)
    this.register(localPath(actor.path), actor)
    this.context.watch(actor)
    return actor
  }

  private publish({ topic, message, sendOneMessageToEachGroup = false }: Publish): void {
    const key = `${this.path}/${encodeName(topic)}`
    if (!sendOneMessageToEachGroup) {
      const found = this.registry.find(key)
      this.published(topic, message, found.length)
      this.toAll(found, message)
      return
    }
    const found = this.registry.all(other => other.startsWith(`${key}/`))
    const groups = [...new Set(found.map(entry => entry.key))].sort()
    this.published(topic, message, groups.length)
    if (groups.length === 0) this.nobody(message)
    for (const group of groups)
      this.toOne(
        found.filter(entry => entry.key === group),
        message,
      )
  }

  private published(topic: string, message: unknown, nodes: number): void {
    this.context.system.tracer?.emit({ type: 'Published', topic, label: labelOf(message), nodes })
  }

  private send({ path, message, localAffinity = false }: Send): void {
    const local = localAffinity ? this.registry.ownRef(path) : null
    if (local !== null) local.tell(message)
    else this.toOne(this.registry.find(path), message)
  }

  private toOne(found: readonly { readonly ref: ActorRef<unknown> }[], message: unknown): void {
    if (found.length === 0) this.nobody(message)
    else this.context.random.pick(found).ref.tell(message)
  }

  private toAll(found: readonly { readonly ref: ActorRef<unknown> }[], message: unknown): void {
    if (found.length === 0) this.nobody(message)
    for (const { ref } of found) ref.tell(message)
  }

  /** (PS-12) */
  private nobody(message: unknown): void {
    if (this.cluster.settings.pubSub.sendToDeadLettersWhenNoSubscribers) {
      this.context.system.deadLetters.tell(message)
    }
  }

  /** (PS-14) */
  private gossip(): void {
    const others = this.registry.nodes.filter(node => node !== this.registry.self)
    if (others.length > 0) this.tellVersions(this.context.random.pick(others), false)
  }

  private status({ from, versions, isReply }: Extract<MediatorGossip, { readonly type: 'Status' }>): void {
    // Another cluster may live at an address that was a member's here.
    if (!this.registry.isKnown(from)) return
    const buckets = this.registry.delta(versions, this.cluster.settings.pubSub.maxDeltaElements)
    if (buckets.length > 0) this.peer(from).tell({ type: 'Delta', from: this.registry.self, buckets })
    if (!isReply && this.registry.isBehind(versions)) this.tellVersions(from, true)
  }

  private tellVersions(to: string, isReply: boolean): void {
    this.peer(to).tell({
      type: 'Status',
      from: this.registry.self,
      versions: this.registry.versions(),
      isReply,
    })
  }

  private peer(address: string): ActorRef<MediatorGossip> {
    return this.context.system.resolve(address + this.path)
  }

  private signalled(signal: Signal): Behavior<Message> {
    if (signal.type === 'PostStop') this.cluster.unsubscribe(this.context.self)
    if (!isTerminated(signal)) return Behaviors.same
    const key = localPath(signal.ref.path)
    if (this.registry.ownRef(key)?.path === signal.ref.path) this.register(key, null)
    for (const [name, topic] of this.topics) {
      if (topic.path === signal.ref.path) this.topics.delete(name)
    }
    this.replay(key)
    return Behaviors.same
  }

  private replay(key: string): void {
    for (const message of this.held.release(key)) this.aboutTopic(message)
  }
}

const inspected = (registry: Registry): Plain => ({
  nodes: registry.nodes,
  entries: registry.all(() => true).map(({ key, owner }) => owner + key),
})
