import type { DowningDecision } from './downing-decision.ts'
import {
  asSeen,
  countedMembers,
  type DowningView,
  indirectlyConnected,
  isUnreachable,
} from './downing-view.ts'

/** The largest cluster in which at most one side of a partition reaches the quorum. */
const largestSize = (quorumSize: number): number => 2 * quorumSize - 1

/**
 * Pekko: the side that reaches at least `quorumSize` members survives. In a cluster so large that two sides
 * could, all members are downed (SB-8).
 */
export function decideStaticQuorum(view: DowningView, role: string, quorumSize: number): DowningDecision {
  const members = countedMembers(view, role, asSeen)
  if (members.length > largestSize(quorumSize)) return 'DownAll'
  if (indirectlyConnected(view).size > 0) return 'DownIndirectlyConnected'
  const reachable = members.filter(member => !isUnreachable(view, member)).length
  return reachable >= quorumSize ? 'DownUnreachable' : 'DownReachable'
}

/** The log text about a cluster that is too large for its quorum; `null` for any other cluster. */
export function quorumWarning(view: DowningView, role: string, quorumSize: number): string | null {
  const size = countedMembers(view, role, asSeen).length
  if (size <= largestSize(quorumSize)) return null
  return `The cluster has [${size}] members, more than the [${largestSize(quorumSize)}] that static-quorum with quorum-size [${quorumSize}] allows. While it does, a downing decision downs all members.`
}
