import type { ActorRef } from '../../actor/actor-ref.ts'
import type {
  CurrentCount,
  Subscribe,
  SubscribeAck,
  Unsubscribe,
  UnsubscribeAck,
} from './mediator-messages.ts'

/**
 * What a mediator tells its topic actors, and a topic its group actors. Everything else that reaches them is
 * somebody's published message and passed on as it is, so these have names of their own.
 */
export type TopicCommand =
  | { readonly type: 'Topic.Subscribe'; readonly subscribe: Subscribe }
  | { readonly type: 'Topic.Unsubscribe'; readonly unsubscribe: Unsubscribe }
  | { readonly type: 'Topic.CountSubscribers'; readonly replyTo: ActorRef<CurrentCount> }
  /** The parent holds back what concerns this topic: stop if still nobody subscribed. */
  | { readonly type: 'Topic.Terminate' }
  | { readonly type: 'Topic.Prune' }

/** What a topic actor tells its mediator, and a group actor its topic. */
export type TopicReport =
  | { readonly type: 'Topic.NoMoreSubscribers'; readonly topic: ActorRef<TopicMessage> }
  | { readonly type: 'Topic.NewSubscriberArrived'; readonly topic: ActorRef<TopicMessage> }

/** Straight to the mediator: it registers a group's actor, and passes acks on after that. */
export type TopicToMediator =
  | { readonly type: 'Topic.Register'; readonly group: ActorRef<unknown> }
  | {
      readonly type: 'Topic.Subscribed'
      readonly ack: SubscribeAck
      readonly replyTo: ActorRef<SubscribeAck>
    }
  | {
      readonly type: 'Topic.Unsubscribed'
      readonly ack: UnsubscribeAck
      readonly replyTo: ActorRef<UnsubscribeAck>
    }

export type TopicMessage = TopicCommand | TopicReport

const names: ReadonlySet<string> = new Set<TopicMessage['type']>([
  'Topic.Subscribe',
  'Topic.Unsubscribe',
  'Topic.CountSubscribers',
  'Topic.Terminate',
  'Topic.Prune',
  'Topic.NoMoreSubscribers',
  'Topic.NewSubscriberArrived',
])

export const isTopicMessage = (message: unknown): message is TopicMessage =>
  typeof message === 'object' &&
  message !== null &&
  'type' in message &&
  typeof message.type === 'string' &&
  names.has(message.type)
