import type { DowningDecision } from './downing-decision.ts'
import {
  asSeen,
  type Counting,
  countedMembers,
  type DowningView,
  indirectlyConnected,
  isUnreachable,
} from './downing-view.ts'
import type { Member } from './member.ts'

/** Pekko: the side with more members survives; with equal sides, the side with the lowest address (SB-8). */
export function decideKeepMajority(view: DowningView, role: string): DowningDecision {
  if (indirectlyConnected(view).size > 0) return 'DownIndirectlyConnected'
  const decision = majority(view, countSides(view, role, asSeen, asSeen))
  if (decision !== 'DownUnreachable') return decision
  // The other side may count members that became Up or left after the partition. This side survives only if
  // it has the majority in that worst case too.
  const fewest = { joining: false, leaving: false }
  const most = { joining: true, leaving: true }
  return majority(view, countSides(view, role, fewest, most)) === 'DownUnreachable' ? decision : 'DownAll'
}

interface Sides {
  readonly reachable: number
  readonly unreachable: number
  /** The member with the lowest address on either side; `undefined` when none was counted. */
  readonly lowest: Member | undefined
}

function countSides(view: DowningView, role: string, thisSide: Counting, otherSide: Counting): Sides {
  const own = countedMembers(view, role, thisSide)
  return {
    reachable: own.filter(member => !isUnreachable(view, member)).length,
    unreachable: countedMembers(view, role, otherSide).filter(member => isUnreachable(view, member)).length,
    lowest: own[0],
  }
}

function majority(view: DowningView, { reachable, unreachable, lowest }: Sides): DowningDecision {
  if (lowest === undefined) return 'DownAll'
  if (reachable !== unreachable) return reachable > unreachable ? 'DownUnreachable' : 'DownReachable'
  return isUnreachable(view, lowest) ? 'DownReachable' : 'DownUnreachable'
}
