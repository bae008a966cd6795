import type { VirtualTime } from '../../trace/identifiers.ts'
import type { FailureText } from '../../trace/trace-event.ts'
import { type ActorRef, isToolkitMessage, type Toolkit, toolkitProtocol } from '../actor/index.ts'

/** The path of a database's leases. */
export const leasePath = '/system/lease'

/** Lease messages share the links and the colour of the journal's, because the same database answers both. */
export const leaseProtocol = toolkitProtocol('persistence')

/**
 * The requests to the database about its leases. Each is one compare-and-set of a row.
 *
 * Every answer repeats the `requestId`, which is unique in the requesting actor system.
 */
export type LeaseCommand =
  /** Takes the lease if it is free, expired, or the owner's already. */
  | (LeaseRequestFields & { readonly type: 'AcquireLease'; readonly timeToLiveMs: number })
  /** Extends the lease if it is still the owner's. */
  | (LeaseRequestFields & { readonly type: 'RenewLease'; readonly timeToLiveMs: number })
  /** Frees the lease if it is the owner's. */
  | (LeaseRequestFields & { readonly type: 'ReleaseLease' })

interface LeaseRequestFields {
  readonly lease: string
  readonly owner: string
  readonly requestId: number
  readonly replyTo: ActorRef<LeaseAnswer>
}

export type LeaseAnswer =
  | (LeaseAnswerFields & { readonly type: 'LeaseGranted'; readonly expiresAt: VirtualTime })
  /** `owner` is the present owner; `null` if nobody holds the lease. */
  | (LeaseAnswerFields & { readonly type: 'LeaseRefused'; readonly owner: string | null })
  | (LeaseAnswerFields & { readonly type: 'LeaseReleased' })
  /** The store failed, so the outcome is unknown. */
  | (LeaseAnswerFields & { readonly type: 'LeaseFailed'; readonly error: FailureText })

interface LeaseAnswerFields {
  readonly lease: string
  readonly requestId: number
}

const commandTypes: ReadonlySet<string> = new Set<LeaseCommand['type']>([
  'AcquireLease',
  'RenewLease',
  'ReleaseLease',
])

const answerTypes: ReadonlySet<string> = new Set<LeaseAnswer['type']>([
  'LeaseGranted',
  'LeaseRefused',
  'LeaseReleased',
  'LeaseFailed',
])

/** True for a request, also straight from the wire, where `replyTo` is still encoded. */
export const isLeaseCommand = (message: unknown): message is LeaseCommand => hasShape(message, commandTypes)

export const isLeaseAnswer = (message: unknown): message is Toolkit<LeaseAnswer> =>
  isToolkitMessage(message) && hasShape(message, answerTypes)

function hasShape(message: unknown, types: ReadonlySet<string>): boolean {
  if (typeof message !== 'object' || message === null) return false
  const { type, requestId, lease } = message as { readonly [key: string]: unknown }
  return (
    typeof type === 'string' && types.has(type) && typeof requestId === 'number' && typeof lease === 'string'
  )
}
