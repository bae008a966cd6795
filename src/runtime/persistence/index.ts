/**
 * Persistence: event-sourced actors, the ports of the stores for events and snapshots, in-memory stores, and the
 * protocol between actors and stores.
 */

export type { EnvelopesElement, EnvelopesMessage, EnvelopesQuery } from './envelopes-query.ts'
export {
  type EventAdapter,
  FilteredPayload,
  type ReadEventAdapter,
  type SnapshotAdapter,
  Tagged,
  type WriteEventAdapter,
} from './event-adapter.ts'
export type { EventAdapterBinding, EventAdapterSettings } from './event-adapters.ts'
export {
  type CurrentEventsQuery,
  EventQueries,
  type EventsBySlicesQuery,
  type EventsByTagQuery,
} from './event-queries.ts'
export type { EventEnvelope, EventSelection, OffsetBounds } from './event-selection.ts'
export { Effect, EffectBuilder } from './event-sourced/effect.ts'
export { EventSourcedBehavior } from './event-sourced/event-sourced-behavior.ts'
export type { EventSourcedOptions } from './event-sourced/event-sourced-options.ts'
export type { EventSourcedSignal, PublishedEvent } from './event-sourced/event-sourced-signal.ts'
export { RetentionCriteria, type SnapshotEvery } from './event-sourced/retention-criteria.ts'
export type { EventsByIdMessage } from './events-by-id.ts'
export { inMemoryJournal } from './in-memory-journal.ts'
export { inMemoryLeaseStore } from './in-memory-lease-store.ts'
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
export type { LeaseRow, LeaseStore } from './lease-store.ts'
export { useLocalJournal } from './local-journal.ts'
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
  UnknownEventAdapter,
} from './persistence-errors.ts'
export { InvalidPersistenceId, PersistenceId } from './persistence-id.ts'
export type {
  PersistenceIdsElement,
  PersistenceIdsMessage,
  PersistenceIdsQuery,
} from './persistence-ids-query.ts'
export { defaultPersistenceSettings, type PersistenceSettings } from './persistence-settings.ts'
export { NotStorable, plainCopy } from './plain-copy.ts'
export { HandlerRecovery } from './projection/handler-recovery.ts'
export { Projection } from './projection/projection.ts'
export { ProjectionFailure } from './projection/projection-failure.ts'
export type {
  ProjectionCommand,
  ProjectionId,
  ProjectionMessage,
  ProjectionStatus,
} from './projection/projection-options.ts'
export type {
  ProjectionContents,
  ProjectionState,
  ProjectionStore,
  ReadModelChange,
  ReadModelRow,
} from './projection/projection-store.ts'
export type { QueryElement } from './query-element.ts'
export { Recovery } from './recovery.ts'
export type { ReplayFilterMode } from './replay-filter.ts'
export { InvalidSliceRanges, type SliceRange, sliceOf, sliceRanges } from './slices.ts'
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
