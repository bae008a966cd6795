/**
 * Persistence: the ports to where events and snapshots are kept, their twins in memory, and the protocol
 * between persistent actors and the database.
 */
export { after, type Eventually, isPromise } from './eventually.ts'
export { inMemoryJournal } from './in-memory-journal.ts'
export { inMemorySnapshotStore } from './in-memory-snapshot-store.ts'
export type { Journal, JournalHead, ReplayBounds } from './journal.ts'
export { type ContractTools, journalContract } from './journal-contract.ts'
export {
  isJournalAnswer,
  isJournalCommand,
  type JournalAnswer,
  type JournalCommand,
  type RejectedWrite,
} from './journal-protocol.ts'
export { NotStorable, plainCopy } from './plain-copy.ts'
export {
  meets,
  newest,
  type SnapshotCriteria,
  type SnapshotMetadata,
  type SnapshotStore,
  type StoredSnapshot,
} from './snapshot-store.ts'
export { snapshotStoreContract } from './snapshot-store-contract.ts'
export { SequenceNrTaken, StoreKeeper, type Stores } from './store-keeper.ts'
export type { AtomicWrite, EventRecord, StoredEvent } from './stored-event.ts'
