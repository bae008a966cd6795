import type { UniqueAddress } from './ids.ts'
import type { Member, MemberStatus } from './member.ts'

/**
 * A change of one member between two states that this node published. Pekko: states in between may be skipped
 * (EV-1).
 */
export type MemberEvent =
  | { readonly type: 'MemberJoined'; readonly member: Member }
  | { readonly type: 'MemberWeaklyUp'; readonly member: Member }
  | { readonly type: 'MemberUp'; readonly member: Member }
  | { readonly type: 'MemberPreparingForShutdown'; readonly member: Member }
  | { readonly type: 'MemberReadyForShutdown'; readonly member: Member }
  | { readonly type: 'MemberLeft'; readonly member: Member }
  | { readonly type: 'MemberExited'; readonly member: Member }
  | { readonly type: 'MemberDowned'; readonly member: Member }
  | { readonly type: 'MemberRemoved'; readonly member: Member; readonly previousStatus: MemberStatus }

/**
 * A change between two states that this node published. Addresses are `pekko://system@host:port` (EV-2 to
 * EV-10).
 */
export type ClusterDomainEvent =
  | MemberEvent
  | { readonly type: 'UnreachableMember'; readonly member: Member }
  | { readonly type: 'ReachableMember'; readonly member: Member }
  | { readonly type: 'LeaderChanged'; readonly leader: string | null }
  | { readonly type: 'RoleLeaderChanged'; readonly role: string; readonly leader: string | null }
  | { readonly type: 'SeenChanged'; readonly convergence: boolean; readonly seenBy: readonly string[] }
  | { readonly type: 'ReachabilityChanged'; readonly records: readonly ReachabilityObservation[] }
  | { readonly type: 'MemberTombstonesChanged'; readonly tombstones: readonly UniqueAddress[] }
  | { readonly type: 'ClusterShuttingDown' }

/** A reachability record with addresses in place of node keys. */
export interface ReachabilityObservation {
  readonly observer: UniqueAddress
  readonly subject: UniqueAddress
  readonly status: 'Reachable' | 'Unreachable' | 'Terminated'
}

/** The whole published state, as the first message of a subscription (EV-9). */
export interface CurrentClusterState {
  readonly type: 'CurrentClusterState'
  /** Sorted by address. */
  readonly members: readonly Member[]
  /** Without this node itself. */
  readonly unreachable: readonly Member[]
  /** Addresses of the members that have seen this state. */
  readonly seenBy: readonly string[]
  /** An address; `null` without a candidate. */
  readonly leader: string | null
  readonly roleLeaders: { readonly [role: string]: string | null }
}
