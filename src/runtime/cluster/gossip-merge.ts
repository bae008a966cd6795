import { type Gossip, hasMember, keysOf, pruneVersion } from './gossip.ts'
import { nodeKey } from './ids.ts'
import type { Member } from './member.ts'
import { highestPriorityOf } from './member-order.ts'
import { isDownOrExiting } from './member-status.ts'
import { allReachable, isUntouched, mergeReachability } from './reachability.ts'
import { sideBySide } from './sorted-members.ts'
import { mergeClocks, pruneClock } from './vector-clock.ts'

/**
 * Merges two concurrent states. Commutative. No clock entry is incremented, so that two nodes that merge the
 * same pair get the same version (MG-1 to MG-4).
 */
export function mergeGossip(a: Gossip, b: Gossip): Gossip {
  const left = withoutRemovedElsewhere(a, b)
  const right = withoutRemovedElsewhere(b, a)

  const tombstones = { ...left.tombstones }
  for (const node in right.tombstones) {
    tombstones[node] = Math.max(tombstones[node] ?? 0, right.tombstones[node]!)
  }
  let version = mergeClocks(left.version, right.version)
  for (const node in tombstones) version = pruneClock(version, node)

  const members = mergeMembers(left.members, right.members, tombstones)
  return {
    members,
    seen: [],
    reachability:
      isUntouched(left.reachability) && isUntouched(right.reachability)
        ? allReachable
        : mergeReachability(left.reachability, right.reachability, keysOf(members)),
    version,
    tombstones,
  }
}

/**
 * Pekko: a Down or Exiting member that the other side does not list was removed there, so its clock entry is
 * pruned (MG-1).
 */
function withoutRemovedElsewhere(gossip: Gossip, other: Gossip): Gossip {
  let pruned = gossip
  for (const member of gossip.members) {
    const node = nodeKey(member.uniqueAddress)
    if (isDownOrExiting(member.status) && !hasMember(other, node)) pruned = pruneVersion(pruned, node)
  }
  return pruned
}

function mergeMembers(
  left: readonly Member[],
  right: readonly Member[],
  tombstones: Gossip['tombstones'],
): readonly Member[] {
  const merged: Member[] = []
  let sameAsLeft = 0
  sideBySide(left, right, (inLeft, inRight) => {
    const only = inLeft ?? inRight!
    if (inLeft !== undefined && inRight !== undefined)
      merged.push(inLeft === inRight ? inLeft : highestPriorityOf(inLeft, inRight))
    else if (!isDownOrExiting(only.status) && tombstones[nodeKey(only.uniqueAddress)] === undefined)
      merged.push(only)
    else return
    if (merged.at(-1) === left[merged.length - 1]) sameAsLeft++
  })
  // The list itself, so that what is known about it need not be found out again.
  return sameAsLeft === left.length && merged.length === left.length ? left : merged
}
