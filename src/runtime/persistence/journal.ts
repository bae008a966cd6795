import type { MaybePromise } from './maybe-promise.ts'
import type { AtomicWrite, StoredEvent } from './stored-event.ts'

/**
 * The port to a store of events. It keeps what it is given in the order it came; who may write what is decided
 * above it (see `database/`). Failures are thrown or rejected: the caller turns them into answers.
 *
 * Every adapter runs `journalContract`.
 */
export interface Journal {
  /** What is held for each id, ordered by id. */
  heads(): MaybePromise<readonly JournalHead[]>
  /**
   * Stores a commit: many atomic writes, of several ids, all or nothing. Done means durable, and visible to a
   * replay. What the caller changes in its objects later is not seen.
   */
  append(commit: readonly AtomicWrite[]): MaybePromise<void>
  /** Events within the bounds in the order they were appended, which is ascending for a single writer. */
  replay(persistenceId: string, bounds: ReplayBounds): MaybePromise<readonly StoredEvent[]>
  /** Never decreases, whatever is deleted; 0 for an unknown id. */
  highestSequenceNr(persistenceId: string): MaybePromise<number>
  /** Removes all events up to and including this number, for good. Gives what is held for the id now. */
  deleteTo(persistenceId: string, toSequenceNr: number): MaybePromise<JournalHead>
}

/** Both numbers inclusive; at most `max` events. Nothing when `fromSequenceNr` is above `toSequenceNr`. */
export interface ReplayBounds {
  readonly fromSequenceNr: number
  readonly toSequenceNr: number
  readonly max: number
}

export interface JournalHead {
  readonly persistenceId: string
  readonly highestSequenceNr: number
  /** All up to this number were deleted; 0: none. */
  readonly deletedTo: number
  /** How many events a full replay would give. */
  readonly events: number
}
