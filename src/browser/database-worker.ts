import { createDatabase } from './create-database.ts'
import { serveParticipant } from './serve-participant.ts'

/** Worker of the database. */
serveParticipant(createDatabase)
