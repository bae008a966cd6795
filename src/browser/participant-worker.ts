import { createActorParticipant } from '../scenarios/create-actor-participant.ts'
import { loadCodeOf } from '../scenarios/load-scenario-code.ts'
import { serveParticipant } from './serve-participant.ts'

/**
 * Worker of a cluster node, a client system or the database. One script, because the database needs half of a node's, and
 * each worker of the build has a copy of all that it needs.
 */
serveParticipant(async request => {
  const { header, participant, boot } = request
  if (participant.kind === 'database') return (await import('./create-database.ts')).createDatabase(request)
  return { participant: createActorParticipant(await loadCodeOf(header), header, participant, boot) }
})
