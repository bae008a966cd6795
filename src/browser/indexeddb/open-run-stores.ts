import type { Stores } from '../../runtime/persistence/index.ts'
import { IndexedDbJournal } from './indexed-db-journal.ts'
import { IndexedDbLeaseStore } from './indexed-db-lease-store.ts'
import { IndexedDbProjectionStore } from './indexed-db-projection-store.ts'
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
  const leases = new IndexedDbLeaseStore(database)
  const projections = new IndexedDbProjectionStore(database)
  return {
    journal,
    snapshots,
    leases,
    projections,
    check: () => database.check(),
    close: () => database.close(),
  }
}
