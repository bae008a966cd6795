/**
 * The database as a participant: it serves the journal protocol of `persistence` with a latency of its own. It is the
 * only participant whose `advance` may return a promise.
 */
export type { DatabaseOptions } from './database-options.ts'
export { DatabaseParticipant } from './database-participant.ts'
export { type DatabaseSettings, defaultDatabaseSettings } from './database-settings.ts'
export { journalPath } from './journal-path.ts'
