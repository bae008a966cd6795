/**
 * Persistence: event-sourced actors, the ports to where events and snapshots are kept, their twins in memory,
 * and the protocol between the two.
 */
export { type CurrentEventsQuery, EventQueries, type QueryElement } from './event-queries.ts'
export { Effect, EffectBuilder } from './event-sourced/effect.ts'
export {
  EventSourcedBehavior,
  type EventSourcedOptions,
  Recovery,
} from './event-sourced/event-sourced-behavior.ts'
export type { EventSourcedSignal, PublishedEvent } from './event-sourced/event-sourced-signal.ts'
export { RetentionCriteria, type SnapshotEvery } from './event-sourced/retention-criteria.ts'
export { inMemoryJournal } from './in-memory-journal.ts'
export { inMemorySnapshotStore } from './in-memory-snapshot-store.ts'
export type { Journal, JournalHead, ReplayBounds } from './journal.ts'
export {
  isJournalAnswer,
  isJournalCommand,
  type JournalAnswer,
  type JournalCommand,
  type RejectedWrite,
} from './journal-protocol.ts'
export { chain as after, isPromise, type MaybePromise as Eventually } from './maybe-promise.ts'
export { inMemoryStores, Persistence } from './persistence.ts'
export {
  EventRejected,
  JournalFailure,
  JournalTimeout,
  NoJournal,
  ReplayedByOldWriter,
  StoreFailure,
} from './persistence-errors.ts'
export { InvalidPersistenceId, PersistenceId } from './persistence-id.ts'
export { defaultPersistenceSettings, type PersistenceSettings } from './persistence-settings.ts'
export { NotStorable, plainCopy } from './plain-copy.ts'
export type { ReplayFilterMode } from './replay-filter.ts'
export {
  meets,
  newest,
  type SnapshotCriteria,
  type SnapshotMetadata,
  type SnapshotStore,
  type StoredSnapshot,
} from './snapshot-store.ts'
export { SequenceNrTaken, StoreService as StoreKeeper, type Stores } from './store-service.ts'
export type { AtomicWrite, EventRecord, StoredEvent } from './stored-event.ts'
