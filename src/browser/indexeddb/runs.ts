import { deleteDB } from 'idb'
import type { Stores } from '../../runtime/persistence/index.ts'
import { IndexedDbJournal } from './indexed-db-journal.ts'
import { IndexedDbSnapshotStore } from './indexed-db-snapshot-store.ts'
import { openRunDatabase, type RunDatabaseOptions, runDatabaseName, runIdOf } from './run-database.ts'

export interface RunStores extends Stores {
  /** Finds out whether the stores still exist. @throws {StorageUnavailable | DatabaseDeleted} */
  check(): Promise<void>
  close(): void
}

/** Opens the stores of a run; a new run has empty stores. @throws {StorageUnavailable | DatabaseDeleted} */
export async function openRunStores(runId: string, options: RunDatabaseOptions = {}): Promise<RunStores> {
  const database = await openRunDatabase(runId, options)
  const [journal, snapshots] = await Promise.all([
    IndexedDbJournal.open(database),
    IndexedDbSnapshotStore.open(database),
  ])
  return { journal, snapshots, check: () => database.check(), close: () => database.close() }
}

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
