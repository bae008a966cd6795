import { serveParticipant } from './serve-participant.ts'

/** A cluster node or a client system. */
serveParticipant(async () => null)
