import type { Plain } from '../../trace/plain.ts'
import type { StoredEvent } from './stored-event.ts'

/**
 * One reply of a query: at most one snapshot, then batches of events by ascending sequence number, then one end. A
 * further snapshot follows only if a deletion overtook the query; it replaces all elements before it.
 */
export type QueryElement =
  | { readonly type: 'SnapshotFound'; readonly sequenceNr: number; readonly snapshot: Plain }
  | { readonly type: 'EventsFound'; readonly events: readonly StoredEvent[] }
  /** Only of a live query: the events between the last emitted one and `toSequenceNr` (inclusive) are deleted. */
  | { readonly type: 'EventsMissing'; readonly toSequenceNr: number }
  /** The query has emitted all events up to `highestSequenceNr`, the highest at the journal's first answer. */
  | { readonly type: 'QueryCompleted'; readonly highestSequenceNr: number }
  | { readonly type: 'QueryFailed'; readonly reason: string }
