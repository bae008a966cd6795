import type {
  SnapshotCriteria,
  SnapshotMetadata,
  SnapshotStore,
  StoredSnapshot,
} from '../../runtime/persistence/index.ts'
import { matchesCriteria, newestMatching } from '../../runtime/persistence/snapshot-store.ts'
import { completed } from './completed.ts'
import type { RunDatabase, SnapshotKey } from './run-database.ts'

/** Snapshot store in IndexedDB, one record per snapshot. The metadata is in the key, so that listing reads no snapshot. */
export class IndexedDbSnapshotStore implements SnapshotStore {
  readonly #database: RunDatabase
  #metadata: readonly SnapshotMetadata[]

  private constructor(database: RunDatabase, metadata: readonly SnapshotMetadata[]) {
    this.#database = database
    this.#metadata = metadata
  }

  static async open(database: RunDatabase): Promise<IndexedDbSnapshotStore> {
    const { store } = await database.use(connection => connection.transaction('snapshots'))
    const keys = await store.getAllKeys()
    return new IndexedDbSnapshotStore(
      database,
      keys.map(([persistenceId, sequenceNr, timestamp]) => ({ persistenceId, sequenceNr, timestamp })),
    )
  }

  list(): readonly SnapshotMetadata[] {
    return [...this.#metadata].sort(
      (a, b) =>
        (a.persistenceId < b.persistenceId ? -1 : a.persistenceId > b.persistenceId ? 1 : 0) ||
        a.sequenceNr - b.sequenceNr,
    )
  }

  async save({ snapshot, ...metadata }: StoredSnapshot): Promise<void> {
    const replaced = this.#metadata.filter(each => sameSnapshot(each, metadata))
    await this.#change(replaced, { key: keyOf(metadata), snapshot })
    this.#metadata = [...this.#metadata.filter(each => !sameSnapshot(each, metadata)), metadata]
  }

  async load(persistenceId: string, criteria: SnapshotCriteria): Promise<StoredSnapshot | null> {
    const found = newestMatching(this.#of(persistenceId), criteria)
    if (found === null) return null
    const { store } = await this.#database.use(connection => connection.transaction('snapshots'))
    const snapshot = await store.get(keyOf(found))
    if (snapshot === undefined) throw new SnapshotMissing(found)
    return { ...found, snapshot }
  }

  async delete(persistenceId: string, criteria: SnapshotCriteria): Promise<void> {
    const deleted = this.#of(persistenceId).filter(each => matchesCriteria(each, criteria))
    if (deleted.length === 0) return
    await this.#change(deleted, null)
    this.#metadata = this.#metadata.filter(each => !deleted.includes(each))
  }

  #of(persistenceId: string): readonly SnapshotMetadata[] {
    return this.#metadata.filter(each => each.persistenceId === persistenceId)
  }

  async #change(
    deleted: readonly SnapshotMetadata[],
    added: { readonly key: SnapshotKey; readonly snapshot: StoredSnapshot['snapshot'] } | null,
  ): Promise<void> {
    const { durability } = this.#database
    const transaction = await this.#database.use(connection =>
      connection.transaction('snapshots', 'readwrite', { durability }),
    )
    const { store } = transaction
    await completed(transaction, () => [
      ...deleted.map(each => store.delete(keyOf(each))),
      ...(added === null ? [] : [store.put(added.snapshot, added.key)]),
    ])
  }
}

/** The snapshot's record is missing, because the site's data was cleared. */
export class SnapshotMissing extends Error {
  override readonly name = 'SnapshotMissing'
  readonly metadata: SnapshotMetadata

  constructor(metadata: SnapshotMetadata) {
    super(
      `Snapshot [${metadata.sequenceNr}] of [${metadata.persistenceId}] is no longer in IndexedDB. ` +
        'The site data was cleared; start a new run.',
    )
    this.metadata = metadata
  }
}

const keyOf = ({ persistenceId, sequenceNr, timestamp }: SnapshotMetadata): SnapshotKey => [
  persistenceId,
  sequenceNr,
  timestamp,
]

const sameSnapshot = (a: SnapshotMetadata, b: SnapshotMetadata): boolean =>
  a.persistenceId === b.persistenceId && a.sequenceNr === b.sequenceNr
