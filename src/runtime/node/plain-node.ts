import type { ActorSystem } from '../actor/index.ts'
import type { Command } from '../participant.ts'
import { ActorParticipant } from './actor-participant.ts'
import { type ActorSystemParticipantOptions, systemOptions } from './system-options.ts'

/** A node that is no member of any cluster: an actor system with the user's actors, and nothing else. */
export function createPlainNode(options: ActorSystemParticipantOptions): ActorParticipant {
  return new ActorParticipant({
    ...systemOptions(options),
    kind: 'node',
    onCommand: obey,
  })
}

/** There is no cluster to leave: it ends as it would then, gracefully. */
function obey(system: ActorSystem, { action }: Command): void {
  if (action.type === 'Leave') system.terminate('left')
}
