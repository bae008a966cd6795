import {
  type ActorContext,
  type ActorRef,
  type Behavior,
  Behaviors,
  isTerminated,
  isToolkitMessage,
  labelOf,
  type Signal,
} from '../../actor/index.ts'
import { adapterName } from '../../actor/internal.ts'
import { isListing, Receptionist } from '../receptionist/receptionist.ts'
import { ServiceKey } from '../receptionist/service-key.ts'
import { dropUndelivered } from '../routers/drop-undelivered.ts'
import { pubSubProtocol } from './topic-messages.ts'

/**
 * The path of the actor behind an adapter's path, because watches of an actor and of its adapters share one
 * Terminated.
 */
const pathOfActor = (path: string): string => path.replace(`/${adapterName}`, '')

/** The messages of a topic actor; `Topic.publish`, `subscribe` and `unsubscribe` create them. */
export type TopicMessageOf<T> = TopicPublish<T> | TopicSubscribe<T> | TopicUnsubscribe<T> | GetTopicStats

interface TopicPublish<T> {
  readonly type: 'TopicPublish'
  readonly message: T
}

interface TopicSubscribe<T> {
  readonly type: 'TopicSubscribe'
  readonly subscriber: ActorRef<T>
}

interface TopicUnsubscribe<T> {
  readonly type: 'TopicUnsubscribe'
  readonly subscriber: ActorRef<T>
}

interface GetTopicStats {
  readonly type: 'GetTopicStats'
  readonly replyTo: ActorRef<TopicStats>
}

export interface TopicStats {
  readonly type: 'TopicStats'
  readonly localSubscribers: number
  /** Topic actors with subscribers, on all reachable nodes. */
  readonly topicInstances: number
}

/** The messages between the topic actors of all nodes, and from a topic's receptionist. Only the toolkit sends them. */
type TopicInput<T> =
  | { readonly type: 'MessagePublished'; readonly message: T }
  | { readonly type: 'TopicInstancesUpdated'; readonly topics: readonly ActorRef<TopicInput<T>>[] }

/**
 * Typed publish/subscribe: an actor for one topic on one node, found by the others through the receptionist while it has
 * subscribers. A message published on any node reaches the subscribers on all nodes at most once. Pekko: typed Topic (PS-21)
 *
 * @example
 * const news = context.spawn(Topic.create<Headline>('news'), 'news')
 * news.tell(Topic.subscribe(reader))
 * news.tell(Topic.publish({ type: 'Headline', text: 'All quiet' }))
 */
export const Topic = {
  /** Creates the actor of one topic; its end removes the subscriptions made through it. */
  create: <T>(name: string): Behavior<TopicMessageOf<T>> =>
    Behaviors.setup<TopicMessageOf<T> | TopicInput<T>>(context =>
      new TypedTopic<T>(context, name).behavior(),
    ) as Behavior<TopicMessageOf<T>>,

  publish: <T>(message: T): TopicPublish<T> => ({ type: 'TopicPublish', message }),

  subscribe: <T>(subscriber: ActorRef<T>): TopicSubscribe<T> => ({ type: 'TopicSubscribe', subscriber }),

  unsubscribe: <T>(subscriber: ActorRef<T>): TopicUnsubscribe<T> => ({
    type: 'TopicUnsubscribe',
    subscriber,
  }),

  /** `replyTo` gets `TopicStats`. */
  getTopicStats: (replyTo: ActorRef<TopicStats>): GetTopicStats => ({ type: 'GetTopicStats', replyTo }),
}

class TypedTopic<T> {
  readonly #context: ActorContext<TopicMessageOf<T> | TopicInput<T>>
  readonly #name: string
  readonly #key: ServiceKey<TopicInput<T>>
  readonly #subscribers = new Map<string, ActorRef<T>>()
  #topics: readonly ActorRef<TopicInput<T>>[] = []

