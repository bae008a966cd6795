import { addressOfKey, type NodeKey, nodeKey, type UniqueAddress } from './ids.ts'
import type { Member } from './member.ts'
import { isJoiningOrWeaklyUp, isPreparingOrReady } from './member-status.ts'
import { allObservers, allUnreachableOrTerminated, filterRecords, type Reachability } from './reachability.ts'

/** The data of one node's resolver when it decides (SB-1). */
export interface DowningView {
  readonly self: UniqueAddress
  /** Sorted by address. */
  readonly members: readonly Member[]
  readonly unreachable: ReadonlySet<NodeKey>
  /** Only records that are not Reachable. */
  readonly reachability: Reachability
  /** Addresses of the members that have seen the current state. */
  readonly seenBy: ReadonlySet<string>
}

export const isUnreachable = (view: DowningView, member: Member): boolean =>
  view.unreachable.has(nodeKey(member.uniqueAddress))

/** The members that a strategy counts besides those that are Up. */
export interface Counting {
  /** Joining and WeaklyUp members, which the other side may have promoted to Up already. */
  readonly joining: boolean
  /** Leaving members, which the other side may have moved to Exiting already. */
  readonly leaving: boolean
}

/** Pekko: Leaving members count and members that were never Up do not (SB-4). */
export const asSeen: Counting = { joining: false, leaving: true }

/** The counted members with a role, or with any role when it is empty, sorted by address. */
export const countedMembers = (view: DowningView, role: string, counting: Counting): readonly Member[] =>
  view.members.filter(
    ({ status, roles }) =>
      (role === '' || roles.includes(role)) &&
      (status === 'Up' ||
        isPreparingOrReady(status) ||
        (status === 'Leaving' && counting.leaving) ||
        (isJoiningOrWeaklyUp(status) && counting.joining)),
  )

/** Unreachable nodes that observe other nodes themselves, so they are alive and connected to some member. */
function unreachableObservers({ reachability }: DowningView): ReadonlySet<NodeKey> {
  const observers = allObservers(reachability)
  return new Set([...allUnreachableOrTerminated(reachability)].filter(node => observers.has(node)))
}

/**
 * Both ends of each record whose subject has seen the current state, so the subject is connected to some
 * member.
 */
function endsOfSeenSubjectRecords({ reachability, seenBy }: DowningView): ReadonlySet<NodeKey> {
  const records = reachability.records.filter(({ subject }) => seenBy.has(addressOfKey(subject)))
  return new Set(records.flatMap(({ observer, subject }) => [observer, subject]))
}

/**
 * Nodes that are unreachable for some members and reachable for others. Pekko: a clean partition or crash has
 * none (SB-6).
 */
export const indirectlyConnected = (view: DowningView): ReadonlySet<NodeKey> =>
  new Set([...unreachableObservers(view), ...endsOfSeenSubjectRecords(view)])

/**
 * The view without the records between indirectly connected nodes, so that an ordinary decision about the
 * rest is possible (SB-7).
 */
export function withoutIndirectRecords(view: DowningView): DowningView {
  const observers = unreachableObservers(view)
  const seenEnds = endsOfSeenSubjectRecords(view)
  const reachability = filterRecords(
    view.reachability,
    ({ observer, subject }) =>
      !(observers.has(observer) && observers.has(subject)) &&
      !(seenEnds.has(observer) && seenEnds.has(subject)),
  )
  return { ...view, reachability, unreachable: allUnreachableOrTerminated(reachability) }
}
