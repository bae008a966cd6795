import type { ActorRef } from '../../actor/index.ts'

/** Registers an actor of this node under its path, for `Send` and `SendToAll`. Pekko: Put (PS-3) */
export interface Put {
  readonly type: 'Put'
  readonly ref: ActorRef<never>
}

/** Removes the registration of a path of this node, without address: `/user/read`. */
export interface Remove {
  readonly type: 'Remove'
  readonly path: string
}

/**
 * `replyTo` receives a `SubscribeAck` when this node has the subscription; gossip spreads it later. Pekko:
 * Subscribe (PS-4, PS-5)
 */
export interface Subscribe {
  readonly type: 'Subscribe'
  readonly topic: string
  readonly group?: string
  readonly subscriber: ActorRef<never>
  readonly replyTo?: ActorRef<SubscribeAck>
}

/** A topic without subscribers on this node sends no ack. Pekko: Unsubscribe (PS-6) */
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
 * Delivers a message at most once to all subscribers of a topic in the cluster; with `sendOneMessageToEachGroup` to one
 * member of each group instead. Pekko: Publish (PS-7, PS-8)
 */
export interface Publish {
  readonly type: 'Publish'
  readonly topic: string
  readonly message: unknown
  readonly sendOneMessageToEachGroup?: boolean
}

/**
 * Delivers a message to one actor registered under the path; `localAffinity` prefers the one on this node. Pekko:
 * Send (PS-9)
 */
export interface Send {
  readonly type: 'Send'
  readonly path: string
  readonly message: unknown
  readonly localAffinity?: boolean
}

/** Delivers a message to all actors registered under the path. Pekko: SendToAll (PS-10) */
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

/** All topics that this node knows in the cluster, sorted. Pekko: CurrentTopics (PS-19) */
export interface CurrentTopics {
  readonly type: 'CurrentTopics'
  readonly topics: readonly string[]
}

/** Requests the number of registrations that this node knows in the cluster. */
export interface Count {
  readonly type: 'Count'
  readonly replyTo: ActorRef<CurrentCount>
}

/** Requests the number of subscribers of a topic on this node. */
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
