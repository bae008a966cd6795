import type { Random } from '../random.ts'
import { seenByNode } from './gossip.ts'
import { nodeKey } from './ids.ts'
import type { Member } from './member.ts'
import { gossipTargets, type MembershipState } from './membership-state.ts'

/**
 * A random target; with the given probability one that has not seen the state, if there is such a target
 * (GP-4).
 */
export function selectGossipTarget(
  state: MembershipState,
  random: Random,
  differentViewProbability: number,
): Member | undefined {
  const targets = gossipTargets(state)
  if (targets.length === 0) return undefined
  if (random.next() < differentViewProbability) {
    const unseen = targets.filter(member => !seenByNode(state.gossip, nodeKey(member.uniqueAddress)))
    if (unseen.length > 0) return random.pick(unseen)
  }
  return random.pick(targets)
}

/** At most `count` distinct random targets. */
export function selectRandomTargets(
  state: MembershipState,
  random: Random,
  count: number,
): readonly Member[] {
  const candidates = [...gossipTargets(state)]
  const selected: Member[] = []
  while (selected.length < count && candidates.length > 0) {
    selected.push(candidates.splice(random.below(candidates.length), 1)[0]!)
  }
  return selected
}

/**
 * Pekko: extra gossip rounds run while a member is Down or fewer than half of the members have seen the state
 * (GP-5).
 */
export function isSpeedupNeeded({ gossip }: MembershipState): boolean {
  return (
    gossip.members.some(member => member.status === 'Down') ||
    gossip.seen.length < Math.floor(gossip.members.length / 2)
  )
}
