import { inMemoryJournal } from './in-memory-journal.ts'
import { inMemorySnapshotStore } from './in-memory-snapshot-store.ts'
import { noContents, type StoreContents } from './store-contents.ts'
import type { Stores } from './store-service.ts'

/**
 * Creates a journal and a snapshot store in memory, by default empty ones, which survive the systems that use them.
 *
 * @example
 * const stores = inMemoryStores()
 * Persistence.get(context.system).useLocalJournal(stores)
 */
export const inMemoryStores = ({ journal, snapshots }: StoreContents = noContents): Stores => ({
  journal: inMemoryJournal(journal),
  snapshots: inMemorySnapshotStore(snapshots),
})
