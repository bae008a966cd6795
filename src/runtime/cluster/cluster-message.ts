import type { VirtualTime } from '../../trace/trace-event.ts'
import type { ActorRef } from '../actor/index.ts'
import type { Gossip } from './gossip.ts'
import type { UniqueAddress } from './ids.ts'
import type { VectorClock } from './vector-clock.ts'

/** Where the parts of the cluster live on every node. */
export const daemonPath = '/system/cluster/core/daemon'
export const heartbeatSenderPath = '/system/cluster/core/daemon/heartbeatSender'
export const heartbeatReceiverPath = '/system/cluster/heartbeatReceiver'

/** What daemons of different nodes say to each other. (JN-3 to JN-8, GP-1, LV-6) */
export type ClusterMessage =
  /** "Are you in a cluster?" `downing` is what both sides must be configured alike for. */
  | { readonly type: 'InitJoin'; readonly replyTo: ActorRef<InitJoinReply>; readonly downing: string }
  | { readonly type: 'Join'; readonly node: UniqueAddress; readonly roles: readonly string[] }
  | { readonly type: 'Welcome'; readonly from: UniqueAddress; readonly gossip: Gossip }
  | {
      readonly type: 'GossipStatus'
      readonly from: UniqueAddress
      readonly version: VectorClock
      readonly seenDigest: string
    }
  /** `to` with its uid: what is meant for an earlier incarnation must not reach the next one. */
  | {
      readonly type: 'GossipEnvelope'
      readonly from: UniqueAddress
      readonly to: UniqueAddress
      readonly gossip: Gossip
    }
  | { readonly type: 'ExitingConfirmed'; readonly node: UniqueAddress }

export type InitJoinReply =
  | { readonly type: 'InitJoinAck'; readonly address: string; readonly compatible: boolean }
  | { readonly type: 'InitJoinNack'; readonly address: string }

/** What a node's own parts ask of its daemon. */
export type DaemonCommand =
  | { readonly type: 'JoinSeedNodes'; readonly addresses: readonly string[] }
  | { readonly type: 'JoinTo'; readonly address: string }
  | { readonly type: 'IncompatibleConfiguration'; readonly address: string }
  | { readonly type: 'Leave'; readonly address: string }
  | { readonly type: 'Down'; readonly address: string }
  /** The link to that incarnation was given up. */
  | { readonly type: 'Quarantined'; readonly node: UniqueAddress }
  /** The tasks of a graceful leave are done: confirm it and stop. */
  | { readonly type: 'ExitingCompleted' }

export type DaemonTick =
  | { readonly type: 'GossipTick' }
  | { readonly type: 'GossipSpeedupTick' }
  | { readonly type: 'LeaderActionsTick' }
  | { readonly type: 'ReapUnreachableTick' }

export type DaemonMessage = ClusterMessage | DaemonCommand | DaemonTick

/** Only the answer feeds the sender's detector. (HB-1) */
export interface Heartbeat {
  readonly type: 'Heartbeat'
  /** An address. */
  readonly from: string
  readonly sequenceNr: number
  readonly createdAt: VirtualTime
}

export interface HeartbeatRsp {
  readonly type: 'HeartbeatRsp'
  readonly from: UniqueAddress
  readonly sequenceNr: number
  readonly createdAt: VirtualTime
}
