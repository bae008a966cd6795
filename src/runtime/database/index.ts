/**
 * The database as a participant: stores behind the protocol of `persistence`, with an address and a latency of
 * its own. The one participant whose `advance` may answer with a promise.
 */
export { type DatabaseOptions, DatabaseParticipant, journalPath } from './database-participant.ts'
export { type DatabaseSettings, defaultDatabaseSettings } from './database-settings.ts'
