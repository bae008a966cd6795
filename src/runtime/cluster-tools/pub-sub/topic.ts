import { localPath } from '../../../trace/actor-path.ts'
import {
  type ActorContext,
  type ActorRef,
  type Behavior,
  Behaviors,
  isTerminated,
  restarting,
  type Signal,
  type Toolkit,
} from '../../actor/index.ts'
import { HeldMessages } from './held-messages.ts'
import type { Subscribe, Unsubscribe } from './mediator-messages.ts'
import type { MediatorRouting } from './mediator-routing.ts'
import {
  isTopicMessage,
  pubSubProtocol,
  type TopicCommand,
  type TopicMessage,
  type TopicReport,
  type TopicToMediator,
} from './topic-messages.ts'
import { encodeName } from './topic-name.ts'

interface TopicOptions {
  readonly topic: string
  /** The group of a group actor, which forwards each message to one chosen subscriber; null for a topic. */
  readonly group: string | null
  readonly parent: ActorRef<Toolkit<TopicReport>>
  readonly mediator: ActorRef<Toolkit<TopicToMediator>>
  readonly routing: MediatorRouting
  readonly removedTimeToLiveMs: number
}

type SubscriptionCommand = Toolkit<
  Extract<TopicCommand, { readonly type: 'Topic.Subscribe' | 'Topic.Unsubscribe' }>
>

/**
 * The actor of one topic, or of one of its groups, with the subscribers on this node. Pekko: topic actor (PS-4 to
 * PS-8, PS-13)
 */
export const topicActor = (options: TopicOptions): Behavior<unknown> =>
  Behaviors.setup<unknown>(context => {
    // Created once, so that subscriptions survive a restart: users subscribe only once.
    const topic = new TopicActor(context, options)
    return restarting(
      Behaviors.withTimers(timers => {
        timers.startTimerWithFixedDelay(
          'prune',
          pubSubProtocol.message({ type: 'Topic.Prune' } satisfies TopicCommand),
          Math.max(1, Math.floor(options.removedTimeToLiveMs / 2)),
        )
        return topic.start()
      }),
    )
  })

class TopicActor {
  private readonly context: ActorContext<unknown>
  private readonly options: TopicOptions
  /** By path, in the order of subscription. */
  private readonly subscribers = new Map<string, ActorRef<unknown>>()
  private readonly groups = new Map<string, ActorRef<unknown>>()
  private readonly held = new HeldMessages<SubscriptionCommand>()
  /** The instant from which an empty topic asks its parent to stop; null while it has subscribers. */
  private pruneDeadline: number | null = null
  private started = false

  constructor(context: ActorContext<unknown>, options: TopicOptions) {
    this.context = context
    this.options = options
  }

  start(): Behavior<unknown> {
    if (this.started) this.resumeAfterRestart()
    this.started = true
    this.context.inspect(() => ({
      subscribers: [...this.subscribers.keys()],
      groups: [...this.groups.keys()],
    }))
    return Behaviors.receiveMessage<unknown>(message => {
      if (isTopicMessage(message)) return this.receive(message)
      this.forward(message)
      return Behaviors.same
    }).receiveSignal((_, signal) => this.handleSignal(signal))
  }

  /**
   * Repeats the pending reports, because the message lost in the failure may have been a request of parent or
   * group.
   */
  private resumeAfterRestart(): void {
    this.report(this.isEmpty() ? 'Topic.NoMoreSubscribers' : 'Topic.NewSubscriberArrived')
    for (const group of this.groups.values()) {
      if (this.held.isHeld(localPath(group.path))) this.requestTermination(group)
    }
  }

  private report(type: TopicReport['type']): void {
    this.options.parent.tell(pubSubProtocol.message({ type, topic: this.context.self }))
  }

  private requestTermination(group: ActorRef<Toolkit<TopicCommand>>): void {
    group.tell(pubSubProtocol.message({ type: 'Topic.Terminate' }))
  }

