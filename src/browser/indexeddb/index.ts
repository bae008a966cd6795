/** The stores of a run in IndexedDB: one database a run, named by its id. */
export { deleteRun, listRuns, openRunStores } from './runs.ts'
