import type { Stores } from '../../runtime/persistence/index.ts'
import { IndexedDbJournal } from './indexed-db-journal.ts'
import { IndexedDbSnapshotStore } from './indexed-db-snapshot-store.ts'
import { openRunDatabase, type RunDatabaseOptions } from './run-database.ts'

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
