import { deleteDB } from 'idb'
import type { Stores } from '../../runtime/persistence/index.ts'
import { IndexedDbJournal } from './indexed-db-journal.ts'
import { IndexedDbSnapshotStore } from './indexed-db-snapshot-store.ts'
import { RunDatabase, type RunDatabaseOptions, runDatabaseName, runOf } from './run-database.ts'

export interface RunStores extends Stores {
  close(): void
}

/** Opens the stores of a run, empty ones for a new run. @throws {StorageUnavailable} */
export async function openRunStores(runId: string, options: RunDatabaseOptions = {}): Promise<RunStores> {
  const database = await RunDatabase.open(runId, options)
  const [journal, snapshots] = await Promise.all([
    IndexedDbJournal.open(database),
    IndexedDbSnapshotStore.open(database),
  ])
  return { journal, snapshots, close: () => database.close() }
}

/** Somebody holds the run's database and does not let go. */
export class RunInUse extends Error {
  override readonly name = 'RunInUse'
  readonly runId: string

  constructor(runId: string) {
    super(`Run [${runId}] is open elsewhere. Close its tab; its journal is deleted then.`)
    this.runId = runId
  }
}

/** Deletes all that a run has stored. One that is not there is fine. @throws {RunInUse} */
export function deleteRun(runId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    deleteDB(runDatabaseName(runId), { blocked: () => reject(new RunInUse(runId)) }).then(resolve, reject)
  })
}

/** Ids of the runs that have stores here, ordered; none where the browser cannot tell. */
export async function listRuns(): Promise<readonly string[]> {
  if (typeof indexedDB === 'undefined' || typeof indexedDB.databases !== 'function') return []
  const names = (await indexedDB.databases()).map(each => each.name)
  return names.flatMap(name => (name === undefined ? [] : (runOf(name) ?? []))).sort()
}
