import { addressOfKey, type NodeKey, type UniqueAddress } from './ids.ts'
import type { Member } from './member.ts'
import { allObservers, allUnreachableOrTerminated, filterRecords, type Reachability } from './reachability.ts'

/** What one node's resolver knows when it has to decide who stays. (SB-1) */
export interface DowningView {
  readonly self: UniqueAddress
  /** Sorted by address. */
  readonly members: readonly Member[]
  readonly unreachable: ReadonlySet<NodeKey>
  /** Only rows that are not Reachable. */
  readonly reachability: Reachability
  /** Addresses of those that have the present state. */
  readonly seenBy: ReadonlySet<string>
}

/** Both ends of a broken link that are alive: each also observes, so it is connected somehow. */
function observersThatAreObserved({ reachability }: DowningView): ReadonlySet<NodeKey> {
  const observers = allObservers(reachability)
  return new Set([...allUnreachableOrTerminated(reachability)].filter(node => observers.has(node)))
}

/** A subject that has seen the present state must have got it somehow, whatever its observer says. */
function endsOfSeenSubjects({ reachability, seenBy }: DowningView): ReadonlySet<NodeKey> {
  const ends = reachability.records.filter(({ subject }) => seenBy.has(addressOfKey(subject)))
  return new Set(ends.flatMap(({ observer, subject }) => [observer, subject]))
}

/** Unreachable for some and alive for others: clean partitions and crashes have none. (SB-6) */
export const connectedIndirectly = (view: DowningView): ReadonlySet<NodeKey> =>
  new Set([...observersThatAreObserved(view), ...endsOfSeenSubjects(view)])

/** The view after forgetting what the indirectly connected say of each other. (SB-7) */
export function withoutIndirectRecords(view: DowningView): DowningView {
  const observed = observersThatAreObserved(view)
  const seen = endsOfSeenSubjects(view)
  const reachability = filterRecords(
    view.reachability,
    ({ observer, subject }) =>
      !(observed.has(observer) && observed.has(subject)) && !(seen.has(observer) && seen.has(subject)),
  )
  return { ...view, reachability, unreachable: allUnreachableOrTerminated(reachability) }
}
