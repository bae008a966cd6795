import type { Random } from '../random.ts'
import { seenSet } from './gossip.ts'
import { nodeKey } from './ids.ts'
import type { Member } from './member.ts'
import { rollOf } from './member-roll.ts'
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
  const { gossip } = state
  const targets = gossipTargets(state)
  if (targets.length === 0) return undefined
  if (random.next() < differentViewProbability) {
    const seen = seenSet(gossip)
    const isUnseen = (member: Member) => !seen.has(nodeKey(member.uniqueAddress))
    const unseen = seen.size < gossip.members.length ? targets.filter(isUnseen) : []
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
    rollOf(gossip.members).downed.length > 0 || gossip.seen.length < Math.floor(gossip.members.length / 2)
  )
}
