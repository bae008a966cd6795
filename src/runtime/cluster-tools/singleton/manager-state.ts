import type { MemberStatus, NodeKey, UniqueAddress } from '../../cluster/index.ts'
import type { LeaseOutcome } from '../../coordination/index.ts'
import { noOldestChanges, type OldestChange, type OldestChanges } from './oldest-changes.ts'
import type { HandOverMessage, PeerRef } from './singleton-messages.ts'

/** A manager that requested the hand-over, with its address for log lines. */
export interface HandOverRequester {
  readonly address: string
  readonly ref: PeerRef
}

/** The phase of a singleton manager, with Pekko's names. */
export type Phase =
  | { readonly name: 'Start' }
  /** `previousOldest`: nodes that may still run an instance, the last known oldest first. */
  | { readonly name: 'Younger'; readonly previousOldest: readonly UniqueAddress[] }
  | { readonly name: 'BecomingOldest'; readonly previousOldest: readonly UniqueAddress[] }
  /**
   * This node is the oldest and has no lease. `requested`: the lease may answer, or may be held. `child`: the instance that
   * ran before the lease was lost has not stopped yet.
   */
  | { readonly name: 'AcquiringLease'; readonly requested: boolean; readonly child: boolean }
  /** `child` is false after the instance stopped by itself; the manager does not start it again. */
  | { readonly name: 'Oldest'; readonly child: boolean }
  | { readonly name: 'WasOldest'; readonly child: boolean; readonly newOldest: UniqueAddress | null }
  | { readonly name: 'HandingOver'; readonly handOverTo: HandOverRequester | null }
  | { readonly name: 'Stopping' }
  | { readonly name: 'End' }
  /** The manager stops at the end of this step. */
  | { readonly name: 'Stopped' }

export interface ManagerState {
  readonly phase: Phase
  readonly changes: OldestChanges
  /** True when the manager is ready for the next change of the oldest. Pekko: GetNext (SG-3) */
  readonly awaitsOldestChange: boolean
  /** Nodes whose removal is effective, with the instant at which the record expires. Pekko: removed (SG-4) */
  readonly removed: ReadonlyMap<NodeKey, number>
  /** True when this node has begun to leave. */
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
  /** The removal margin of an earlier removal is over. */
  | { readonly type: 'DelayedMemberRemoved'; readonly node: UniqueAddress }
  | { readonly type: 'HandOverRetry'; readonly count: number }
  | { readonly type: 'TakeOverRetry'; readonly count: number }
  | Exclude<LeaseOutcome, { readonly type: 'LeaseFreed' }>
  | { readonly type: 'LeaseRetry' }
  | { readonly type: 'SingletonTerminated' }
  /** Coordinated shutdown requests the hand-over. Pekko: SelfExiting (SG-14) */
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
  /** Sends the stop message; a child that ignores it keeps running. Pekko: terminationMessage (SG-7) */
  | { readonly type: 'StopSingleton' }
  | { readonly type: 'AcquireLease' }
  | { readonly type: 'ReleaseLease' }
  | { readonly type: 'StartRetry'; readonly key: 'HandOverRetry' | 'TakeOverRetry'; readonly count: number }
  | { readonly type: 'StartLeaseRetry' }
  | { readonly type: 'CancelRetry'; readonly key: 'HandOverRetry' | 'TakeOverRetry' | 'LeaseRetry' }
  | { readonly type: 'ScheduleRemoval'; readonly node: UniqueAddress }
  | { readonly type: 'CompleteExiting' }
  | { readonly type: 'Log'; readonly level: 'debug' | 'info'; readonly text: string }
  | { readonly type: 'PhaseChanged'; readonly from: Phase['name']; readonly to: Phase['name'] }
  | { readonly type: 'StopManager' }
  | { readonly type: 'Stuck'; readonly reason: string }

/** The facts outside the state on which a step depends. */
export interface ManagerFacts {
  readonly self: UniqueAddress
  /** Virtual time in ms. */
  readonly now: number
  readonly maxHandOverRetries: number
  readonly maxTakeOverRetries: number
  readonly selfStatus: MemberStatus
  /** An instance starts only with the lease. Pekko: use-lease (SG-6) */
  readonly usesLease: boolean
  readonly clusterTerminated: boolean
  /** No instance starts and none is handed over. Pekko: preparation for full shutdown (SG-13) */
  readonly preparingForShutdown: boolean
  /** True when this incarnation of the node is a member now. */
  isMember(node: UniqueAddress): boolean
}

/** The result of one step: the next state and the effects to perform, in order. */
export interface Step {
  readonly state: ManagerState
  readonly effects: readonly ManagerEffect[]
}
