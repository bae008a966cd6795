import { type Gossip, memberOf, seenSet } from './gossip.ts'
import { type NodeKey, nodeKey, sameNode, type UniqueAddress } from './ids.ts'
import type { Member } from './member.ts'
import { notUpYet } from './member.ts'
import { compareByAge, compareForLeadership, hasFirstRank } from './member-order.ts'
import { rollOf } from './member-roll.ts'
import { isDownOrExiting } from './member-status.ts'
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
  const downed = rollOf(gossip.members).downed
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
  const { decisive } = rollOf(gossip.members)
  if (exitingConfirmed.size === 0 && gossip.seen.length < decisive.length) return false
  const seen = seenSet(gossip)
  return decisive.every(member => {
    const node = nodeKey(member.uniqueAddress)
    return seen.has(node) || exitingConfirmed.has(node)
  })
}

/** True while a member has begun to prepare for the shutdown of the whole cluster. */
export const isPreparingForShutdown = (gossip: Gossip): boolean => rollOf(gossip.members).isPreparing

/** Pekko: no election; the leader is the first reachable candidate by status and address (LD-1, LD-2). */
export function leaderOf(
  { gossip, self }: MembershipState,
  members: readonly Member[],
  role?: string,
): Member | undefined {
  const hasUnreachable = allUnreachableOrTerminated(gossip.reachability).size > 0
  let first: Member | undefined
  for (const member of members) {
    if (member.status === 'Down') continue
    if (first !== undefined && compareForLeadership(member, first) > 0) continue
    if (role !== undefined && !member.roles.includes(role)) continue
    if (
      hasUnreachable &&
      !sameNode(member.uniqueAddress, self) &&
      !isReachable(gossip.reachability, nodeKey(member.uniqueAddress))
    )
      continue
    // The list is sorted, so no later member comes before this one.
    if (hasFirstRank(member)) return member
    first = member
  }
  return first
}

export const leader = (state: MembershipState): Member | undefined => leaderOf(state, state.gossip.members)

export const isLeader = (state: MembershipState, node: UniqueAddress): boolean => {
  const first = leader(state)
  return first !== undefined && sameNode(first.uniqueAddress, node)
}

export const roleLeader = (state: MembershipState, role: string): Member | undefined =>
  leaderOf(state, state.gossip.members, role)

/** The roles of all members, sorted. */
export const allRoles = (gossip: Gossip): readonly string[] => rollOf(gossip.members).roles

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
