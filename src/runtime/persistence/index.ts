/**
 * Persistence: event-sourced actors, the ports of the stores for events and snapshots, in-memory stores, and the
 * protocol between actors and stores.
 */
export { type CurrentEventsQuery, EventQueries } from './event-queries.ts'
export { Effect, EffectBuilder } from './event-sourced/effect.ts'
export { EventSourcedBehavior } from './event-sourced/event-sourced-behavior.ts'
export { type EventSourcedOptions, Recovery } from './event-sourced/event-sourced-options.ts'
export type { EventSourcedSignal, PublishedEvent } from './event-sourced/event-sourced-signal.ts'
export { RetentionCriteria, type SnapshotEvery } from './event-sourced/retention-criteria.ts'
export { inMemoryJournal } from './in-memory-journal.ts'
export { inMemorySnapshotStore } from './in-memory-snapshot-store.ts'
export { inMemoryStores } from './in-memory-stores.ts'
export type { Journal, JournalHead, ReplayBounds } from './journal.ts'
export {
  isJournalAnswer,
  isJournalCommand,
  type JournalAnswer,
  type JournalCommand,
  type RejectedWrite,
} from './journal-protocol.ts'
export { chain, isPromise, type MaybePromise } from './maybe-promise.ts'
export { Persistence } from './persistence.ts'
export {
  EventRejected,
  JournalFailure,
  JournalTimeout,
  NoJournal,
  ReplayedByOldWriter,
  SequenceNrTaken,
  StoreFailure,
} from './persistence-errors.ts'
export { InvalidPersistenceId, PersistenceId } from './persistence-id.ts'
export { defaultPersistenceSettings, type PersistenceSettings } from './persistence-settings.ts'
export { NotStorable, plainCopy } from './plain-copy.ts'
export type { QueryElement } from './query-element.ts'
export type { ReplayFilterMode } from './replay-filter.ts'
export {
  matchesCriteria,
  newestMatching,
  type SnapshotCriteria,
  type SnapshotMetadata,
  type SnapshotStore,
  type StoredSnapshot,
} from './snapshot-store.ts'
export type { StoreContents } from './store-contents.ts'
export { StoreService, type Stores } from './store-service.ts'
export type { AtomicWrite, EventRecord, StoredEvent } from './stored-event.ts'
