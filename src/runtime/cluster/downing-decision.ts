import {
  type DowningView,
  indirectlyConnected,
  isUnreachable,
  withoutIndirectRecords,
} from './downing-view.ts'
import { type NodeKey, nodeKey, sameNode } from './ids.ts'
import type { Member } from './member.ts'
import { isDownOrExiting } from './member-status.ts'

export type DowningDecision =
  | 'DownUnreachable'
  | 'DownReachable'
  | 'DownAll'
  | 'DownIndirectlyConnected'
  | 'DownSelfQuarantinedByRemote'
  | 'AcquireLeaseAndDownUnreachable'
  | 'AcquireLeaseAndDownIndirectlyConnected'
  /** The reverse of `DownIndirectlyConnected`, without the lease: the reachable members go down in place of the others. */
  | 'ReverseDownIndirectlyConnected'

/**
 * The members that a decision downs, sorted. Pekko: Down and Exiting members are never downed again (SB-4,
 * SB-7).
 */
export function nodesToDown(
  decision: DowningDecision,
  view: DowningView,
  decide: (view: DowningView) => DowningDecision,
): readonly Member[] {
  const downable = view.members.filter(({ status }) => !isDownOrExiting(status))
  switch (decision) {
    case 'DownAll':
      return downable
    case 'DownUnreachable':
    case 'AcquireLeaseAndDownUnreachable':
      return downable.filter(member => isUnreachable(view, member))
    case 'DownReachable':
      return downable.filter(member => !isUnreachable(view, member))
    case 'DownSelfQuarantinedByRemote':
      return downable.filter(member => sameNode(member.uniqueAddress, view.self))
    case 'DownIndirectlyConnected':
    case 'AcquireLeaseAndDownIndirectlyConnected': {
      const nodes = new Set([...indirectlyConnected(view), ...additionalNodesToDown(view, decide)])
      return downable.filter(member => nodes.has(nodeKey(member.uniqueAddress)))
    }
    case 'ReverseDownIndirectlyConnected': {
      const nodes = indirectlyConnected(view)
      return downable.filter(
        member => !isUnreachable(view, member) || nodes.has(nodeKey(member.uniqueAddress)),
      )
    }
  }
}

/**
 * The nodes that an ordinary decision downs once the records between indirectly connected nodes are left out.
 */
function additionalNodesToDown(
  view: DowningView,
  decide: (view: DowningView) => DowningDecision,
): readonly NodeKey[] {
  const indirect = indirectlyConnected(view)
  if ([...view.unreachable].every(node => indirect.has(node))) return []
  const rest = withoutIndirectRecords(view)
  const secondDecision = decide(rest)
  const members = nodesToDown(
    isIndirectlyConnected(secondDecision) ? 'DownAll' : secondDecision,
    rest,
    decide,
  )
  return members.map(member => nodeKey(member.uniqueAddress))
}

const isIndirectlyConnected = (decision: DowningDecision): boolean =>
  decision === 'DownIndirectlyConnected' || decision === 'AcquireLeaseAndDownIndirectlyConnected'
