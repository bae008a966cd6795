import { createDatabaseParticipant } from '../scenarios/create-database-participant.ts'
import { openRunStores } from './indexeddb/index.ts'
import { serveParticipant } from './serve-participant.ts'

/** Worker of the database, the only one that opens the journal of a stored run. */
serveParticipant(async ({ runId, header, participant, boot }) =>
  createDatabaseParticipant(header, participant, boot, await openRunStores(runId)),
)
