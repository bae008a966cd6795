import type { Random } from '../random.ts'
import { seenByNode } from './gossip.ts'
import { nodeKey } from './ids.ts'
import type { Member } from './member.ts'
import { gossipTargets, type MembershipState } from './membership-state.ts'

/** Whom to gossip to: with the given probability somebody who has not seen the state, if there is one. (GP-4) */
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

/** Up to `count` different targets. */
export function selectRandomTargets(
  state: MembershipState,
  random: Random,
  count: number,
): readonly Member[] {
  const left = [...gossipTargets(state)]
  const selected: Member[] = []
  while (selected.length < count && left.length > 0) {
    selected.push(left.splice(random.below(left.length), 1)[0]!)
  }
  return selected
}

/** Worth extra rounds: somebody is Down, or fewer than half have the state. (GP-5) */
export function isSpeedupNeeded({ gossip }: MembershipState): boolean {
  return (
    gossip.members.some(member => member.status === 'Down') ||
    gossip.seen.length < Math.floor(gossip.members.length / 2)
  )
}
