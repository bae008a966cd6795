import type { ActorRef } from '../actor/index.ts'
import type { LeaseAnswer } from './lease-protocol.ts'

/** The commands to a lease: the actor on one node that acquires, renews and releases it there. */
export type LeaseRequest =
  /** Answered by `LeaseAcquired` or `LeaseNotAcquired`; `LeaseLost` may follow an acquired lease. */
  | { readonly type: 'Acquire'; readonly replyTo: ActorRef<LeaseOutcome> }
  /** Answered by `LeaseFreed`. */
  | { readonly type: 'Release'; readonly replyTo: ActorRef<LeaseOutcome> }

export type LeaseOutcome =
  | { readonly type: 'LeaseAcquired' }
  /** `owner` holds the lease; `null` if the request failed or got no answer. */
  | { readonly type: 'LeaseNotAcquired'; readonly owner: string | null }
  | { readonly type: 'LeaseLost' }
  | { readonly type: 'LeaseFreed'; readonly freed: boolean }

export type LeaseMessage =
  | LeaseRequest
  | LeaseAnswer
  | { readonly type: 'LeaseHeartbeat' }
  | { readonly type: 'LeaseOperationTimeout'; readonly requestId: number }
