import type { UniqueAddress } from './ids.ts'
import type { Member, MemberStatus } from './member.ts'

/** What changed between two states this node published. States in between are not seen. (EV-1 to EV-10) */
export type MemberEvent =
  | { readonly type: 'MemberJoined'; readonly member: Member }
  | { readonly type: 'MemberWeaklyUp'; readonly member: Member }
  | { readonly type: 'MemberUp'; readonly member: Member }
  | { readonly type: 'MemberLeft'; readonly member: Member }
  | { readonly type: 'MemberExited'; readonly member: Member }
  | { readonly type: 'MemberDowned'; readonly member: Member }
  | { readonly type: 'MemberRemoved'; readonly member: Member; readonly previousStatus: MemberStatus }

export type ClusterDomainEvent =
  | MemberEvent
  | { readonly type: 'UnreachableMember'; readonly member: Member }
  | { readonly type: 'ReachableMember'; readonly member: Member }
  | { readonly type: 'LeaderChanged'; readonly leader: string | null }
  | { readonly type: 'RoleLeaderChanged'; readonly role: string; readonly leader: string | null }
  | { readonly type: 'SeenChanged'; readonly convergence: boolean; readonly seenBy: readonly string[] }
  | { readonly type: 'ReachabilityChanged'; readonly records: readonly ReachabilityRecordText[] }
  | { readonly type: 'MemberTombstonesChanged'; readonly tombstones: readonly UniqueAddress[] }
  | { readonly type: 'ClusterShuttingDown' }

export interface ReachabilityRecordText {
  readonly observer: UniqueAddress
  readonly subject: UniqueAddress
  readonly status: 'Reachable' | 'Unreachable' | 'Terminated'
}

export interface CurrentClusterState {
  readonly type: 'CurrentClusterState'
  /** Sorted by address. */
  readonly members: readonly Member[]
  readonly unreachable: readonly Member[]
  readonly seenBy: readonly string[]
  readonly leader: string | null
  readonly roleLeaders: { readonly [role: string]: string | null }
}
