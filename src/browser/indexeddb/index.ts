/** The stores of a run in IndexedDB: one database a run, named by its id. */
export { RunDatabaseGone, type RunDatabaseOptions, StorageUnavailable } from './run-database.ts'
export { deleteRun, listRuns, openRunStores, RunInUse, type RunStores } from './runs.ts'
