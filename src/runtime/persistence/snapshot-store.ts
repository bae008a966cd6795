import type { Plain } from '../../trace/plain.ts'
import type { VirtualTime } from '../../trace/trace-event.ts'
import type { MaybePromise } from './maybe-promise.ts'

/** The port to a store of snapshots. Every adapter runs `snapshotStoreContract`. */
export interface SnapshotStore {
  /** Metadata of all snapshots, ordered by id, then number. */
  list(): MaybePromise<readonly SnapshotMetadata[]>
  /** Replaces a snapshot of the same id and number. */
  save(snapshot: StoredSnapshot): MaybePromise<void>
  /** The newest within the criteria (by number, then timestamp); null when there is none. */
  load(persistenceId: string, criteria: SnapshotCriteria): MaybePromise<StoredSnapshot | null>
  delete(persistenceId: string, criteria: SnapshotCriteria): MaybePromise<void>
}

export interface SnapshotMetadata {
  readonly persistenceId: string
  readonly sequenceNr: number
  /** The instant at which it was saved. */
  readonly timestamp: VirtualTime
}

export interface StoredSnapshot extends SnapshotMetadata {
  readonly snapshot: Plain
}

/** Bounds of numbers and timestamps, all inclusive; what is left out does not bound. */
export interface SnapshotCriteria {
  readonly minSequenceNr?: number
  readonly maxSequenceNr?: number
  readonly minTimestamp?: VirtualTime
  readonly maxTimestamp?: VirtualTime
}

export const matchesCriteria = (snapshot: SnapshotMetadata, criteria: SnapshotCriteria): boolean =>
  snapshot.sequenceNr >= (criteria.minSequenceNr ?? 0) &&
  snapshot.sequenceNr <= (criteria.maxSequenceNr ?? Number.MAX_SAFE_INTEGER) &&
  snapshot.timestamp >= (criteria.minTimestamp ?? 0) &&
  snapshot.timestamp <= (criteria.maxTimestamp ?? Number.MAX_SAFE_INTEGER)

/** The newest of those that meet the criteria, by number, then timestamp. */
export function newestMatching<S extends SnapshotMetadata>(
  snapshots: readonly S[],
  criteria: SnapshotCriteria,
): S | null {
  let best: S | null = null
  for (const each of snapshots) {
    if (!matchesCriteria(each, criteria)) continue
    if (
      best === null ||
      each.sequenceNr > best.sequenceNr ||
      (each.sequenceNr === best.sequenceNr && each.timestamp > best.timestamp)
    )
      best = each
  }
  return best
}
