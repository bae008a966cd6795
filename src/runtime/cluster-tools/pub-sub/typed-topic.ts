import { type ActorRef, type Behavior, Behaviors, isTerminated } from '../../actor/index.ts'
import { adapterName } from '../../actor/internal.ts'
import { DistributedPubSub } from './distributed-pub-sub.ts'

/**
 * The path of the actor behind an adapter's path, because watches of an actor and of its adapters share one
 * Terminated.
 */
const pathOfActor = (path: string): string => path.replace(`/${adapterName}`, '')

/** The messages of a topic actor; `Topic.publish`, `subscribe` and `unsubscribe` create them. */
export type TopicMessageOf<T> = TopicPublish<T> | TopicSubscribe<T> | TopicUnsubscribe<T>

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

/**
 * Typed publish/subscribe: an actor for one topic on one node, which uses the mediator of the node. A message published
 * on any node reaches the subscribers on all nodes at most once. Pekko: typed Topic (PS-21)
 *
 * @example
 * const news = context.spawn(Topic.create<Headline>('news'), 'news')
 * news.tell(Topic.subscribe(reader))
 * news.tell(Topic.publish({ type: 'Headline', text: 'All quiet' }))
 */
export const Topic = {
  /** Creates the actor of one topic; its end removes the subscriptions made through it. */
  create: <T>(name: string): Behavior<TopicMessageOf<T>> =>
    Behaviors.setup(context => {
      const { mediator } = DistributedPubSub.get(context.system)
      const subscribers = new Map<string, ActorRef<T>>()
      const handle = (message: TopicMessageOf<T>): void => {
        switch (message.type) {
          case 'TopicPublish':
            mediator.tell({ type: 'Publish', topic: name, message: message.message })
            return
          case 'TopicSubscribe':
            if (subscribers.has(message.subscriber.path)) return
            subscribers.set(message.subscriber.path, message.subscriber)
            // The mediator removes a stopped subscriber by itself; this watch removes the entry here.
            context.watch(message.subscriber)
            mediator.tell({ type: 'Subscribe', topic: name, subscriber: message.subscriber })
            return
          case 'TopicUnsubscribe':
            if (!subscribers.delete(message.subscriber.path)) return
            mediator.tell({ type: 'Unsubscribe', topic: name, subscriber: message.subscriber })
        }
      }
      return Behaviors.receiveMessage<TopicMessageOf<T>>(message => {
        handle(message)
        return Behaviors.same
      }).receiveSignal((_, signal) => {
        if (isTerminated(signal)) {
          for (const path of subscribers.keys()) {
            if (pathOfActor(path) === pathOfActor(signal.ref.path)) subscribers.delete(path)
          }
          return Behaviors.same
        }
        if (signal.type !== 'PostStop') return Behaviors.unhandled
        for (const subscriber of subscribers.values()) {
          mediator.tell({ type: 'Unsubscribe', topic: name, subscriber })
        }
        return Behaviors.same
      })
    }),

  publish: <T>(message: T): TopicPublish<T> => ({ type: 'TopicPublish', message }),

  subscribe: <T>(subscriber: ActorRef<T>): TopicSubscribe<T> => ({ type: 'TopicSubscribe', subscriber }),

  unsubscribe: <T>(subscriber: ActorRef<T>): TopicUnsubscribe<T> => ({
    type: 'TopicUnsubscribe',
    subscriber,
  }),
}
