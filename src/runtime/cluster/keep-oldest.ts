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
import { compareByAge } from './member-order.ts'

/**
 * Pekko: the side with the oldest member survives. With `downIfAlone` that member is downed when it is alone
 * against at least two others (SB-8).
 */
export function decideKeepOldest(view: DowningView, role: string, downIfAlone: boolean): DowningDecision {
  if (indirectlyConnected(view).size > 0) return 'DownIndirectlyConnected'
  const decision = sideOfOldest(view, role, downIfAlone, asSeen)
  if (decision !== 'DownUnreachable') return decision
  // The other side may have removed Leaving members and promoted Joining ones. This side survives only if it
  // also does without the former and with the latter, which matter only to a count.
  const changed = { joining: downIfAlone, leaving: false }
  return sideOfOldest(view, role, downIfAlone, changed) === 'DownUnreachable' ? decision : 'DownAll'
}

function sideOfOldest(
  view: DowningView,
  role: string,
  downIfAlone: boolean,
  counting: Counting,
): DowningDecision {
  // A Joining member has no age yet, so it is never the oldest.
  const aged = countedMembers(view, role, { ...counting, joining: false })
  const oldest = [...aged].sort(compareByAge)[0]
  if (oldest === undefined) return 'DownAll'
  const isOnOldestSide = (member: Member) => isUnreachable(view, member) === isUnreachable(view, oldest)
  const counted = countedMembers(view, role, counting)
  const withOldest = counted.filter(isOnOldestSide).length
  const isAlone = withOldest === 1 && counted.length - withOldest >= 2
  const keepsOldest = !(downIfAlone && isAlone)
  return isUnreachable(view, oldest) === keepsOldest ? 'DownReachable' : 'DownUnreachable'
}
