import type { Plain } from '../../../trace/plain.ts'
import type { ActorRef } from '../../actor/index.ts'
import type { ManagerState } from './manager-state.ts'

/** The state of a singleton manager for the inspector. */
export const inspectedManager = (
  { phase, changes }: ManagerState,
  singleton: ActorRef<never> | null,
): Plain => ({
  phase: phase.name,
  singleton: singleton?.path ?? null,
  membersByAge: changes.membersByAge?.map(member => member.uniqueAddress.address) ?? [],
  ...('previousOldest' in phase ? { previousOldest: phase.previousOldest.map(node => node.address) } : {}),
  ...(phase.name === 'WasOldest' ? { newOldest: phase.newOldest?.address ?? null } : {}),
  ...(phase.name === 'HandingOver' ? { handOverTo: phase.handOverTo?.address ?? null } : {}),
})
