import { plainCopy } from './plain-copy.ts'
import { matchesCriteria, newestMatching, type SnapshotStore, type StoredSnapshot } from './snapshot-store.ts'

/** The snapshot store's twin in memory: synchronous. */
export function inMemorySnapshotStore(): SnapshotStore {
  const snapshots = new Map<string, readonly StoredSnapshot[]>()

  /** Ascending by number. */
  const of = (persistenceId: string) => snapshots.get(persistenceId) ?? []

  return {
    list: () =>
      [...snapshots.keys()]
        .sort()
        .flatMap(of)
        .map(({ persistenceId, sequenceNr, timestamp }) => ({ persistenceId, sequenceNr, timestamp })),

    save: snapshot => {
      const copy = { ...snapshot, snapshot: plainCopy(snapshot.snapshot) }
      const others = of(copy.persistenceId).filter(each => each.sequenceNr !== copy.sequenceNr)
      snapshots.set(
        copy.persistenceId,
        [...others, copy].sort((a, b) => a.sequenceNr - b.sequenceNr),
      )
    },

    load: (persistenceId, criteria) => {
      const found = newestMatching(of(persistenceId), criteria)
      return found === null ? null : { ...found, snapshot: plainCopy(found.snapshot) }
    },

    delete: (persistenceId, criteria) => {
      snapshots.set(
        persistenceId,
        of(persistenceId).filter(each => !matchesCriteria(each, criteria)),
      )
    },
  }
}
