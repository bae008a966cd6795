import { type DowningView, indirectlyConnected, withoutIndirectRecords } from './downing-view.ts'
import { type NodeKey, nodeKey } from './ids.ts'
import type { Member } from './member.ts'
import { isJoiningOrWeaklyUp } from './member-status.ts'

export type DowningDecision = 'DownUnreachable' | 'DownReachable' | 'DownAll' | 'DownIndirectlyConnected'

/** Pekko: the side with more members survives; with equal sides, the side with the lowest address (SB-8). */
export function decideKeepMajority(view: DowningView, role: string): DowningDecision {
  if (indirectlyConnected(view).size > 0) return 'DownIndirectlyConnected'
  const decision = majority(view, countSides(view, role, 'as-seen', 'as-seen'))
  if (decision !== 'DownUnreachable') return decision
  // The other side may count members that became Up or left after the partition. This side survives only if
  // it has the majority in that worst case too.
  return majority(view, countSides(view, role, 'minimum', 'maximum')) === 'DownUnreachable'
    ? decision
    : 'DownAll'
}

interface Sides {
  readonly reachable: number
  readonly unreachable: number
  /** The member with the lowest address on either side; `undefined` when none was counted. */
  readonly lowest: Member | undefined
}

/** `minimum` leaves out Leaving members, `maximum` includes Joining and WeaklyUp ones. */
type Counting = 'as-seen' | 'minimum' | 'maximum'

function countSides(view: DowningView, role: string, thisSide: Counting, otherSide: Counting): Sides {
  const candidates = (counting: Counting) =>
    view.members.filter(
      ({ status, roles }) =>
        (role === '' || roles.includes(role)) &&
        (status === 'Up' ||
          (status === 'Leaving' && counting !== 'minimum') ||
          (isJoiningOrWeaklyUp(status) && counting === 'maximum')),
    )
  const isUnreachable = (member: Member) => view.unreachable.has(nodeKey(member.uniqueAddress))
  return {
    reachable: candidates(thisSide).filter(member => !isUnreachable(member)).length,
    unreachable: candidates(otherSide).filter(isUnreachable).length,
    lowest: candidates(thisSide)[0],
  }
}

function majority(view: DowningView, { reachable, unreachable, lowest }: Sides): DowningDecision {
  if (lowest === undefined) return 'DownAll'
  if (reachable !== unreachable) return reachable > unreachable ? 'DownUnreachable' : 'DownReachable'
  return view.unreachable.has(nodeKey(lowest.uniqueAddress)) ? 'DownReachable' : 'DownUnreachable'
}

/**
 * The members that a decision downs, sorted. Pekko: Down and Exiting members are never downed again (SB-4,
 * SB-7).
 */
export function nodesToDown(
  decision: DowningDecision,
  view: DowningView,
  decide: (view: DowningView) => DowningDecision,
): readonly Member[] {
  const downable = view.members.filter(({ status }) => status !== 'Down' && status !== 'Exiting')
  const isUnreachable = (member: Member) => view.unreachable.has(nodeKey(member.uniqueAddress))
  switch (decision) {
    case 'DownAll':
      return downable
    case 'DownUnreachable':
      return downable.filter(isUnreachable)
    case 'DownReachable':
      return downable.filter(member => !isUnreachable(member))
    case 'DownIndirectlyConnected': {
      const nodes = new Set([...indirectlyConnected(view), ...additionalNodesToDown(view, decide)])
      return downable.filter(member => nodes.has(nodeKey(member.uniqueAddress)))
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
    secondDecision === 'DownIndirectlyConnected' ? 'DownAll' : secondDecision,
    rest,
    decide,
  )
  return members.map(member => nodeKey(member.uniqueAddress))
}
