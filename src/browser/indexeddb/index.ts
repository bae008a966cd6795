/** The stores of runs in IndexedDB: one database per run, named by the run's id. */
export { completed } from './completed.ts'
export {
  DatabaseConnection,
  DatabaseDeleted,
  StorageUnavailable,
} from './database-connection.ts'
export { SnapshotMissing } from './indexed-db-snapshot-store.ts'
export { deleteRun, listRuns, openRunStores, type RunStores } from './runs.ts'
