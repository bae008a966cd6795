import type { DBSchema, IDBPTransaction, StoreNames } from 'idb'
import type {
  AtomicWrite,
  LeaseRow,
  ProjectionState,
  ReadModelRow,
  StoredSnapshot,
} from '../../runtime/persistence/index.ts'
import { type CommitRecord, writeRecord } from './commit-record.ts'
import { DatabaseConnection } from './database-connection.ts'

/** IndexedDB schema of a run. A commit is one record with all its events, because the cost of a write grows with records. */
export interface RunSchema extends DBSchema {
  /** Key: the commit's number; numbers ascend in commit order. */
  commits: { key: number; value: CommitRecord }
  /** Heads of persistence ids with deleted events, because the remaining commits no longer contain them. */
  heads: { key: string; value: DeletedHead }
  /** Key: persistence id, sequence number, timestamp. */
  snapshots: { key: SnapshotKey; value: StoredSnapshot['snapshot'] }
  leases: { key: string; value: LeaseRow }
  projections: { key: string; value: ProjectionState }
  /** Key: table, key of the row. */
  rows: { key: [table: string, key: string]; value: ReadModelRow }
}

export interface DeletedHead {
  readonly persistenceId: string
  readonly highestSequenceNr: number
  readonly deletedTo: number
  /** The journal's highest offset at the deletion; absent in runs of builds without offsets. */
  readonly highestOffset?: number
}

export type SnapshotKey = [persistenceId: string, sequenceNr: number, timestamp: number]

export interface RunDatabaseOptions {
  /** `relaxed` commits when the data is handed to the operating system, `strict` when it is on disk. Default `relaxed`. */
  readonly durability?: 'relaxed' | 'strict'
  /** False refuses a run without a database instead of creating an empty one. Default true. */
  readonly create?: boolean
}

/** The connection to a run's database. */
export interface RunDatabase extends Pick<DatabaseConnection<RunSchema>, 'use' | 'check' | 'close'> {
  readonly durability: 'relaxed' | 'strict'
}

const prefix = 'actorium-run-'

export const runDatabaseName = (runId: string): string => prefix + runId

/** Returns the id of the run that owns the database; null for any other database. */
export const runIdOf = (databaseName: string): string | null =>
  databaseName.startsWith(prefix) ? databaseName.slice(prefix.length) : null

/** @throws {StorageUnavailable | DatabaseDeleted} */
export async function openRunDatabase(
  runId: string,
  { durability = 'relaxed', create = true }: RunDatabaseOptions = {},
): Promise<RunDatabase> {
  const connection = await DatabaseConnection.open<RunSchema>(
    {
      name: runDatabaseName(runId),
      version: 4,
      createStores: (created, version, transaction) => {
        if (version < 1) {
          created.createObjectStore('commits')
          created.createObjectStore('heads', { keyPath: 'persistenceId' })
          created.createObjectStore('snapshots')
        }
        if (version < 2) created.createObjectStore('leases', { keyPath: 'name' })
        if (version < 3) {
          created.createObjectStore('projections', { keyPath: 'projection' })
          created.createObjectStore('rows', { keyPath: ['table', 'key'] })
        }
        // A failure ends the transaction, and so the opening.
        if (version > 0) upgradeCommits(transaction).catch(() => transaction.abort())
      },
    },
    create,
  )
  return {
    durability,
    use: begin => connection.use(begin),
    check: () => connection.check(),
    close: () => connection.close(),
  }
}

type VersionChange = IDBPTransaction<RunSchema, StoreNames<RunSchema>[], 'versionchange'>

/** Replaces the commits of earlier versions, which are lists of objects. The first builds stored no offsets. */
async function upgradeCommits(transaction: VersionChange): Promise<void> {
  const heads = await transaction.objectStore('heads').getAll()
  let next = heads.reduce((highest, { highestOffset = 0 }) => Math.max(highest, highestOffset), 0) + 1
  const commits = transaction.objectStore('commits')
  for (let cursor = await commits.openCursor(); cursor !== null; cursor = await cursor.continue()) {
    // Only this transaction meets the value of an earlier version.
    const writes = cursor.value as unknown as readonly AtomicWrite[]
    const complete = writes.every(({ offset }) => offset !== undefined)
    const record = writes.map(write => {
      const offset = (complete ? write.offset : undefined) ?? next
      next = Math.max(next, offset + write.events.length)
      return writeRecord(write, offset)
    })
    await cursor.update(record)
  }
}
