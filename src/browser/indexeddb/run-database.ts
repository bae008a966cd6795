import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { AtomicWrite, StoredSnapshot } from '../../runtime/persistence/index.ts'

/** The one IndexedDB database of a run. A commit is one record, however many events it holds: records are what costs. */
export interface RunSchema extends DBSchema {
  /** Key: the commit's number, in the order of commits. */
  commits: { key: number; value: readonly AtomicWrite[] }
  /** Only of ids of which something was deleted: what the remaining commits no longer tell. */
  heads: { key: string; value: DeletedHead }
  /** Key: id, sequence number, timestamp. */
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
  /** `relaxed` hands data to the system, `strict` waits for the disk. Default relaxed. */
  readonly durability?: 'relaxed' | 'strict'
}

const prefix = 'actorium-run-'

export const runDatabaseName = (runId: string): string => prefix + runId

/** The run that a database belongs to; null for any other database. */
export const runOf = (databaseName: string): string | null =>
  databaseName.startsWith(prefix) ? databaseName.slice(prefix.length) : null

/** IndexedDB is missing, or does not open: a private window, no space, or a policy. */
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

/** The run's database was taken away while it was in use: deleted from another tab. */
export class RunDatabaseGone extends Error {
  override readonly name = 'RunDatabaseGone'
  readonly runId: string

  constructor(runId: string) {
    super(`The journal of run [${runId}] was deleted from another tab. Start a new run.`)
    this.runId = runId
  }
}

/**
 * The connection to a run's database. It gives way at once when somebody wants to delete the database, and
 * comes back by itself when the browser closed it for reasons of its own.
 */
export class RunDatabase {
  readonly runId: string
  readonly durability: 'relaxed' | 'strict'
  #connection: RunConnection | null = null
  #gone = false

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
   * Begins a transaction (synchronously, in `begin`). A connection that the browser is closing is replaced once.
   * @throws {StorageUnavailable | RunDatabaseGone}
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
    if (this.#gone) throw new RunDatabaseGone(this.runId)
    if (this.#connection !== null) return this.#connection
    try {
      this.#connection = await openDB<RunSchema>(runDatabaseName(this.runId), 1, {
        upgrade: connection => {
          connection.createObjectStore('commits')
          connection.createObjectStore('heads', { keyPath: 'persistenceId' })
          connection.createObjectStore('snapshots')
        },
        blocking: () => {
          this.#gone = true
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
