import { type Toolkit, toolkitProtocol } from '../../actor/index.ts'
import type { ClusterDomainEvent, CurrentClusterState } from '../../cluster/index.ts'
import type { Bucket, Versions } from './bucket.ts'
import type { PubSubCommand } from './mediator-messages.ts'
import type { TopicReport, TopicToMediator } from './topic-messages.ts'

/** Messages between mediators that spread the registrations. */
export const pubSubGossip = toolkitProtocol('pub-sub', 'periodic')

/** Messages between mediators; `from` is the address of the sender. Pekko: Status and Delta (PS-14) */
export type MediatorGossip =
  | { readonly type: 'Status'; readonly from: string; readonly versions: Versions; readonly isReply: boolean }
  | { readonly type: 'Delta'; readonly from: string; readonly buckets: readonly Bucket[] }

/** Inputs of a mediator that only the toolkit sends: other mediators, topics, the cluster and timers. */
export type MediatorInput =
  | MediatorGossip
  | TopicReport
  | TopicToMediator
  | ClusterDomainEvent
  | CurrentClusterState
  | { readonly type: 'GossipTick' }
  | { readonly type: 'PruneTick' }

export type MediatorMessage = PubSubCommand | Toolkit<MediatorInput>
