import { inMemoryJournal } from './in-memory-journal.ts'
import { inMemoryLeaseStore } from './in-memory-lease-store.ts'
import { inMemorySnapshotStore } from './in-memory-snapshot-store.ts'
import { inMemoryProjectionStore } from './projection/in-memory-projection-store.ts'
import { noContents, type StoreContents } from './store-contents.ts'
import type { Stores } from './store-service.ts'

/**
 * Creates the stores of a database in memory, by default empty ones, which survive the systems that use them.
 *
 * @example
 * const stores = inMemoryStores()
 * useLocalJournal(context.system, stores)
 */
export const inMemoryStores = ({
  journal,
  snapshots,
  leases,
  projections,
}: StoreContents = noContents): Stores => ({
  journal: inMemoryJournal(journal),
  snapshots: inMemorySnapshotStore(snapshots),
  leases: inMemoryLeaseStore(leases),
  projections: inMemoryProjectionStore(projections),
})
