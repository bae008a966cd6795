import type { DowningDecision } from './downing-decision.ts'
import {
  asSeen,
  countedMembers,
  type DowningView,
  indirectlyConnected,
  isUnreachable,
} from './downing-view.ts'

/** The decisions that need the lease. */
export type LeaseDecision = Extract<
  DowningDecision,
  'AcquireLeaseAndDownUnreachable' | 'AcquireLeaseAndDownIndirectlyConnected'
>

/** Pekko: the side that acquires the lease survives (SB-8). */
export const decideLeaseMajority = (view: DowningView): LeaseDecision =>
  indirectlyConnected(view).size > 0
    ? 'AcquireLeaseAndDownIndirectlyConnected'
    : 'AcquireLeaseAndDownUnreachable'

export const isLeaseDecision = (decision: DowningDecision): decision is LeaseDecision =>
  decision === 'AcquireLeaseAndDownUnreachable' || decision === 'AcquireLeaseAndDownIndirectlyConnected'

/** The decision of a side whose request for the lease was refused, failed or got no answer. */
export const withoutLease = (decision: LeaseDecision): DowningDecision =>
  decision === 'AcquireLeaseAndDownUnreachable' ? 'DownReachable' : 'ReverseDownIndirectlyConnected'

/**
 * Pekko: the smaller side asks for the lease later, so that the larger one usually survives. Of equal sides that
 * without the lowest address asks later.
 */
export function acquireDelayMs(
  view: DowningView,
  decision: LeaseDecision,
  role: string,
  delayForMinorityMs: number,
): number {
  if (decision !== 'AcquireLeaseAndDownUnreachable') return 0
  const members = countedMembers(view, role, asSeen)
  const unreachable = members.filter(member => isUnreachable(view, member)).length
  const reachable = members.length - unreachable
  if (reachable !== unreachable) return reachable > unreachable ? 0 : delayForMinorityMs
  const lowest = members[0]
  return lowest === undefined || isUnreachable(view, lowest) ? delayForMinorityMs : 0
}
