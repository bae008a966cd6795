import { plainCopy } from './plain-copy.ts'
import { matchesCriteria, newestMatching, type SnapshotStore, type StoredSnapshot } from './snapshot-store.ts'

/** Creates an in-memory snapshot store, by default an empty one. It is synchronous. */
export function inMemorySnapshotStore(contents: readonly StoredSnapshot[] = []): SnapshotStore {
  const snapshots = new Map<string, readonly StoredSnapshot[]>()

  /** Snapshots by ascending sequence number. */
  const snapshotsOf = (persistenceId: string) => snapshots.get(persistenceId) ?? []

  const save = (snapshot: StoredSnapshot): void => {
    const copy = { ...snapshot, snapshot: plainCopy(snapshot.snapshot) }
    const others = snapshotsOf(copy.persistenceId).filter(each => each.sequenceNr !== copy.sequenceNr)
    snapshots.set(
      copy.persistenceId,
      [...others, copy].sort((a, b) => a.sequenceNr - b.sequenceNr),
    )
  }
  for (const snapshot of contents) save(snapshot)

  return {
    list: () =>
      [...snapshots.keys()]
        .sort()
        .flatMap(snapshotsOf)
        .map(({ persistenceId, sequenceNr, timestamp }) => ({ persistenceId, sequenceNr, timestamp })),

    save,

    load: (persistenceId, criteria) => {
      const found = newestMatching(snapshotsOf(persistenceId), criteria)
      return found === null ? null : { ...found, snapshot: plainCopy(found.snapshot) }
    },

    delete: (persistenceId, criteria) => {
      snapshots.set(
        persistenceId,
        snapshotsOf(persistenceId).filter(each => !matchesCriteria(each, criteria)),
      )
    },
  }
}
