import type { JournalHead } from './journal.ts'
import { matchesCriteria, type SnapshotCriteria, type SnapshotMetadata } from './snapshot-store.ts'

/** Counts of the stored events and snapshots of one persistence id, as shown in the trace. */
export interface StoredCounts {
  readonly highestSequenceNr: number
  readonly deletedTo: number
  readonly events: number
  /** Sequence numbers of the snapshots, ascending. */
  readonly snapshots: readonly number[]
}

interface Entry {
  /** Replaced by each change, because answers and trace events keep it. */
  counts: StoredCounts
  snapshots: readonly SnapshotMetadata[]
}

/**
 * In-memory index of heads and snapshots by persistence id. It is rebuilt from the stores at start and updated with each
 * request, so that a write stores no separate head record and a request needs one read only.
 */
export class StoreIndex {
  readonly #entries = new Map<string, Entry>()

  #highestOffset: number

  constructor(heads: readonly JournalHead[], snapshots: readonly SnapshotMetadata[], highestOffset: number) {
    this.#highestOffset = highestOffset
    for (const head of heads) this.setHead(head)
    for (const snapshot of snapshots) this.snapshotSaved(snapshot)
  }

  /** Returns all ids, ordered by UTF-16 code units, independent of the locale. */
  persistenceIds(): readonly string[] {
    return [...this.#entries.keys()].sort()
  }

  /** Returns the ids under which events were ever stored, in the same order. */
  idsWithEvents(): readonly string[] {
    return this.persistenceIds().filter(id => this.countsOf(id).highestSequenceNr > 0)
  }

  /** The highest offset ever given to an event. */
  get highestOffset(): number {
    return this.#highestOffset
  }

  countsOf(persistenceId: string): StoredCounts {
    return (this.#entries.get(persistenceId) ?? emptyEntry).counts
  }

  setHead({ persistenceId, highestSequenceNr, deletedTo, events }: JournalHead): void {
    const entry = this.#entry(persistenceId)
    const { snapshots } = entry.counts
    entry.counts = { highestSequenceNr, deletedTo, events, snapshots }
  }

  appended(persistenceId: string, added: number, highestSequenceNr: number): void {
    this.#highestOffset += added
    const entry = this.#entry(persistenceId)
    const { highestSequenceNr: highest, deletedTo, events, snapshots } = entry.counts
    entry.counts = {
      highestSequenceNr: Math.max(highest, highestSequenceNr),
      deletedTo,
      events: events + added,
      snapshots,
    }
  }

  snapshotSaved(metadata: SnapshotMetadata): void {
    const entry = this.#entry(metadata.persistenceId)
    const others = entry.snapshots.filter(each => each.sequenceNr !== metadata.sequenceNr)
    setSnapshots(
      entry,
      [...others, metadata].sort((a, b) => a.sequenceNr - b.sequenceNr),
    )
  }

  snapshotsDeleted(persistenceId: string, criteria: SnapshotCriteria): void {
    const entry = this.#entries.get(persistenceId)
    if (entry !== undefined)
      setSnapshots(
        entry,
        entry.snapshots.filter(each => !matchesCriteria(each, criteria)),
      )
  }

  #entry(persistenceId: string): Entry {
    let entry = this.#entries.get(persistenceId)
    if (entry === undefined) {
      entry = { ...emptyEntry }
      this.#entries.set(persistenceId, entry)
    }
    return entry
  }
}

function setSnapshots(entry: Entry, snapshots: readonly SnapshotMetadata[]): void {
  entry.snapshots = snapshots
  entry.counts = { ...entry.counts, snapshots: snapshots.map(({ sequenceNr }) => sequenceNr) }
}

const emptyEntry: Entry = {
  counts: { highestSequenceNr: 0, deletedTo: 0, events: 0, snapshots: [] },
  snapshots: [],
}
