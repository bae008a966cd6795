import type { ActorSystem } from '../actor/index.ts'
import type { ClusterDomainEvent } from './cluster-event.ts'
import type { ClusterSettings } from './cluster-settings.ts'

/**
 * Pekko: a removed node is quarantined, a downed one at once, a leaving one after `quarantineRemovedNodeAfterMs`, so that
 * its hand-over messages still pass (RS-6).
 */
export function updateRemoting(
  system: ActorSystem,
  event: ClusterDomainEvent,
  { quarantineRemovedNodeAfterMs }: ClusterSettings,
): void {
  if (event.type === 'MemberRemoved') {
    const { address, uid } = event.member.uniqueAddress
    const delayMs = event.previousStatus === 'Down' ? 0 : quarantineRemovedNodeAfterMs
    system.nodeRemoved(address, uid, system.now + delayMs)
  } else if (event.type === 'MemberJoined' || event.type === 'MemberWeaklyUp' || event.type === 'MemberUp') {
    system.nodeJoined(event.member.uniqueAddress.address, event.member.uniqueAddress.uid)
  }
}
