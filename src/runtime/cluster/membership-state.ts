import { type Gossip, memberOf, seenSet } from './gossip.ts'
import { type NodeKey, nodeKey, type UniqueAddress } from './ids.ts'
import type { Member } from './member.ts'
import { notUpYet } from './member.ts'
import { compareByAge, compareForLeadership } from './member-order.ts'
import {
  isDownOrExiting,
  isJoiningOrWeaklyUp,
  isNeededForConvergence,
  isPreparingOrReady,
} from './member-status.ts'
import {
  allUnreachableOrTerminated,
  ignoringObservers,
  isReachable,
  type Reachability,
  statusSeenBy,
} from './reachability.ts'

/** The gossip of one node. Convergence, leader and gossip targets are functions of it and of `self`. */
export interface MembershipState {
  readonly gossip: Gossip
  readonly self: UniqueAddress
}

const noNodes: ReadonlySet<NodeKey> = new Set()

/**
 * Pekko: observations by Down members are ignored for convergence, so that a downed side cannot block it
 * (CV-4).
 */
export function reachabilityWithoutDowned(gossip: Gossip): Reachability {
  const downed = gossip.members.filter(member => member.status === 'Down')
  return downed.length === 0
    ? gossip.reachability
    : ignoringObservers(gossip.reachability, new Set(downed.map(member => nodeKey(member.uniqueAddress))))
}

/**
 * Pekko: every relevant member has seen the state and none is unreachable, so the leader may act (CV-1 to
 * CV-5).
 */
export function hasConverged(
  state: MembershipState,
  exitingConfirmed: ReadonlySet<NodeKey> = noNodes,
): boolean {
  const { gossip } = state
  const self = nodeKey(state.self)
  for (const node of allUnreachableOrTerminated(reachabilityWithoutDowned(gossip))) {
    if (node === self || exitingConfirmed.has(node)) continue
    const member = memberOf(gossip, node)
    if (member !== undefined && !isDownOrExiting(member.status)) return false
  }
  const seen = seenSet(gossip)
  const isBootstrapping = !gossip.members.some(member => isNeededForConvergence(member.status))
  return gossip.members.every(member => {
    const mustHaveSeen =
      isNeededForConvergence(member.status) || (isBootstrapping && isJoiningOrWeaklyUp(member.status))
    const node = nodeKey(member.uniqueAddress)
    return !mustHaveSeen || seen.has(node) || exitingConfirmed.has(node)
  })
}

/** True while a member has begun to prepare for the shutdown of the whole cluster. */
export const isPreparingForShutdown = (gossip: Gossip): boolean =>
  gossip.members.some(({ status }) => isPreparingOrReady(status))

/** Pekko: no election; the leader is the first reachable candidate by status and address (LD-1, LD-2). */
export function leaderOf(state: MembershipState, members: readonly Member[]): Member | undefined {
  const self = nodeKey(state.self)
  const candidates = members.filter(member => {
    const node = nodeKey(member.uniqueAddress)
    return member.status !== 'Down' && (node === self || isReachable(state.gossip.reachability, node))
  })
  return candidates.reduce<Member | undefined>(
    (first, member) => (first === undefined || compareForLeadership(member, first) < 0 ? member : first),
    undefined,
  )
}

export const leader = (state: MembershipState): Member | undefined => leaderOf(state, state.gossip.members)

export const isLeader = (state: MembershipState, node: UniqueAddress): boolean => {
  const first = leader(state)
  return first !== undefined && nodeKey(first.uniqueAddress) === nodeKey(node)
}

export const roleLeader = (state: MembershipState, role: string): Member | undefined =>
  leaderOf(
    state,
    state.gossip.members.filter(member => member.roles.includes(role)),
  )

/** The roles of all members, sorted. */
export const allRoles = (gossip: Gossip): readonly string[] =>
  [...new Set(gossip.members.flatMap(member => member.roles))].sort()

/** The highest up-number of the current members; 0 when no member was promoted to Up. */
export function highestUpNumber(gossip: Gossip): number {
  return gossip.members.reduce(
    (highest, member) => (member.upNumber === notUpYet ? highest : Math.max(highest, member.upNumber)),
    0,
  )
}

export const youngestMember = (gossip: Gossip): Member | undefined =>
  gossip.members.reduce<Member | undefined>((youngest, member) => {
    const age = (each: Member) => (each.upNumber === notUpYet ? 0 : each.upNumber)
    return youngest === undefined || age(member) > age(youngest) ? member : youngest
  }, undefined)

export const membersByAge = (gossip: Gossip): readonly Member[] => [...gossip.members].sort(compareByAge)

/**
 * Whether this node may gossip to another. Pekko: every node except self and those that self observes as
 * unreachable; unreachable nodes of other observers remain targets, because otherwise a healed pair would
 * stay isolated (GP-3).
 */
export function isGossipTarget(state: MembershipState, node: NodeKey): boolean {
  const self = nodeKey(state.self)
  return node !== self && statusSeenBy(state.gossip.reachability, self, node) === 'Reachable'
}

export function gossipTargets(state: MembershipState): readonly Member[] {
  const self = nodeKey(state.self)
  const excluded = new Set([self])
  for (const record of state.gossip.reachability.records) {
    if (record.observer === self && record.status !== 'Reachable') excluded.add(record.subject)
  }
  return state.gossip.members.filter(member => !excluded.has(nodeKey(member.uniqueAddress)))
}

/**
 * Pekko: an exit is gossiped to the two oldest members, and to the two oldest of each role of the exiting
 * members (LV-2).
 */
export function targetsForExiting(state: MembershipState, exiting: readonly Member[]): readonly Member[] {
  if (exiting.length === 0) return []
  const oldestFirst = membersByAge(state.gossip)
  const targets = new Set(oldestFirst.slice(0, 2))
  for (const role of new Set(exiting.flatMap(member => member.roles))) {
    for (const member of oldestFirst.filter(each => each.roles.includes(role)).slice(0, 2))
      targets.add(member)
  }
  return [...targets]
}
