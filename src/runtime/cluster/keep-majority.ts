import { connectedIndirectly, type DowningView, withoutIndirectRecords } from './downing-view.ts'
import { type NodeKey, nodeKey } from './ids.ts'
import type { Member } from './member.ts'
import { isJoiningOrWeaklyUp } from './member-status.ts'

export type DowningDecision = 'DownUnreachable' | 'DownReachable' | 'DownAll' | 'DownIndirectlyConnected'

/** The side with more members stays, of equal ones the side with the lowest address. (SB-8) */
export function decideKeepMajority(view: DowningView, role: string): DowningDecision {
  if (connectedIndirectly(view).size > 0) return 'DownIndirectlyConnected'
  const decision = majority(view, count(view, role, 'as-seen', 'as-seen'))
  if (decision !== 'DownUnreachable') return decision
  // Members may have come up or gone without the other side knowing: stay only if that would change nothing.
  return majority(view, count(view, role, 'fewest', 'most')) === 'DownUnreachable' ? decision : 'DownAll'
}

interface Sides {
  readonly reachable: number
  readonly unreachable: number
  /** Of those counted without Joining, whatever their side; undefined when there is none. */
  readonly lowest: Member | undefined
}

type Counting = 'as-seen' | 'fewest' | 'most'

function count(view: DowningView, role: string, thisSide: Counting, otherSide: Counting): Sides {
  const candidates = (counting: Counting) =>
    view.members.filter(
      ({ status, roles }) =>
        (role === '' || roles.includes(role)) &&
        (status === 'Up' ||
          (status === 'Leaving' && counting !== 'fewest') ||
          (isJoiningOrWeaklyUp(status) && counting === 'most')),
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

/** Who goes by a decision: never those that are Down or Exiting already. Sorted. (SB-4, SB-7) */
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
      const going = new Set([...connectedIndirectly(view), ...cutOffBesides(view, decide)])
      return downable.filter(member => going.has(nodeKey(member.uniqueAddress)))
    }
  }
}

/** With the confusion among the indirectly connected put aside, the ordinary decision about the rest. */
function cutOffBesides(
  view: DowningView,
  decide: (view: DowningView) => DowningDecision,
): readonly NodeKey[] {
  const indirect = connectedIndirectly(view)
  if ([...view.unreachable].every(node => indirect.has(node))) return []
  const rest = withoutIndirectRecords(view)
  const second = decide(rest)
  const members = nodesToDown(second === 'DownIndirectlyConnected' ? 'DownAll' : second, rest, decide)
  return members.map(member => nodeKey(member.uniqueAddress))
}
