import type { ClusterDomainEvent, CurrentClusterState, MemberEvent } from './cluster-event.ts'
import { type Gossip, hasMember } from './gossip.ts'
import { addressOfKey, nodeKey, parseNodeKey } from './ids.ts'
import type { Member, MemberStatus } from './member.ts'
import { allRoles, hasConverged, leader, type MembershipState, roleLeader } from './membership-state.ts'
import { allUnreachable, allUnreachableOrTerminated, isReachable } from './reachability.ts'
import { sideBySide } from './sorted-members.ts'

/** The events that lead from one published state to the next. Pekko: emitted in this order (EV-2). */
export function diffEvents(before: MembershipState, after: MembershipState): readonly ClusterDomainEvent[] {
  if (before.gossip === after.gossip) return []
  return [
    ...tombstonesChanged(before.gossip, after.gossip),
    ...memberEvents(before.gossip, after.gossip),
    ...unreachableMembers(before, after),
    ...reachableMembers(before, after),
    ...leaderChanged(before, after),
    ...roleLeadersChanged(before, after),
    ...seenChanged(before, after),
    ...reachabilityChanged(before.gossip, after.gossip),
  ]
}

function tombstonesChanged(before: Gossip, after: Gossip): readonly ClusterDomainEvent[] {
  const keys = Object.keys(after.tombstones)
  const same =
    keys.length === Object.keys(before.tombstones).length &&
    keys.every(key => before.tombstones[key] !== undefined)
  return same ? [] : [{ type: 'MemberTombstonesChanged', tombstones: keys.map(parseNodeKey) }]
}

const eventTypes = {
  Joining: 'MemberJoined',
  WeaklyUp: 'MemberWeaklyUp',
  Up: 'MemberUp',
  PreparingForShutdown: 'MemberPreparingForShutdown',
  ReadyForShutdown: 'MemberReadyForShutdown',
  Leaving: 'MemberLeft',
  Exiting: 'MemberExited',
  Down: 'MemberDowned',
} as const satisfies { readonly [status in Exclude<MemberStatus, 'Removed'>]: MemberEvent['type'] }

/** Pekko: all removals come before the other member events (EV-2 to EV-5). */
function memberEvents(before: Gossip, after: Gossip): readonly MemberEvent[] {
  if (before.members === after.members) return []
  const removals: MemberEvent[] = []
  const changes: MemberEvent[] = []
  sideBySide(before.members, after.members, (old, now) => {
    if (now === undefined) {
      const removed: Member = { ...old!, status: 'Removed' }
      removals.push({ type: 'MemberRemoved', member: removed, previousStatus: old!.status })
    } else if (old === now || (old?.status === now.status && old.upNumber === now.upNumber)) return
    else if (now.status !== 'Removed') changes.push({ type: eventTypes[now.status], member: now })
  })
  return [...removals, ...changes]
}

/** Pekko: never about self; records of Down observers count, unlike for convergence (EV-6). */
function unreachableMembers(before: MembershipState, after: MembershipState): readonly ClusterDomainEvent[] {
  if (before.gossip.reachability === after.gossip.reachability) return []
  const previous = allUnreachableOrTerminated(before.gossip.reachability)
  const unreachable = allUnreachableOrTerminated(after.gossip.reachability)
  const self = nodeKey(after.self)
  return after.gossip.members
    .filter(member => {
      const node = nodeKey(member.uniqueAddress)
      return node !== self && unreachable.has(node) && !previous.has(node)
    })
    .map(member => ({ type: 'UnreachableMember', member }))
}

function reachableMembers(before: MembershipState, after: MembershipState): readonly ClusterDomainEvent[] {
  if (before.gossip.reachability === after.gossip.reachability) return []
  const previous = allUnreachable(before.gossip.reachability)
  const self = nodeKey(after.self)
  return after.gossip.members
    .filter(member => {
      const node = nodeKey(member.uniqueAddress)
      return node !== self && previous.has(node) && isReachable(after.gossip.reachability, node)
    })
    .map(member => ({ type: 'ReachableMember', member }))
}

/** True when both states have the same leaders, because nothing that a leader depends on was replaced. */
const sameElectorate = ({ gossip: before }: MembershipState, { gossip: after }: MembershipState): boolean =>
  before.members === after.members && before.reachability === after.reachability

const addressOf = (member: Member | undefined): string | null => member?.uniqueAddress.address ?? null

function leaderChanged(before: MembershipState, after: MembershipState): readonly ClusterDomainEvent[] {
  if (sameElectorate(before, after)) return []
  const old = leader(before)
  const now = leader(after)
  const same =
    old === now ||
    (old !== undefined && now !== undefined && nodeKey(old.uniqueAddress) === nodeKey(now.uniqueAddress))
  return same ? [] : [{ type: 'LeaderChanged', leader: addressOf(now) }]
}

function roleLeadersChanged(before: MembershipState, after: MembershipState): readonly ClusterDomainEvent[] {
  if (sameElectorate(before, after)) return []
  const roles = [...new Set([...allRoles(before.gossip), ...allRoles(after.gossip)])].sort()
  return roles.flatMap(role => {
    const old = roleLeader(before, role)
    const now = roleLeader(after, role)
    const key = (member: Member | undefined) => (member === undefined ? null : nodeKey(member.uniqueAddress))
    return key(old) === key(now) ? [] : [{ type: 'RoleLeaderChanged' as const, role, leader: addressOf(now) }]
  })
}

function seenChanged(before: MembershipState, after: MembershipState): readonly ClusterDomainEvent[] {
  const convergence = hasConverged(after)
  const { seen } = after.gossip
  const previous = before.gossip.seen
  const same =
    previous === seen || (previous.length === seen.length && previous.every((node, i) => node === seen[i]))
  if (same && convergence === hasConverged(before)) return []
  return [{ type: 'SeenChanged', convergence, seenBy: seen.map(addressOfKey) }]
}

function reachabilityChanged(before: Gossip, after: Gossip): readonly ClusterDomainEvent[] {
  const previous = before.reachability.records
  const { records } = after.reachability
  const same =
    previous === records ||
    (previous.length === records.length &&
      previous.every((record, i) => {
        const now = records[i]!
        return (
          record === now ||
          (record.observer === now.observer &&
            record.subject === now.subject &&
            record.status === now.status &&
            record.version === now.version)
        )
      }))
  if (same) return []
  return [
    {
      type: 'ReachabilityChanged',
      records: records
        .filter(record => hasMember(after, record.observer) && hasMember(after, record.subject))
        .map(({ observer, subject, status }) => ({
          observer: parseNodeKey(observer),
          subject: parseNodeKey(subject),
          status,
        })),
    },
  ]
}

/** Pekko: the first message of a snapshot subscription (EV-9). */
export function currentClusterState(state: MembershipState): CurrentClusterState {
  const { gossip } = state
  const unreachable = allUnreachableOrTerminated(gossip.reachability)
  const self = nodeKey(state.self)
  const roleLeaders: { [role: string]: string | null } = {}
  for (const role of allRoles(gossip)) roleLeaders[role] = addressOf(roleLeader(state, role))
  return {
    type: 'CurrentClusterState',
    members: gossip.members,
    unreachable: gossip.members.filter(member => {
      const node = nodeKey(member.uniqueAddress)
      return node !== self && unreachable.has(node)
    }),
    seenBy: gossip.seen.map(addressOfKey),
    leader: addressOf(leader(state)),
    roleLeaders,
  }
}
