import type { DBSchema } from 'idb'
import type {
  AtomicWrite,
  LeaseRow,
  ProjectionState,
  ReadModelRow,
  StoredSnapshot,
} from '../../runtime/persistence/index.ts'
import { DatabaseConnection } from './database-connection.ts'

/** IndexedDB schema of a run. A commit is one record with all its events, because the cost of a write grows with records. */
export interface RunSchema extends DBSchema {
  /** Key: the commit's number; numbers ascend in commit order. */
  commits: { key: number; value: readonly AtomicWrite[] }
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
      version: 3,
      createStores: (created, version) => {
        if (version < 1) {
          created.createObjectStore('commits')
          created.createObjectStore('heads', { keyPath: 'persistenceId' })
          created.createObjectStore('snapshots')
        }
        if (version < 2) created.createObjectStore('leases', { keyPath: 'name' })
        created.createObjectStore('projections', { keyPath: 'projection' })
        created.createObjectStore('rows', { keyPath: ['table', 'key'] })
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
