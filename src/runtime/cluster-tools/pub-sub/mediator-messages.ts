import type { ActorRef, Toolkit } from '../../actor/index.ts'
import type { ClusterDomainEvent, CurrentClusterState } from '../../cluster/index.ts'
import type { Bucket, Versions } from './bucket.ts'
import type { TopicReport, TopicToMediator } from './topic-messages.ts'

/** Registers an actor of this node under its path, for `Send` and `SendToAll`. (PS-3) */
export interface Put {
  readonly type: 'Put'
  readonly ref: ActorRef<never>
}

/** `path` without address: `/user/read`. */
export interface Remove {
  readonly type: 'Remove'
  readonly path: string
}

/** (PS-4, PS-5) `replyTo` gets a `SubscribeAck` when this node knows; the others learn it later. */
export interface Subscribe {
  readonly type: 'Subscribe'
  readonly topic: string
  readonly group?: string
  readonly subscriber: ActorRef<never>
  readonly replyTo?: ActorRef<SubscribeAck>
}

/** (PS-6) There is no ack for a topic that nobody here subscribed to. */
export interface Unsubscribe {
  readonly type: 'Unsubscribe'
  readonly topic: string
  readonly group?: string
  readonly subscriber: ActorRef<never>
  readonly replyTo?: ActorRef<UnsubscribeAck>
}

export interface SubscribeAck {
  readonly type: 'SubscribeAck'
  readonly topic: string
  readonly group?: string
  readonly subscriber: ActorRef<never>
}

export interface UnsubscribeAck {
  readonly type: 'UnsubscribeAck'
  readonly topic: string
  readonly group?: string
  readonly subscriber: ActorRef<never>
}

/**
 * To all subscribers of a topic in the cluster; with `sendOneMessageToEachGroup` to one member of each of its
 * groups instead. At most once. (PS-7, PS-8)
 */
export interface Publish {
  readonly type: 'Publish'
  readonly topic: string
  readonly message: unknown
  readonly sendOneMessageToEachGroup?: boolean
}

/** To one actor registered under the path, the one on this node first if `localAffinity`. (PS-9) */
export interface Send {
  readonly type: 'Send'
  readonly path: string
  readonly message: unknown
  readonly localAffinity?: boolean
}

/** To all actors registered under the path. (PS-10) */
export interface SendToAll {
  readonly type: 'SendToAll'
  readonly path: string
  readonly message: unknown
  readonly allButSelf?: boolean
}

export interface GetTopics {
  readonly type: 'GetTopics'
  readonly replyTo: ActorRef<CurrentTopics>
}

/** All topics known in the cluster, sorted. (PS-19) */
export interface CurrentTopics {
  readonly type: 'CurrentTopics'
  readonly topics: readonly string[]
}

/** How many entries live in the cluster, as far as this node knows. */
export interface Count {
  readonly type: 'Count'
  readonly replyTo: ActorRef<CurrentCount>
}

/** How many subscribers a topic has on this node. */
export interface CountSubscribers {
  readonly type: 'CountSubscribers'
  readonly topic: string
  readonly replyTo: ActorRef<CurrentCount>
}

export interface CurrentCount {
  readonly type: 'CurrentCount'
  readonly count: number
}

export type PubSubCommand =
  | Put
  | Remove
  | Subscribe
  | Unsubscribe
  | Publish
  | Send
  | SendToAll
  | GetTopics
  | Count
  | CountSubscribers

/** What mediators tell each other. `from` is the sender's address. (PS-14) */
export type MediatorGossip =
  | { readonly type: 'Status'; readonly from: string; readonly versions: Versions; readonly isReply: boolean }
  | { readonly type: 'Delta'; readonly from: string; readonly buckets: readonly Bucket[] }

/** What reaches a mediator from the toolkit only: from other mediators, its topics, the cluster and its timers. */
export type MediatorInput =
  | MediatorGossip
  | TopicReport
  | TopicToMediator
  | ClusterDomainEvent
  | CurrentClusterState
  | { readonly type: 'GossipTick' }
  | { readonly type: 'PruneTick' }

export type MediatorMessage = PubSubCommand | Toolkit<MediatorInput>
