import type { VirtualTime } from '../../trace/trace-event.ts'
import { nodeKey } from './address.ts'
import type { FailureDetectorRegistry } from './failure-detector-registry.ts'
import { memberOf } from './gossip.ts'
import type { Member } from './member.ts'
import type { MembershipState } from './membership-state.ts'
import { allUnreachableFrom, observe, type Reachability, statusSeenBy } from './reachability.ts'

export interface Reaped {
  readonly reachability: Reachability
  readonly silent: readonly Member[]
  readonly back: readonly Member[]
}

/** Which members stopped answering and which answer again, as one change; null: nothing new. (RE-9) */
export function reapUnreachable(
  { gossip, self }: MembershipState,
  detectors: FailureDetectorRegistry,
  now: VirtualTime,
): Reaped | null {
  const me = nodeKey(self)
  const isAvailable = (member: Member) => detectors.isAvailable(member.uniqueAddress.address, now)
  const silent = gossip.members.filter(member => {
    const node = nodeKey(member.uniqueAddress)
    return node !== me && !isAvailable(member) && statusSeenBy(gossip.reachability, me, node) === 'Reachable'
  })
  const back = allUnreachableFrom(gossip.reachability, me)
    .map(node => memberOf(gossip, node))
    .filter(member => member !== undefined)
    .filter(isAvailable)
  if (silent.length === 0 && back.length === 0) return null
  let { reachability } = gossip
  for (const { uniqueAddress } of silent) {
    reachability = observe(reachability, me, nodeKey(uniqueAddress), 'Unreachable')
  }
  for (const { uniqueAddress } of back) {
    reachability = observe(reachability, me, nodeKey(uniqueAddress), 'Reachable')
  }
  return { reachability, silent, back }
}
