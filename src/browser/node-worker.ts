import { createActorParticipant } from '../scenarios/create-actor-participant.ts'
import { serveParticipant } from './serve-participant.ts'

/** A cluster node or a client system. */
serveParticipant(({ header, who, boot }) => createActorParticipant(header, who, boot))
