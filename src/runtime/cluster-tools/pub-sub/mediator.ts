import { localPath } from '../../../trace/actor-path.ts'
import {
  type ActorContext,
  type ActorRef,
  type Behavior,
  Behaviors,
  isTerminated,
  isToolkitMessage,
  restarting,
  type Signal,
  type Toolkit,
} from '../../actor/index.ts'
import { Cluster, clusterEventRef, type Member } from '../../cluster/index.ts'
import { hasRole } from '../has-role.ts'
import { Delivery } from './delivery.ts'
import {
  type MediatorGossip,
  type MediatorInput,
  type MediatorMessage,
  pubSubGossip,
} from './mediator-input.ts'
import type { PubSubCommand } from './mediator-messages.ts'
import { MediatorRouting } from './mediator-routing.ts'
import { Registry } from './registry.ts'
import { registryInspection } from './registry-inspection.ts'
import { topicsOf } from './topic-name.ts'
import { Topics } from './topics.ts'

/** The mediator of a node: replicates the registrations of all nodes by gossip and delivers messages to them. */
export const mediator: Behavior<PubSubCommand> = Behaviors.setup<MediatorMessage>(context => {
  // Created once, so that registrations survive a restart: users register and subscribe only once.
  const mediator = new Mediator(context)
  return restarting(
    Behaviors.withTimers(timers => {
      const { gossipIntervalMs, removedTimeToLiveMs } = Cluster.get(context.system).settings.pubSub
      timers.startTimerWithFixedDelay(
        'pub-sub gossip tick',
        pubSubGossip.message({ type: 'GossipTick' }),
        gossipIntervalMs,
      )
      timers.startTimerWithFixedDelay(
        'pub-sub prune tick',
        pubSubGossip.message({ type: 'PruneTick' }),
        Math.max(1000, Math.floor(removedTimeToLiveMs / 2)),
      )
      return mediator.start()
    }),
  )
})

class Mediator {
  private readonly context: ActorContext<MediatorMessage>
  private readonly cluster: Cluster
  private readonly path: string
  private readonly topics: Topics
  private readonly delivery: Delivery
  private registry: Registry

  constructor(context: ActorContext<MediatorMessage>) {
    this.context = context
    this.cluster = Cluster.get(context.system)
    this.path = localPath(context.self.path)
    this.registry = new Registry(context.system.address)
    const { removedTimeToLiveMs, sendToDeadLettersWhenNoSubscribers, routingLogic } =
      this.cluster.settings.pubSub
    const routing = new MediatorRouting(routingLogic, context.random)
    this.delivery = new Delivery(context, this.path, routing, sendToDeadLettersWhenNoSubscribers)
    this.topics = new Topics(context, removedTimeToLiveMs, routing, topic => {
      this.register(localPath(topic.path), topic)
      context.watch(topic)
    })
  }

  /** Runs at each restart too: the new snapshot of the cluster replaces the events lost in the failure. */
  start(): Behavior<MediatorMessage> {
    const { context, cluster } = this
    cluster.subscribe(clusterEventRef(context.self), {
      types: ['MemberUp', 'MemberWeaklyUp', 'MemberLeft', 'MemberDowned', 'MemberRemoved'],
    })
    this.topics.resumeAfterRestart()
    context.inspect(registryInspection(() => this.registry))
    return Behaviors.receiveMessage<MediatorMessage>(message =>
      isToolkitMessage(message) ? this.receiveInput(message) : this.receiveCommand(message),
    ).receiveSignal((_, signal) => this.handleSignal(signal))
  }

  private receiveCommand(message: PubSubCommand): Behavior<MediatorMessage> {
    switch (message.type) {
      case 'Put':
        this.put(message.ref)
        return Behaviors.same
      case 'Remove': {
        const ref = this.registry.ownRef(message.path)
        if (ref !== null) {
          this.context.unwatch(ref)
          this.register(message.path, null)
        }
        return Behaviors.same
      }
      case 'Subscribe':
      case 'Unsubscribe':
      case 'CountSubscribers':
        this.topics.handle(message)
        return Behaviors.same
      case 'Publish':
        this.delivery.publish(this.registry, message)
        return Behaviors.same
      case 'Send':
        this.delivery.send(this.registry, message)
        return Behaviors.same
      case 'SendToAll':
        this.delivery.sendToAll(this.registry, message)
        return Behaviors.same
      case 'GetTopics':
        message.replyTo.tell({ type: 'CurrentTopics', topics: topicsOf(this.registry.keys(), this.path) })
        return Behaviors.same
      case 'Count':
        message.replyTo.tell({ type: 'CurrentCount', count: this.registry.all(() => true).length })
        return Behaviors.same
      default:
        return Behaviors.unhandled
    }
  }