  private receive(message: Toolkit<TopicMessage>): Behavior<unknown> {
    switch (message.type) {
      case 'Topic.Subscribe':
      case 'Topic.Unsubscribe':
        this.handleSubscription(message)
        return Behaviors.same
      case 'Topic.CountSubscribers':
        message.replyTo.tell({ type: 'CurrentCount', count: this.subscribers.size })
        return Behaviors.same
      case 'Topic.Prune':
        if (this.pruneDeadline !== null && this.pruneDeadline <= this.context.now) {
          // The report is repeated at the next deadline, because the parent may fail while it handles this one.
          this.startPruneDeadline()
          this.report('Topic.NoMoreSubscribers')
        }
        return Behaviors.same
      case 'Topic.Terminate':
        if (this.isEmpty()) return Behaviors.stopped
        this.report('Topic.NewSubscriberArrived')
        return Behaviors.same
      case 'Topic.RegisterGroups':
        for (const group of this.groups.values()) this.register(group)
        return Behaviors.same
      case 'Topic.NoMoreSubscribers':
        this.held.startHolding(localPath(message.topic.path))
        this.requestTermination(message.topic)
        return Behaviors.same
      case 'Topic.NewSubscriberArrived':
        this.replay(localPath(message.topic.path))
        return Behaviors.same
    }
  }

  private handleSubscription(message: SubscriptionCommand): void {
    const { group } = message.type === 'Topic.Subscribe' ? message.subscribe : message.unsubscribe
    if (group !== undefined && this.options.group === null) this.forwardToGroup(group, message)
    else if (message.type === 'Topic.Subscribe') this.subscribe(message.subscribe)
    else this.unsubscribe(message.unsubscribe)
  }

  private forwardToGroup(group: string, message: SubscriptionCommand): void {
    if (message.type === 'Topic.Subscribe') this.pruneDeadline = null
    const name = encodeName(group)
    if (this.held.hold(`${localPath(this.context.self.path)}/${name}`, message)) return
    const known = this.groups.get(name)
    if (known !== undefined) known.tell(message)
    else if (message.type === 'Topic.Subscribe') this.startGroup(name, group).tell(message)
  }

  private startGroup(name: string, group: string): ActorRef<unknown> {
    const actor = this.context.spawn(topicActor({ ...this.options, group, parent: this.context.self }), name)
    this.groups.set(name, actor)
    this.context.watch(actor)
    this.register(actor)
    return actor
  }

  private register(group: ActorRef<unknown>): void {
    this.options.mediator.tell(pubSubProtocol.message({ type: 'Topic.Register', group }))
  }

  private subscribe({ topic, group, subscriber, replyTo }: Subscribe): void {
    this.pruneDeadline = null
    if (!this.subscribers.has(subscriber.path)) {
      this.subscribers.set(subscriber.path, subscriber as ActorRef<unknown>)
      this.context.watch(subscriber)
      this.context.system.tracer?.emit({ type: 'TopicSubscribed', topic, subscriber: subscriber.path })
    }
    if (replyTo === undefined) return
    const ack = {
      type: 'SubscribeAck',
      topic,
      subscriber,
      ...(group === undefined ? {} : { group }),
    } as const
    this.options.mediator.tell(pubSubProtocol.message({ type: 'Topic.Subscribed', ack, replyTo }))
  }

  private unsubscribe({ topic, group, subscriber, replyTo }: Unsubscribe): void {
    if (this.subscribers.has(subscriber.path)) {
      this.context.unwatch(subscriber)
      this.remove(subscriber.path)
    }
    if (replyTo === undefined) return
    const ack = {
      type: 'UnsubscribeAck',
      topic,
      subscriber,
      ...(group === undefined ? {} : { group }),
    } as const
    this.options.mediator.tell(pubSubProtocol.message({ type: 'Topic.Unsubscribed', ack, replyTo }))
  }

  private handleSignal(signal: Signal): Behavior<unknown> {
    if (!isTerminated(signal)) return Behaviors.same
    const { path } = signal.ref
    if (this.subscribers.has(path)) {
      this.remove(path)
      return Behaviors.same
    }
    for (const [name, group] of this.groups) {
      if (group.path !== path) continue
      this.groups.delete(name)
      this.startPruneDeadline()
      this.replay(localPath(path))
    }
    return Behaviors.same
  }

  private remove(path: string): void {
    this.subscribers.delete(path)
    this.context.system.tracer?.emit({
      type: 'TopicUnsubscribed',
      topic: this.options.topic,
      subscriber: path,
    })
    this.startPruneDeadline()
  }

  private startPruneDeadline(): void {
    if (this.isEmpty()) this.pruneDeadline = this.context.now + this.options.removedTimeToLiveMs
  }

  private isEmpty(): boolean {
    return this.subscribers.size === 0 && this.groups.size === 0
  }

  private replay(key: string): void {
    for (const message of this.held.release(key)) this.handleSubscription(message)
  }

  private forward(message: unknown): void {
    const { group, routing } = this.options
    const subscribers = [...this.subscribers.values()]
    for (const subscriber of group === null ? subscribers : routing.choose(subscribers))
      subscriber.tell(message)
  }
}
