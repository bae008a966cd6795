import { type ActorRef, isToolkitMessage, type Toolkit, toolkitProtocol } from '../../actor/index.ts'
import type {
  CurrentCount,
  Subscribe,
  SubscribeAck,
  Unsubscribe,
  UnsubscribeAck,
} from './mediator-messages.ts'

export const pubSubProtocol = toolkitProtocol('pub-sub')

/**
 * The commands of a mediator to its topic actors, and of a topic to its group actors. They forward every other message
 * to subscribers unchanged, because it is a published one.
 */
export type TopicCommand =
  | { readonly type: 'Topic.Subscribe'; readonly subscribe: Subscribe }
  | { readonly type: 'Topic.Unsubscribe'; readonly unsubscribe: Unsubscribe }
  | { readonly type: 'Topic.CountSubscribers'; readonly replyTo: ActorRef<CurrentCount> }
  /** The parent holds commands for this topic, which stops unless it has subscribers by now. */
  | { readonly type: 'Topic.Terminate' }
  /** A restarted mediator may have lost the registration of a group. */
  | { readonly type: 'Topic.RegisterGroups' }
  | { readonly type: 'Topic.Prune' }

/** A report of a topic actor to its mediator, or of a group actor to its topic. */
export type TopicReport =
  | { readonly type: 'Topic.NoMoreSubscribers'; readonly topic: ActorRef<Toolkit<TopicCommand>> }
  | { readonly type: 'Topic.NewSubscriberArrived'; readonly topic: ActorRef<Toolkit<TopicCommand>> }

/** A message of a topic or group actor to the mediator, which registers groups and forwards acks in this order. */
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

/** The brand alone does not decide: a user may publish a branded message, for example a received cluster event. */
export const isTopicMessage = (message: unknown): message is Toolkit<TopicMessage> =>
  isToolkitMessage(message) &&
  'type' in message &&
  typeof message.type === 'string' &&
  topicMessageTypes.has(message.type)
