import { createActorParticipant } from '../scenarios/create-actor-participant.ts'
import { loadCodeOf } from '../scenarios/load-scenario-code.ts'
import { serveParticipant } from './serve-participant.ts'

/** Worker of a cluster node or a client system. */
serveParticipant(async ({ header, participant, boot }) => ({
  participant: createActorParticipant(await loadCodeOf(header), header, participant, boot),
}))
