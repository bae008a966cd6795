import type { VirtualTime } from '../../../trace/identifiers.ts'
import type { Signal } from '../../actor/index.ts'
import type { SnapshotCriteria, SnapshotMetadata } from '../snapshot-store.ts'

/** Signals of an event-sourced actor: those of every actor, and the outcomes of recovery, writes and snapshots. */
export type EventSourcedSignal =
  | Signal
  | { readonly type: 'RecoveryCompleted' }
  | { readonly type: 'RecoveryFailed'; readonly cause: Error }
  | ({ readonly type: 'SnapshotCompleted' } & SnapshotMetadata)
  | { readonly type: 'SnapshotFailed'; readonly sequenceNr: number; readonly cause: Error }
  | { readonly type: 'DeleteEventsCompleted'; readonly toSequenceNr: number }
  | { readonly type: 'DeleteEventsFailed'; readonly toSequenceNr: number; readonly cause: Error }
  | { readonly type: 'DeleteSnapshotsCompleted'; readonly criteria: SnapshotCriteria }
  | { readonly type: 'DeleteSnapshotsFailed'; readonly criteria: SnapshotCriteria; readonly cause: Error }
  /** The handler's state for the next two signals includes the events that were not stored. */
  | { readonly type: 'JournalPersistFailed'; readonly cause: Error }
  | { readonly type: 'JournalPersistRejected'; readonly cause: Error }

/** Published to the system's event stream after each stored event; local to the node and at most once, unlike a query. */
export interface PublishedEvent {
  readonly type: 'PublishedEvent'
  readonly persistenceId: string
  readonly sequenceNr: number
  /** Virtual ms at which the journal's confirmation was handled. */
  readonly timestamp: VirtualTime
  readonly event: unknown
  /** Absent for an event without tags. */
  readonly tags?: readonly string[]
}
