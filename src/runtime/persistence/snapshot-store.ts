import type { VirtualTime } from '../../trace/identifiers.ts'
import type { Plain } from '../../trace/plain.ts'
import type { MaybePromise } from './maybe-promise.ts'

/** The port of a snapshot store. Every adapter must pass `snapshotStoreContract`. */
export interface SnapshotStore {
  /** Returns the metadata of all snapshots, ordered by persistence id, then sequence number. */
  list(): MaybePromise<readonly SnapshotMetadata[]>
  /** Saves a snapshot; one with the same persistence id and sequence number is replaced. */
  save(snapshot: StoredSnapshot): MaybePromise<void>
  /** Returns the newest matching snapshot (by sequence number, then timestamp), or null. */
  load(persistenceId: string, criteria: SnapshotCriteria): MaybePromise<StoredSnapshot | null>
  /** Deletes all matching snapshots. */
  delete(persistenceId: string, criteria: SnapshotCriteria): MaybePromise<void>
}

export interface SnapshotMetadata {
  readonly persistenceId: string
  readonly sequenceNr: number
  /** Virtual ms of the save. */
  readonly timestamp: VirtualTime
}

export interface StoredSnapshot extends SnapshotMetadata {
  readonly snapshot: Plain
}

/** Inclusive bounds of sequence numbers and timestamps (virtual ms). An omitted bound does not limit. */
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

/** Returns the newest snapshot that matches the criteria, by sequence number, then timestamp; null if none does. */
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
