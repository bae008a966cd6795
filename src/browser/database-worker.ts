import { createDatabaseParticipant } from '../scenarios/create-database-participant.ts'
import { openRunStores } from './indexeddb/index.ts'
import { serveParticipant } from './serve-participant.ts'

/** The database: the one place that opens a run's journal. */
serveParticipant(async ({ runId, header, who, boot }) =>
  createDatabaseParticipant(header, who, boot, await openRunStores(runId)),
)