  private receiveInput(message: Toolkit<MediatorInput>): Behavior<MediatorMessage> {
    switch (message.type) {
      case 'Status':
        this.handleStatus(message)
        break
      case 'Delta':
        // A delta from a removed node would restore its removed entries. Pekko: deltas of members only (PS-16)
        if (this.registry.isKnown(message.from)) this.registry = this.registry.merge(message.buckets)
        break
      case 'GossipTick':
        this.gossip()
        break
      case 'PruneTick':
        this.registry = this.registry.pruned(this.cluster.settings.pubSub.removedTimeToLiveMs)
        break
      case 'Topic.Register':
        this.registerGroup(message.group)
        break
      case 'Topic.Subscribed':
        message.replyTo.tell(message.ack)
        break
      case 'Topic.Unsubscribed':
        message.replyTo.tell(message.ack)
        break
      case 'Topic.NoMoreSubscribers':
        this.topics.hold(message.topic)
        break
      case 'Topic.NewSubscriberArrived':
        this.topics.replay(message.topic.path)
        break
      case 'CurrentClusterState':
        this.registry = this.registry.onlyNodes(
          message.members
            .filter(member => member.status !== 'Joining' && this.mayHaveMediator(member))
            .map(member => member.uniqueAddress.address),
        )
        break
      case 'MemberUp':
      case 'MemberWeaklyUp':
        if (this.mayHaveMediator(message.member))
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
        return Behaviors.unhandled
    }
    return Behaviors.same
  }

  private mayHaveMediator(member: Member): boolean {
    return hasRole(member, this.cluster.settings.pubSub.role)
  }

  private put(ref: ActorRef<never>): void {
    if (!this.context.system.isLocal(ref)) {
      this.context.log.warn(`Registered actor must be local: [${ref.path}]`)
      return
    }
    // The registry has no message types; a sender by path knows the type of the receiver.
    this.register(localPath(ref.path), ref as ActorRef<unknown>)
    this.context.watch(ref)
  }

  private register(key: string, ref: ActorRef<unknown> | null): void {
    this.registry = this.registry.put(key, ref, this.context.now)
  }

  /** Repeated after a restart of the mediator, so only a new group changes the registry. */
  private registerGroup(group: ActorRef<unknown>): void {
    const key = localPath(group.path)
    if (this.registry.ownRef(key)?.path !== group.path) this.register(key, group)
    this.context.watch(group)
  }

  /** Pekko: each gossip round sends a Status to one random node (PS-14) */
  private gossip(): void {
    const others = this.registry.nodes.filter(node => node !== this.registry.self)
    if (others.length > 0) this.sendStatus(this.context.random.pick(others), false)
  }

  private handleStatus({
    from,
    versions,
    isReply,
  }: Extract<MediatorGossip, { readonly type: 'Status' }>): void {
    // An unknown sender may belong to another cluster at the address of a former member.
    if (!this.registry.isKnown(from)) return
    const buckets = this.registry.delta(versions, this.cluster.settings.pubSub.maxDeltaElements)
    if (buckets.length > 0)
      this.peer(from).tell(pubSubGossip.message({ type: 'Delta', from: this.registry.self, buckets }))
    if (!isReply && this.registry.isBehind(versions)) this.sendStatus(from, true)
  }

  private sendStatus(to: string, isReply: boolean): void {
    this.peer(to).tell(
      pubSubGossip.message({
        type: 'Status',
        from: this.registry.self,
        versions: this.registry.versions(),
        isReply,
      }),
    )
  }

  private peer(address: string): ActorRef<Toolkit<MediatorGossip>> {
    return this.context.system.resolve(address + this.path)
  }

  private handleSignal(signal: Signal): Behavior<MediatorMessage> {
    if (signal.type === 'PostStop') this.cluster.unsubscribe(this.context.self)
    if (!isTerminated(signal)) return Behaviors.same
    const key = localPath(signal.ref.path)
    if (this.registry.ownRef(key)?.path === signal.ref.path) this.register(key, null)
    this.topics.removeStopped(signal.ref.path)
    return Behaviors.same
  }
}
