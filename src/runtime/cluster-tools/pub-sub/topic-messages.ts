import { type ActorRef, isToolkitMessage, type Toolkit } from '../../actor/index.ts'
import type {
  CurrentCount,
  Subscribe,
  SubscribeAck,
  Unsubscribe,
  UnsubscribeAck,
} from './mediator-messages.ts'

/**
 * The commands of a mediator to its topic actors, and of a topic to its group actors. Everything else that reaches
 * them is somebody's published message and passed on as it is.
 */
export type TopicCommand =
  | { readonly type: 'Topic.Subscribe'; readonly subscribe: Subscribe }
  | { readonly type: 'Topic.Unsubscribe'; readonly unsubscribe: Unsubscribe }
  | { readonly type: 'Topic.CountSubscribers'; readonly replyTo: ActorRef<CurrentCount> }
  /** The parent holds back what concerns this topic: stop if still nobody subscribed. */
  | { readonly type: 'Topic.Terminate' }
  /** The mediator was restarted, and may have lost the registration of a group. */
  | { readonly type: 'Topic.RegisterGroups' }
  | { readonly type: 'Topic.Prune' }

/** What a topic actor tells its mediator, and a group actor its topic. */
export type TopicReport =
  | { readonly type: 'Topic.NoMoreSubscribers'; readonly topic: ActorRef<Toolkit<TopicCommand>> }
  | { readonly type: 'Topic.NewSubscriberArrived'; readonly topic: ActorRef<Toolkit<TopicCommand>> }

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

export const topicMessageTypes: ReadonlySet<string> = new Set<TopicMessage['type']>([
  'Topic.Subscribe',
  'Topic.Unsubscribe',
  'Topic.CountSubscribers',
  'Topic.Terminate',
  'Topic.Prune',
  'Topic.RegisterGroups',
  'Topic.NoMoreSubscribers',
  'Topic.NewSubscriberArrived',
])

/** Whatever else carries the toolkit's brand, as an event that a user got and publishes, is somebody's message. */
export const isTopicMessage = (message: unknown): message is Toolkit<TopicMessage> =>
  isToolkitMessage(message) &&
  'type' in message &&
  typeof message.type === 'string' &&
  topicMessageTypes.has(message.type)
