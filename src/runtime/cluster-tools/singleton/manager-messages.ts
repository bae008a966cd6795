import type { Toolkit } from '../../actor/index.ts'
import type { ClusterDomainEvent, CurrentClusterState, UniqueAddress } from '../../cluster/index.ts'
import type { LeaseOutcome } from '../../coordination/index.ts'
import type { Identify } from '../identify.ts'
import type { HandOverMessage } from './singleton-messages.ts'

/** Inputs of a manager that only the toolkit sends: other managers, proxies, the cluster, the lease and timers. */
export type ManagerActorInput =
  | HandOverMessage
  | Identify
  | ClusterDomainEvent
  | CurrentClusterState
  | LeaseOutcome
  | { readonly type: 'SelfUp' }
  | { readonly type: 'PhaseExiting' }
  | { readonly type: 'DelayedMemberRemoved'; readonly node: UniqueAddress }
  | { readonly type: 'HandOverRetry'; readonly count: number }
  | { readonly type: 'TakeOverRetry'; readonly count: number }
  | { readonly type: 'LeaseRetry' }
  | { readonly type: 'Cleanup' }

export type ManagerMessage = Identify | Toolkit<ManagerActorInput>
