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

/** What the manager is told about age, one at a time. (SG-3) */
export type OldestChange =
  /** `oldest`: members at least as old as self, oldest first. `safe`: none of them is on its way out. (SG-5) */
  | { readonly type: 'InitialOldest'; readonly oldest: readonly UniqueAddress[]; readonly safe: boolean }
  | { readonly type: 'OldestChanged'; readonly oldest: UniqueAddress | null }

/** The members of the role by age, and the changes of the oldest that the manager has not asked for yet. */
export interface OldestChanges {
  /** Null until the first snapshot: what came before it is in it. */
  readonly membersByAge: readonly Member[] | null
  readonly pending: readonly OldestChange[]
}

export const noOldestChanges: OldestChanges = { membersByAge: null, pending: [] }

/** (SG-2, SG-5) Every member that has an up-number counts, whatever its status. */
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

/** Self is not taken off when it is seen Exiting: that is for {@link withoutSelf}, a phase later. (SG-2) */
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

/** (SG-14) */
export const withoutSelf = (changes: OldestChanges, self: UniqueAddress): OldestChanges =>
  withMembers(changes, removed(changes, self))

/** An empty role takes every member. */
export const hasRole = (member: Member, role: string): boolean => role === '' || member.roles.includes(role)

function added(changes: OldestChanges, member: Member): readonly Member[] | null {
  // Its up-number may have changed, so the old entry goes first.
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
