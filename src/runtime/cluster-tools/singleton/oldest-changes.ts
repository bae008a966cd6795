import {
  type ClusterDomainEvent,
  type CurrentClusterState,
  compareByAge,
  type Member,
  nodeKey,
  notUpYet,
  sameNode,
  type UniqueAddress,
} from '../../cluster/index.ts'
import { hasRole } from '../has-role.ts'

/** A change of the oldest member; the manager handles one at a time. Pekko: OldestChangedBuffer (SG-3) */
export type OldestChange =
  /**
   * `oldest`: members at least as old as this node, oldest first. `safe`: none of them is Leaving, Exiting or Down.
   * (SG-5)
   */
  | { readonly type: 'InitialOldest'; readonly oldest: readonly UniqueAddress[]; readonly safe: boolean }
  | { readonly type: 'OldestChanged'; readonly oldest: UniqueAddress | null }

/** The members of the role by age, and the changes of the oldest that the manager has not handled yet. */
export interface OldestChanges {
  /** Null before the first snapshot, which includes all earlier events. */
  readonly membersByAge: readonly Member[] | null
  readonly pending: readonly OldestChange[]
}

export const noOldestChanges: OldestChanges = { membersByAge: null, pending: [] }

/** The members with an up-number, of any status, by age. Pekko: initial members (SG-2, SG-5) */
export function fromSnapshot(state: CurrentClusterState, self: UniqueAddress, role: string): OldestChanges {
  const membersByAge = state.members
    .filter(member => member.upNumber !== notUpYet && hasRole(member, role))
    .sort(compareByAge)
  const selfUpNumber =
    state.members.find(member => sameNode(member.uniqueAddress, self))?.upNumber ?? notUpYet
  const older = membersByAge.filter(member => member.upNumber <= selfUpNumber)
  const safe = !older.some(({ status }) => status === 'Leaving' || status === 'Exiting' || status === 'Down')
  return {
    membersByAge,
    pending: [{ type: 'InitialOldest', oldest: older.map(member => member.uniqueAddress), safe }],
  }
}

/**
 * Applies a membership event. Pekko: MemberExited of this node has no effect, and {@link withoutSelf} removes it one
 * shutdown phase later (SG-2)
 */
export function afterEvent(
  changes: OldestChanges,
  event: ClusterDomainEvent,
  self: UniqueAddress,
  role: string,
): OldestChanges {
  switch (event.type) {
    case 'MemberUp':
      return hasRole(event.member, role) ? withMembers(changes, added(changes, event.member)) : changes
    case 'MemberRemoved':
      return withMembers(changes, removed(changes, event.member.uniqueAddress))
    case 'MemberExited':
      return sameNode(event.member.uniqueAddress, self)
        ? changes
        : withMembers(changes, removed(changes, event.member.uniqueAddress))
    default:
      return changes
  }
}

/** Removes this node, at the shutdown phase cluster-exiting. Pekko: SelfExiting (SG-14) */
export const withoutSelf = (changes: OldestChanges, self: UniqueAddress): OldestChanges =>
  withMembers(changes, removed(changes, self))

function added(changes: OldestChanges, member: Member): readonly Member[] | null {
  // The old entry is removed first, because the up-number may have changed.
  const others = removed(changes, member.uniqueAddress)
  return others === null ? null : [...others, member].sort(compareByAge)
}

const removed = (changes: OldestChanges, node: UniqueAddress): readonly Member[] | null =>
  changes.membersByAge?.filter(member => !sameNode(member.uniqueAddress, node)) ?? null

function withMembers(changes: OldestChanges, membersByAge: readonly Member[] | null): OldestChanges {
  if (changes.membersByAge === null || membersByAge === null) return changes
  const before = changes.membersByAge[0]?.uniqueAddress ?? null
  const after = membersByAge[0]?.uniqueAddress ?? null
  if (keyOrNone(before) === keyOrNone(after)) return { ...changes, membersByAge }
  return { membersByAge, pending: [...changes.pending, { type: 'OldestChanged', oldest: after }] }
}

const keyOrNone = (node: UniqueAddress | null): string => (node === null ? '' : nodeKey(node))
