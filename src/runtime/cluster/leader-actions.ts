import type { VirtualTime } from '../../trace/identifiers.ts'
import type { ClusterSettings } from './cluster-settings.ts'
import { type Gossip, pruneTombstones, removeMember, seenByNode, updateMembers } from './gossip.ts'
import { type NodeKey, nodeKey } from './ids.ts'
import type { Member, MemberStatus } from './member.ts'
import { isDownOrExiting, isJoiningOrWeaklyUp, promotedToUp, withStatus } from './member-status.ts'
import {
  highestUpNumber,
  isPreparingForShutdown,
  type MembershipState,
  reachabilityWithoutDowned,
} from './membership-state.ts'
import { allUnreachableOrTerminated, isReachable } from './reachability.ts'

export interface LeaderDuties {
  /** The same instance when no duty was due. */
  readonly gossip: Gossip
  readonly changed: readonly Member[]
  readonly removedUnreachable: readonly Member[]
  readonly removedConfirmed: readonly Member[]
}

/**
 * Pekko: with convergence one update promotes, moves to Exiting, removes, and prunes tombstones (LA-1 to
 * LA-7).
 */
export function leaderDuties(
  state: MembershipState,
  settings: ClusterSettings,
  exitingConfirmed: ReadonlySet<NodeKey>,
  now: VirtualTime,
): LeaderDuties {
  const { gossip } = state
  const self = nodeKey(state.self)
  const unreachable = allUnreachableOrTerminated(gossip.reachability)
  const keyed = gossip.members.map(member => ({ member, node: nodeKey(member.uniqueAddress) }))
  const removedConfirmed = keyed
    .filter(({ member, node }) => exitingConfirmed.has(node) && member.status === 'Exiting' && node !== self)
    .map(({ member }) => member)
  const removedUnreachable = keyed
    .filter(({ member, node }) => unreachable.has(node) && isDownOrExiting(member.status) && node !== self)
    .map(({ member }) => member)
    .filter(member => !removedConfirmed.includes(member))

  let upNumber = highestUpNumber(gossip)
  const mayPromote = hasEnoughMembers(gossip, settings) && !isPreparingForShutdown(gossip)
  const changed = gossip.members.flatMap(member => {
    if (isJoiningOrWeaklyUp(member.status) && mayPromote) {
      upNumber++
      return [promotedToUp(member, upNumber)]
    }
    const next = nextStatus[member.status]
    return next === undefined ? [] : [withStatus(member, next)]
  })
  const removed = [...removedUnreachable, ...removedConfirmed].reduce(
    (result, member) => removeMember(result, nodeKey(member.uniqueAddress), now),
    updateMembers(gossip, changed),
  )
  return {
    gossip: pruneTombstones(removed, now - settings.pruneGossipTombstonesAfterMs),
    changed,
    removedUnreachable,
    removedConfirmed,
  }
}

/** The statuses that the leader ends. Pekko: Leaving (LA-4), PreparingForShutdown (LA-5) */
const nextStatus: { readonly [status in MemberStatus]?: MemberStatus } = {
  Leaving: 'Exiting',
  PreparingForShutdown: 'ReadyForShutdown',
}

/** Joining members that become WeaklyUp. Pekko: allowed without convergence, for reachable members (LA-6). */
export function promotableToWeaklyUp(state: MembershipState, settings: ClusterSettings): readonly Member[] {
  const { gossip } = state
  if (!hasEnoughMembers(gossip, settings) || isPreparingForShutdown(gossip)) return []
  const reachability = reachabilityWithoutDowned(gossip)
  return gossip.members
    .filter(member => member.status === 'Joining' && isReachable(reachability, nodeKey(member.uniqueAddress)))
    .map(member => withStatus(member, 'WeaklyUp'))
}

const hasEnoughMembers = (gossip: Gossip, settings: ClusterSettings): boolean =>
  gossip.members.length >= settings.minNrOfMembers &&
  Object.entries(settings.roleMinNrOfMembers).every(
    ([role, least]) => gossip.members.filter(({ roles }) => roles.includes(role)).length >= least,
  )

/** Each member's status, reachability and `seen`, for the log of a leader without convergence. */
export function convergenceText(state: MembershipState): string {
  const { gossip } = state
  const unreachable = allUnreachableOrTerminated(gossip.reachability)
  const members = gossip.members.map(member => {
    const node = nodeKey(member.uniqueAddress)
    const seen = seenByNode(gossip, node)
    return `${member.uniqueAddress.address} ${member.status}${unreachable.has(node) ? ' unreachable' : ''} seen=${seen}`
  })
  return members.join(', ')
}
