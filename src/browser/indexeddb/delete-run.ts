import { deleteDB } from 'idb'
import { runDatabaseName, runIdOf } from './run-database.ts'

/** Another tab keeps the run's database open, so that it cannot be deleted. */
export class RunInUse extends Error {
  override readonly name = 'RunInUse'
  readonly runId: string

  constructor(runId: string) {
    super(`Run [${runId}] is open in another tab. Close that tab, so that its journal can be deleted.`)
    this.runId = runId
  }
}

/** Deletes the stores of a run; does nothing for an unknown run. @throws {RunInUse} */
export function deleteRun(runId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    deleteDB(runDatabaseName(runId), { blocked: () => reject(new RunInUse(runId)) }).then(resolve, reject)
  })
}

/** Returns the ids of all stored runs, ordered; empty in a browser without `indexedDB.databases`. */
export async function listRuns(): Promise<readonly string[]> {
  if (typeof indexedDB === 'undefined' || typeof indexedDB.databases !== 'function') return []
  const names = (await indexedDB.databases()).map(each => each.name)
  return names.flatMap(name => (name === undefined ? [] : (runIdOf(name) ?? []))).sort()
}
