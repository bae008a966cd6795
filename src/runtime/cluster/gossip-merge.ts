import { type Gossip, hasMember, keysOf, memberIndex, pruneVersion } from './gossip.ts'
import { nodeKey } from './ids.ts'
import type { Member } from './member.ts'
import { compareMembers, highestPriorityOf } from './member-order.ts'
import { isDownOrExiting } from './member-status.ts'
import { mergeReachability } from './reachability.ts'
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
    reachability: mergeReachability(left.reachability, right.reachability, keysOf(members)),
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
  const inRight = memberIndex(right)
  const inLeft = memberIndex(left)
  const isKept = (member: Member) =>
    !isDownOrExiting(member.status) && tombstones[nodeKey(member.uniqueAddress)] === undefined
  const merged: Member[] = []
  for (const member of left) {
    const other = inRight.get(nodeKey(member.uniqueAddress))
    if (other !== undefined) merged.push(highestPriorityOf(member, other))
    else if (isKept(member)) merged.push(member)
  }
  for (const member of right) {
    if (!inLeft.has(nodeKey(member.uniqueAddress)) && isKept(member)) merged.push(member)
  }
  return merged.sort(compareMembers)
}
