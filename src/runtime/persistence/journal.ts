import type { EventEnvelope, EventSelection, OffsetBounds } from './event-selection.ts'
import type { MaybePromise } from './maybe-promise.ts'
import type { AtomicWrite, StoredEvent } from './stored-event.ts'

/**
 * The port of an event store. It stores events in append order and checks no sequence numbers; `StoreService` does.
 * A failure is thrown, or rejects the promise; the caller turns it into an answer.
 *
 * Every adapter must pass `journalContract`.
 */
export interface Journal {
  /** The head of every persistence id, ordered by id. */
  heads(): MaybePromise<readonly JournalHead[]>
  /**
   * Stores a commit: writes of one or more persistence ids, all of them or none. On return (or resolution) the events
   * are durable and visible to a replay. The journal copies them, so later changes by the caller have no effect. Each event
   * gets the next offset; `AtomicWrite.offset` of the caller is ignored.
   */
  append(commit: readonly AtomicWrite[]): MaybePromise<void>
  /** Returns the events within the bounds in append order, which is ascending for a single writer. */
  replay(persistenceId: string, bounds: ReplayBounds): MaybePromise<readonly StoredEvent[]>
  /** Returns the selected events of all persistence ids within the bounds, by ascending offset. */
  select(selection: EventSelection, bounds: OffsetBounds): MaybePromise<readonly EventEnvelope[]>
  /** Returns the highest offset ever given, also to a deleted event; 0 for an empty journal. */
  highestOffset(): MaybePromise<number>
  /** Returns the highest number ever stored, deleted events included; 0 for an unknown id. */
  highestSequenceNr(persistenceId: string): MaybePromise<number>
  /** Deletes all events up to and including this number, permanently. Returns the new head. */
  deleteTo(persistenceId: string, toSequenceNr: number): MaybePromise<JournalHead>
}

/** Both numbers inclusive; at most `max` events. Empty if `fromSequenceNr` is above `toSequenceNr`. */
export interface ReplayBounds {
  readonly fromSequenceNr: number
  readonly toSequenceNr: number
  readonly max: number
}

/** The stored counts of one persistence id. */
export interface JournalHead {
  readonly persistenceId: string
  readonly highestSequenceNr: number
  /** Highest deleted number; 0: no event was deleted. */
  readonly deletedTo: number
  /** Number of events of a full replay. */
  readonly events: number
}
