import type { MemberStatus, NodeKey, UniqueAddress } from '../../cluster/index.ts'
import { noOldestChanges, type OldestChange, type OldestChanges } from './oldest-changes.ts'
import type { HandOverMessage, PeerRef } from './singleton-messages.ts'

/** A manager that asked, with the address to name in logs. */
export interface HandOverRequester {
  readonly address: string
  readonly ref: PeerRef
}

/** Where in its life a singleton manager is. (section 3.2; no lease, so no AcquiringLease) */
export type Phase =
  | { readonly name: 'Start' }
  /** `previousOldest`: those who may still run an instance, the last known oldest first. */
  | { readonly name: 'Younger'; readonly previousOldest: readonly UniqueAddress[] }
  | { readonly name: 'BecomingOldest'; readonly previousOldest: readonly UniqueAddress[] }
  /** `child` false: it ended by itself, and nothing recreates it. */
  | { readonly name: 'Oldest'; readonly child: boolean }
  | { readonly name: 'WasOldest'; readonly child: boolean; readonly newOldest: UniqueAddress | null }
  | { readonly name: 'HandingOver'; readonly handOverTo: HandOverRequester | null }
  | { readonly name: 'Stopping' }
  | { readonly name: 'End' }
  /** The manager is about to stop. */
  | { readonly name: 'Stopped' }

export interface ManagerState {
  readonly phase: Phase
  readonly changes: OldestChanges
  /** The manager settled and asked for the next change of the oldest. (SG-3) */
  readonly awaitsOldestChange: boolean
  /** Nodes whose removal is effective, with the instant at which they are forgotten. (SG-4) */
  readonly removed: ReadonlyMap<NodeKey, number>
  readonly selfExited: boolean
}

export const initialManagerState: ManagerState = {
  phase: { name: 'Start' },
  changes: noOldestChanges,
  awaitsOldestChange: false,
  removed: new Map(),
  selfExited: false,
}

export type ManagerInput =
  | OldestChange
  | HandOverMessage
  | { readonly type: 'MemberDowned'; readonly node: UniqueAddress }
  | { readonly type: 'MemberRemoved'; readonly node: UniqueAddress }
  /** A removal seen earlier has become effective. */
  | { readonly type: 'DelayedMemberRemoved'; readonly node: UniqueAddress }
  | { readonly type: 'HandOverRetry'; readonly count: number }
  | { readonly type: 'TakeOverRetry'; readonly count: number }
  | { readonly type: 'SingletonTerminated' }
  /** Coordinated shutdown asks this node to give its singleton away. (SG-14) */
  | { readonly type: 'SelfExiting' }
  | { readonly type: 'Cleanup' }

export type ManagerEffect =
  | { readonly type: 'Send'; readonly address: string; readonly message: 'HandOverToMe' | 'TakeOverFromMe' }
  | {
      readonly type: 'Reply'
      readonly to: PeerRef
      readonly message: 'HandOverToMe' | 'HandOverInProgress' | 'HandOverDone'
    }
  | { readonly type: 'StartSingleton' }
  /** Sends the stop message; nothing forces a child that does not stop. (SG-7) */
  | { readonly type: 'StopSingleton' }
  | { readonly type: 'StartRetry'; readonly key: 'HandOverRetry' | 'TakeOverRetry'; readonly count: number }
  | { readonly type: 'CancelRetry'; readonly key: 'HandOverRetry' | 'TakeOverRetry' }
  | { readonly type: 'ScheduleRemoval'; readonly node: UniqueAddress }
  | { readonly type: 'CompleteExiting' }
  | { readonly type: 'Log'; readonly level: 'debug' | 'info'; readonly text: string }
  | { readonly type: 'PhaseChanged'; readonly from: Phase['name']; readonly to: Phase['name'] }
  | { readonly type: 'StopManager' }
  | { readonly type: 'Stuck'; readonly reason: string }

/** What the manager may look up while it decides. */
export interface ManagerFacts {
  readonly self: UniqueAddress
  readonly now: number
  readonly maxHandOverRetries: number
  readonly maxTakeOverRetries: number
  readonly selfStatus: MemberStatus
  readonly clusterTerminated: boolean
  /** This very incarnation is a member now. */
  isMember(node: UniqueAddress): boolean
}

/** One answer of the machine: the state after, and what to do about it, in order. */
export interface Step {
  readonly state: ManagerState
  readonly effects: readonly ManagerEffect[]
}
