/** The stores of runs in IndexedDB: one database per run, named by the run's id. */
export { deleteRun, listRuns } from './delete-run.ts'
export { openRunStores, type RunStores } from './open-run-stores.ts'
