import type { SnapshotCriteria, SnapshotMetadata } from '../snapshot-store.ts'

/** Given to `receiveRecover` first, where a snapshot was found. Unhandled, it is ignored and all events are replayed. */
export interface SnapshotOffer<S> {
  readonly type: 'SnapshotOffer'
  readonly metadata: SnapshotMetadata
  readonly snapshot: S
}

/** Given to `receiveRecover` last. From here on events can be persisted. */
export interface RecoveryCompleted {
  readonly type: 'RecoveryCompleted'
}

/** Messages of `receiveRecover`. `E`: events, `S`: snapshots. */
export type Recovered<E, S> = E | SnapshotOffer<S> | RecoveryCompleted

/**
 * Messages of `receiveCommand` beside commands: the outcomes of `saveSnapshot`, `deleteMessages`, `deleteSnapshot` and
 * `deleteSnapshots`. Unhandled failures are logged as warnings.
 */
export type PersistenceReply =
  | { readonly type: 'SaveSnapshotSuccess'; readonly metadata: SnapshotMetadata }
  | { readonly type: 'SaveSnapshotFailure'; readonly metadata: SnapshotMetadata; readonly cause: Error }
  | { readonly type: 'DeleteMessagesSuccess'; readonly toSequenceNr: number }
  | { readonly type: 'DeleteMessagesFailure'; readonly toSequenceNr: number; readonly cause: Error }
  | { readonly type: 'DeleteSnapshotSuccess'; readonly sequenceNr: number }
  | { readonly type: 'DeleteSnapshotFailure'; readonly sequenceNr: number; readonly cause: Error }
  | { readonly type: 'DeleteSnapshotsSuccess'; readonly criteria: SnapshotCriteria }
  | { readonly type: 'DeleteSnapshotsFailure'; readonly criteria: SnapshotCriteria; readonly cause: Error }