  constructor(context: ActorContext<TopicMessageOf<T> | TopicInput<T>>, name: string) {
    this.#context = context
    this.#name = name
    this.#key = ServiceKey.create(name)
    const listings = context.messageAdapter(isListing, listing =>
      pubSubProtocol.message({
        type: 'TopicInstancesUpdated',
        topics: Receptionist.servicesOf(this.#key, listing),
      }),
    )
    Receptionist.get(context.system).tell(Receptionist.subscribe(this.#key, listings))
  }

  behavior(): Behavior<TopicMessageOf<T> | TopicInput<T>> {
    return Behaviors.receiveMessage<TopicMessageOf<T> | TopicInput<T>>(message => {
      switch (message.type) {
        case 'TopicPublish':
          this.#publish(message.message)
          return Behaviors.same
        case 'TopicSubscribe':
          this.#subscribe(message.subscriber)
          return Behaviors.same
        case 'TopicUnsubscribe':
          this.#remove(message.subscriber.path)
          return Behaviors.same
        case 'GetTopicStats':
          message.replyTo.tell({
            type: 'TopicStats',
            localSubscribers: this.#subscribers.size,
            topicInstances: this.#topics.length,
          })
          return Behaviors.same
        default:
          return this.#receiveInput(message)
      }
    }).receiveSignal((_, signal) => this.#handleSignal(signal))
  }

  #receiveInput(message: TopicInput<T>): Behavior<TopicMessageOf<T> | TopicInput<T>> {
    if (!isToolkitMessage(message)) return Behaviors.unhandled
    if (message.type === 'TopicInstancesUpdated') this.#topics = message.topics
    else if (message.type === 'MessagePublished') this.#forward(message.message)
    return Behaviors.same
  }

  /** Pekko: before the first listing a message reaches the local subscribers; without any it is dropped (PS-21). */
  #publish(message: T): void {
    const { tracer } = this.#context.system
    const topics = this.#topics
    tracer?.emit({ type: 'Published', topic: this.#name, label: labelOf(message), nodes: topics.length })
    if (topics.length > 0) {
      const published = pubSubProtocol.message({ type: 'MessagePublished', message }) as TopicInput<T>
      for (const topic of topics) topic.tell(published)
    } else if (this.#subscribers.size > 0) this.#forward(message)
    else dropUndelivered(this.#context, message, 'No topic subscribers known')
  }

  #forward(message: T): void {
    for (const subscriber of this.#subscribers.values()) subscriber.tell(message)
  }

  #subscribe(subscriber: ActorRef<T>): void {
    if (this.#subscribers.has(subscriber.path)) return
    this.#subscribers.set(subscriber.path, subscriber)
    this.#context.watch(subscriber)
    const { system, self } = this.#context
    system.tracer?.emit({ type: 'TopicSubscribed', topic: this.#name, subscriber: subscriber.path })
    if (this.#subscribers.size === 1)
      Receptionist.get(system).tell(Receptionist.register(this.#key, self as ActorRef<TopicInput<T>>))
  }

  #remove(path: string): void {
    if (!this.#subscribers.delete(path)) return
    const { system, self } = this.#context
    system.tracer?.emit({ type: 'TopicUnsubscribed', topic: this.#name, subscriber: path })
    if (this.#subscribers.size === 0)
      Receptionist.get(system).tell(Receptionist.deregister(this.#key, self as ActorRef<TopicInput<T>>))
  }

  #handleSignal(signal: Signal): Behavior<TopicMessageOf<T> | TopicInput<T>> {
    if (isTerminated(signal)) {
      for (const path of [...this.#subscribers.keys()])
        if (pathOfActor(path) === pathOfActor(signal.ref.path)) this.#remove(path)
      return Behaviors.same
    }
    if (signal.type !== 'PostStop') return Behaviors.unhandled
    const { tracer } = this.#context.system
    for (const subscriber of this.#subscribers.keys())
      tracer?.emit({ type: 'TopicUnsubscribed', topic: this.#name, subscriber })
    return Behaviors.same
  }
}
