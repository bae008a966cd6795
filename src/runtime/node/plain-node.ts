import type { ActorSystem } from '../actor/index.ts'
import type { Command } from '../participant.ts'
import { ActorParticipant } from './actor-participant.ts'
import { type ActorSystemParticipantOptions, systemOptions } from './system-options.ts'

/**
 * Creates a node without a cluster: an actor system with only the user's actors.
 *
 * @example
 * const create = (boot: Boot) =>
 *   createPlainNode({
 *     boot,
 *     address: 'pekko://Shop@node-1:2551',
 *     seed: 1,
 *     links: { default: { minMs: 1, maxMs: 5 } },
 *     maxMessagesPerMs: null,
 *   })
 */
export function createPlainNode(options: ActorSystemParticipantOptions): ActorParticipant {
  return new ActorParticipant({
    ...systemOptions(options),
    kind: 'node',
    onCommand: performLeave,
  })
}

/** Without a cluster, `Leave` terminates the system gracefully. */
function performLeave(system: ActorSystem, { action }: Command): void {
  if (action.type === 'Leave') system.terminate('left')
}
