import type { VirtualTime } from '../../trace/identifiers.ts'
import { type ActorRef, immutableProtocol, toolkitProtocol } from '../actor/index.ts'
import type { Gossip } from './gossip.ts'
import type { UniqueAddress } from './ids.ts'
import type { JoinConfiguration } from './join-configuration.ts'
import type { VectorClock } from './vector-clock.ts'

/** The paths of the cluster's actors, the same on every node. */
export const daemonPath = '/system/cluster/core/daemon'
export const heartbeatSenderPath = '/system/cluster/core/daemon/heartbeatSender'
export const heartbeatReceiverPath = '/system/cluster/heartbeatReceiver'

export const membershipProtocol = toolkitProtocol('membership')
export const welcomeProtocol = immutableProtocol('membership')
export const gossipProtocol = immutableProtocol('membership', 'periodic')
export const heartbeatProtocol = immutableProtocol('failure-detector', 'periodic')

/** The messages between daemons of different nodes (JN-3 to JN-8, GP-1, LV-6). */
export type ClusterMessage =
  /** Asks whether the receiver is a member whose configuration agrees with the sender's. */
  | {
      readonly type: 'InitJoin'
      readonly replyTo: ActorRef<InitJoinReply>
      readonly configuration: JoinConfiguration
    }
  | {
      readonly type: 'Join'
      readonly node: UniqueAddress
      readonly roles: readonly string[]
      readonly appVersion: string
    }
  | { readonly type: 'Welcome'; readonly from: UniqueAddress; readonly gossip: Gossip }
  | {
      readonly type: 'GossipStatus'
      readonly from: UniqueAddress
      readonly version: VectorClock
      readonly seenDigest: string
    }
  /** `to` has a uid, so that a later incarnation ignores gossip for an earlier one. */
  | {
      readonly type: 'GossipEnvelope'
      readonly from: UniqueAddress
      readonly to: UniqueAddress
      readonly gossip: Gossip
    }
  | { readonly type: 'ExitingConfirmed'; readonly node: UniqueAddress }

export type InitJoinReply =
  | {
      readonly type: 'InitJoinAck'
      readonly address: string
      readonly configuration: JoinConfiguration
      /** The differences that the member found. */
      readonly complaints: readonly string[]
    }
  | { readonly type: 'InitJoinNack'; readonly address: string }

/** The commands to a daemon from other parts of its own node. */
export type DaemonCommand =
  | { readonly type: 'JoinSeedNodes'; readonly addresses: readonly string[] }
  | { readonly type: 'JoinTo'; readonly address: string }
  | {
      readonly type: 'IncompatibleConfiguration'
      readonly address: string
      readonly complaints: readonly string[]
    }
  /** No seed node has answered within the time that the settings allow. */
  | { readonly type: 'JoinSeedNodesUnsuccessful' }
  | { readonly type: 'Leave'; readonly address: string }
  | { readonly type: 'PrepareForShutdown' }
  | { readonly type: 'Down'; readonly address: string }
  /** Remoting quarantined that incarnation. */
  | { readonly type: 'Quarantined'; readonly node: UniqueAddress }
  /** The exiting tasks of coordinated shutdown are done, so the daemon confirms the exit and stops. */
  | { readonly type: 'ExitingCompleted' }

export type DaemonTick =
  | { readonly type: 'GossipTick' }
  | { readonly type: 'GossipSpeedupTick' }
  | { readonly type: 'LeaderActionsTick' }
  | { readonly type: 'ReapUnreachableTick' }

export type DaemonMessage = ClusterMessage | DaemonCommand | DaemonTick

/** Pekko: the receiver only replies; the reply feeds the failure detector of the sender (HB-1). */
export interface Heartbeat {
  readonly type: 'Heartbeat'
  /** The sender's address. */
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
