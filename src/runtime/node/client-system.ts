import { ActorParticipant } from './actor-participant.ts'
import { type ActorSystemParticipantOptions, systemOptions } from './system-options.ts'

/**
 * Creates a client: a system outside the cluster that reaches it through a receptionist.
 *
 * @example
 * const create = (boot: Boot) =>
 *   createClientSystem({
 *     boot,
 *     address: 'pekko://Client@client:2552',
 *     seed: 1,
 *     links: { default: { minMs: 1, maxMs: 5 } },
 *     maxMessagesPerMs: null,
 *   })
 */
export function createClientSystem(options: ActorSystemParticipantOptions): ActorParticipant {
  return new ActorParticipant({ ...systemOptions(options), kind: 'client' })
}
