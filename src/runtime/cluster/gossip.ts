import { lowestIndex } from '../../trace/event-log/lowest-index.ts'
import type { VirtualTime } from '../../trace/identifiers.ts'
import { compareUniqueAddresses } from './address.ts'
import { addressOfKey, type NodeKey, nodeKey, partsOfKey, type UniqueAddress } from './ids.ts'
import type { Member } from './member.ts'
import { compareMembers } from './member-order.ts'
import { withStatus } from './member-status.ts'
import { allReachable, type Reachability, removeNodes } from './reachability.ts'
import { hasKey, union, withKey } from './sorted-members.ts'
import { emptyClock, increment, pruneClock, type VectorClock } from './vector-clock.ts'

/** The whole membership state as one immutable value of plain data, which the nodes exchange (GS-1). */
export interface Gossip {
  /** Sorted by address, then uid. No status is Removed. */
  readonly members: readonly Member[]
  /** The members that are known to have this version, sorted. */
  readonly seen: readonly NodeKey[]
  readonly reachability: Reachability
  readonly version: VectorClock
  /** The removal time of each removed node, so that a merge does not add it again. */
  readonly tombstones: { readonly [node: NodeKey]: VirtualTime }
}

export const emptyGossip: Gossip = {
  members: [],
  seen: [],
  reachability: allReachable,
  version: emptyClock,
  tombstones: {},
}

/** Found by halving the sorted list, because most lists of a changing cluster are read once or twice. */
export function memberOf({ members }: Gossip, node: NodeKey): Member | undefined {
  const wanted = partsOfKey(node)
  const compared = (i: number) => compareUniqueAddresses(members[i]!.uniqueAddress, wanted)
  const place = lowestIndex(members.length, i => compared(i) >= 0)
  return place < members.length && compared(place) === 0 ? members[place] : undefined
}

export const hasMember = (gossip: Gossip, node: NodeKey): boolean => memberOf(gossip, node) !== undefined

/**
 * The first member at this address. Pekko: two incarnations of one address may both be listed for a moment
 * (MG-6).
 */
export const memberAt = (gossip: Gossip, address: string): Member | undefined =>
  gossip.members.find(member => member.uniqueAddress.address === address)

const seenSets = new WeakMap<readonly NodeKey[], ReadonlySet<NodeKey>>()

export function seenSet(gossip: Gossip): ReadonlySet<NodeKey> {
  const cached = seenSets.get(gossip.seen)
  if (cached !== undefined) return cached
  const set = new Set(gossip.seen)
  seenSets.set(gossip.seen, set)
  return set
}

export const seenByNode = (gossip: Gossip, node: NodeKey): boolean => hasKey(gossip.seen, node)

/** Pekko: marking a state as seen leaves its clock unchanged (GS-4). */
export const markSeen = (gossip: Gossip, node: NodeKey): Gossip =>
  withSeen(gossip, withKey(gossip.seen, node))

const withSeen = (gossip: Gossip, seen: readonly NodeKey[]): Gossip =>
  seen === gossip.seen ? gossip : { ...gossip, seen }

export const onlySeenBy = (gossip: Gossip, node: NodeKey): Gossip => ({ ...gossip, seen: [node] })

export const clearSeen = (gossip: Gossip): Gossip => ({ ...gossip, seen: [] })

export const mergeSeen = (gossip: Gossip, other: Gossip): Gossip =>
  withSeen(gossip, union(gossip.seen, other.seen))

/** Increments the clock entry of the node that made the change. */
export const stamp = (gossip: Gossip, node: NodeKey): Gossip => ({
  ...gossip,
  version: increment(gossip.version, node),
})

export function addMember(gossip: Gossip, member: Member): Gossip {
  if (hasMember(gossip, nodeKey(member.uniqueAddress))) return gossip
  return { ...gossip, members: [...gossip.members, member].sort(compareMembers) }
}

/** Replaces the members that have the same unique address; the order stays. */
export function updateMembers(gossip: Gossip, changed: readonly Member[]): Gossip {
  if (changed.length === 0) return gossip
  const replacement = new Map(changed.map(member => [nodeKey(member.uniqueAddress), member]))
  return {
    ...gossip,
    members: gossip.members.map(member => replacement.get(nodeKey(member.uniqueAddress)) ?? member),
  }
}

/** Pekko: a Down member is also removed from `seen` (GS-4). */
export function markDown(gossip: Gossip, node: NodeKey): Gossip {
  const member = memberOf(gossip, node)
  if (member === undefined) return gossip
  const updated = updateMembers(gossip, [withStatus(member, 'Down')])
  return { ...updated, seen: gossip.seen.filter(each => each !== node) }
}

/** Removes the node from members, `seen`, reachability and the clock. Pekko: a tombstone remains (GS-4). */
export function removeMember(gossip: Gossip, node: NodeKey, removedAt: VirtualTime): Gossip {
  return {
    members: gossip.members.filter(member => nodeKey(member.uniqueAddress) !== node),
    seen: gossip.seen.filter(each => each !== node),
    reachability: removeNodes(gossip.reachability, new Set([node])),
    version: pruneClock(gossip.version, node),
    tombstones: { ...gossip.tombstones, [node]: removedAt },
  }
}

/** Drops the tombstones of removals up to `earliest` (MG-7). */
export function pruneTombstones(gossip: Gossip, earliest: VirtualTime): Gossip {
  const all = Object.entries(gossip.tombstones)
  const remaining = all.filter(([, removedAt]) => removedAt > earliest)
  return remaining.length === all.length ? gossip : { ...gossip, tombstones: Object.fromEntries(remaining) }
}

export const pruneVersion = (gossip: Gossip, node: NodeKey): Gossip => {
  const version = pruneClock(gossip.version, node)
  return version === gossip.version ? gossip : { ...gossip, version }
}

const digests = new WeakMap<readonly NodeKey[], string>()

/** A hash of the addresses in `seen`, without uids; empty when no member has seen the state (GS-7). */
export function seenDigest(gossip: Gossip): string {
  const cached = digests.get(gossip.seen)
  if (cached !== undefined) return cached
  const digest = gossip.seen.length === 0 ? '' : hash(gossip.seen.map(addressOfKey).join(','))
  digests.set(gossip.seen, digest)
  return digest
}

/** FNV-1a from two offsets. 64 bits suffice, because a collision only delays one gossip message. */
function hash(text: string): string {
  let a = 0x811c9dc5
  let b = 0x9e3779b9
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193)
    b = Math.imul(b ^ text.charCodeAt(i), 0x01000193)
  }
  return `${(a >>> 0).toString(16)}-${(b >>> 0).toString(16)}`
}

export const keysOf = (members: readonly Member[]): readonly NodeKey[] =>
  members.map(member => nodeKey(member.uniqueAddress))

export const newMember = (
  uniqueAddress: UniqueAddress,
  roles: readonly string[],
  upNumber: number,
  appVersion = '0.0.0',
): Member => ({
  uniqueAddress,
  status: 'Joining',
  upNumber,
  roles,
  ...(appVersion === '0.0.0' ? null : { appVersion }),
})
