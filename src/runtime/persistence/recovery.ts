import type { SnapshotCriteria } from './snapshot-store.ts'

/** The extent of a recovery. Default: the newest snapshot and all events after it. */
export interface Recovery {
  /** Selects the snapshot to start from; null replays all events without one. Default: the newest snapshot. */
  readonly fromSnapshot?: SnapshotCriteria | null
  /**
   * Last event to replay, inclusive; later snapshots are not loaded either. The state is then an old one, but new events
   * are numbered after the newest stored event. Default: no limit.
   */
  readonly toSequenceNr?: number
  /** Most events to replay. Default: no limit. */
  readonly replayMax?: number
  /** Loads neither snapshot nor events: the state is empty, but numbering continues after the last stored event. */
  readonly disabled?: boolean
}

/**
 * The choices for the option `recovery` of an event-sourced behavior, and for the field `recovery` of a persistent actor.
 *
 * @example
 * const account = EventSourcedBehavior.create<number, number, number>({
 *   persistenceId: PersistenceId.ofUniqueId('account-1'),
 *   emptyState: 0,
 *   commandHandler: (_, amount) => Effect.persist(amount),
 *   eventHandler: (balance, amount) => balance + amount,
 *   recovery: Recovery.withoutSnapshot,
 * })
 */
export const Recovery = {
  /** Starts from the newest snapshot that matches the criteria. */
  withSnapshotSelection: (criteria: SnapshotCriteria): Recovery => ({ fromSnapshot: criteria }),
  /** Replays all events from the empty state. */
  withoutSnapshot: { fromSnapshot: null } as Recovery,
  /** Loads neither snapshot nor events; numbering continues after the last stored event. */
  disabled: { disabled: true } as Recovery,
}

/** The criteria of the snapshot to start from; null: none is to be loaded. */
export function snapshotCriteriaOf(recovery: Recovery): SnapshotCriteria | null {
  const { fromSnapshot = {}, toSequenceNr, disabled } = recovery
  if (disabled || fromSnapshot === null) return null
  if (toSequenceNr === undefined) return fromSnapshot
  return {
    ...fromSnapshot,
    maxSequenceNr: Math.min(fromSnapshot.maxSequenceNr ?? toSequenceNr, toSequenceNr),
  }
}
