import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { AtomicWrite, StoredSnapshot } from '../../runtime/persistence/index.ts'

/** IndexedDB schema of a run. A commit is one record with all its events, because the cost of a write grows with records. */
export interface RunSchema extends DBSchema {
  /** Key: the commit's number; numbers ascend in commit order. */
  commits: { key: number; value: readonly AtomicWrite[] }
  /** Heads of persistence ids with deleted events, because the remaining commits no longer contain them. */
  heads: { key: string; value: DeletedHead }
  /** Key: persistence id, sequence number, timestamp. */
  snapshots: { key: SnapshotKey; value: StoredSnapshot['snapshot'] }
}

export interface DeletedHead {
  readonly persistenceId: string
  readonly highestSequenceNr: number
  readonly deletedTo: number
}

export type SnapshotKey = [persistenceId: string, sequenceNr: number, timestamp: number]

export type RunConnection = IDBPDatabase<RunSchema>

export interface RunDatabaseOptions {
  /** `relaxed` commits when the data is handed to the operating system, `strict` when it is on disk. Default `relaxed`. */
  readonly durability?: 'relaxed' | 'strict'
}

const prefix = 'actorium-run-'

export const runDatabaseName = (runId: string): string => prefix + runId

/** Returns the id of the run that owns the database; null for any other database. */
export const runIdOf = (databaseName: string): string | null =>
  databaseName.startsWith(prefix) ? databaseName.slice(prefix.length) : null

/** IndexedDB is missing or does not open, because of a private window, no space, or a policy. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable'
  readonly runId: string

  constructor(runId: string, cause: unknown) {
    super(
      `The journal of run [${runId}] cannot be opened in this browser's IndexedDB. ` +
        'Leave private browsing, or free some space, and load the page again.',
      { cause },
    )
    this.runId = runId
  }
}

/** The run's database was deleted from another tab while it was in use. */
export class RunDatabaseDeleted extends Error {
  override readonly name = 'RunDatabaseDeleted'
  readonly runId: string

  constructor(runId: string) {
    super(`The journal of run [${runId}] was deleted from another tab. Start a new run.`)
    this.runId = runId
  }
}

/**
 * The connection to a run's database. It closes at once when another tab deletes the database, and reopens on use after
 * the browser has closed it.
 */
export class RunDatabase {
  readonly runId: string
  readonly durability: 'relaxed' | 'strict'
  #connection: RunConnection | null = null
  #deleted = false

  private constructor(runId: string, options: RunDatabaseOptions) {
    this.runId = runId
    this.durability = options.durability ?? 'relaxed'
  }

  /** @throws {StorageUnavailable} */
  static async open(runId: string, options: RunDatabaseOptions = {}): Promise<RunDatabase> {
    const database = new RunDatabase(runId, options)
    await database.#connect()
    return database
  }

  /**
   * Starts a transaction in `begin`, which must be synchronous. Retries once on a connection that the browser is closing.
   * @throws {StorageUnavailable | RunDatabaseDeleted}
   */
  async use<T>(begin: (connection: RunConnection) => T): Promise<T> {
    const connection = await this.#connect()
    try {
      return begin(connection)
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error
      if (this.#connection === connection) this.#connection = null
      return begin(await this.#connect())
    }
  }

  close(): void {
    this.#connection?.close()
    this.#connection = null
  }

  async #connect(): Promise<RunConnection> {
    if (this.#deleted) throw new RunDatabaseDeleted(this.runId)
    if (this.#connection !== null) return this.#connection
    try {
      this.#connection = await openDB<RunSchema>(runDatabaseName(this.runId), 1, {
        upgrade: connection => {
          connection.createObjectStore('commits')
          connection.createObjectStore('heads', { keyPath: 'persistenceId' })
          connection.createObjectStore('snapshots')
        },
        blocking: () => {
          this.#deleted = true
          this.close()
        },
        terminated: () => {
          this.#connection = null
        },
      })
    } catch (error) {
      throw new StorageUnavailable(this.runId, error)
    }
    return this.#connection
  }
}
