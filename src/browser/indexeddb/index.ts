/** The stores of runs in IndexedDB: one database per run, named by the run's id. */
export { deleteRun, listRuns, openRunStores } from './runs.ts'
