import type { VirtualTime } from '../../trace/identifiers.ts'
import type { FailureDetectorRegistry } from './failure-detector-registry.ts'
import { memberOf } from './gossip.ts'
import { nodeKey } from './ids.ts'
import type { Member } from './member.ts'
import type { MembershipState } from './membership-state.ts'
import { allUnreachableFrom, observe, type Reachability, statusSeenBy } from './reachability.ts'

export interface Reaped {
  readonly reachability: Reachability
  readonly newlyUnreachable: readonly Member[]
  readonly newlyReachable: readonly Member[]
}

/**
 * Pekko: compares the failure detectors with this node's own observations (RE-9). `null` when nothing
 * changed.
 */
export function reapUnreachable(
  { gossip, self }: MembershipState,
  detectors: FailureDetectorRegistry,
  now: VirtualTime,
): Reaped | null {
  const selfKey = nodeKey(self)
  const isAvailable = (member: Member) => detectors.isAvailable(member.uniqueAddress.address, now)
  const newlyUnreachable = gossip.members.filter(member => {
    if (isAvailable(member)) return false
    const node = nodeKey(member.uniqueAddress)
    return node !== selfKey && statusSeenBy(gossip.reachability, selfKey, node) === 'Reachable'
  })
  const newlyReachable = allUnreachableFrom(gossip.reachability, selfKey)
    .map(node => memberOf(gossip, node))
    .filter(member => member !== undefined)
    .filter(isAvailable)
  if (newlyUnreachable.length === 0 && newlyReachable.length === 0) return null
  let { reachability } = gossip
  for (const { uniqueAddress } of newlyUnreachable) {
    reachability = observe(reachability, selfKey, nodeKey(uniqueAddress), 'Unreachable')
  }
  for (const { uniqueAddress } of newlyReachable) {
    reachability = observe(reachability, selfKey, nodeKey(uniqueAddress), 'Reachable')
  }
  return { reachability, newlyUnreachable, newlyReachable }
}
