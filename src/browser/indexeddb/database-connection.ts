import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb'

/** IndexedDB is missing, does not open or does not answer, because of a private window, a policy or another tab. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable'
  readonly database: string

  constructor(database: string, cause: unknown) {
    super(
      `Database [${database}] cannot be opened in this browser's IndexedDB. ` +
        'Leave private browsing, or free some space, and load the page again.',
      { cause },
    )
    this.database = database
  }
}

/** The database was deleted while it was in use: with the site's data, or from another tab. */
export class DatabaseDeleted extends Error {
  override readonly name = 'DatabaseDeleted'
  readonly database: string

  constructor(database: string) {
    super(`Database [${database}] was deleted from this browser's IndexedDB. Start a new run.`)
    this.database = database
  }
}

export interface DatabaseDescription<S extends DBSchema> {
  readonly name: string
  /** Raised by one when object stores are added. Default 1. */
  readonly version?: number
  /** Creates the object stores that a database of an earlier version lacks; 0: a new database. */
  readonly createStores: (
    connection: IDBPDatabase<S>,
    version: number,
    transaction: IDBPTransaction<S, StoreNames<S>[], 'versionchange'>,
  ) => void
}

/**
 * A connection to one database. It closes at once when another tab deletes the database, and reopens on use after the
 * browser has closed it. It never creates a database anew that has been deleted, because that one would be empty.
 */
export class DatabaseConnection<S extends DBSchema> {
  readonly #description: DatabaseDescription<S>
  #connection: IDBPDatabase<S> | null = null

  private constructor(description: DatabaseDescription<S>) {
    this.#description = description
  }

  /**
   * Opens a database. `create`: creates it if it is missing.
   * @throws {StorageUnavailable | DatabaseDeleted}
   */
  static async open<S extends DBSchema>(
    description: DatabaseDescription<S>,
    create: boolean,
  ): Promise<DatabaseConnection<S>> {
    const opened = new DatabaseConnection(description)
    await opened.#connect(create)
    return opened
  }

  /**
   * Starts a transaction in `begin`, which must be synchronous. Retries once on a connection that the browser is closing.
   * @throws {StorageUnavailable | DatabaseDeleted}
   */
  async use<T>(begin: (connection: IDBPDatabase<S>) => T): Promise<T> {
    const connection = await this.#connect(false)
    try {
      return begin(connection)
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error
      if (this.#connection === connection) this.#connection = null
      return begin(await this.#connect(false))
    }
  }

  /**
   * Opens the database again, to find out whether it still exists.
   * @throws {StorageUnavailable | DatabaseDeleted}
   */
  async check(): Promise<void> {
    this.close()
    await this.#connect(false)
  }

  close(): void {
    this.#connection?.close()
    this.#connection = null
  }

  async #connect(create: boolean): Promise<IDBPDatabase<S>> {
    if (this.#connection !== null) return this.#connection
    const { name, version = 1, createStores } = this.#description
    let missing = false
    try {
      this.#connection = await openDB<S>(name, version, {
        upgrade: (connection, oldVersion, _, transaction) => {
          missing = !create && oldVersion === 0
          if (!missing) return createStores(connection, oldVersion, transaction)
          // The aborted transaction rejects `openDB` too.
          transaction.done.catch(() => undefined)
          transaction.abort()
        },
        blocking: () => this.close(),
        terminated: () => {
          this.#connection = null
        },
      })
    } catch (error) {
      throw missing ? new DatabaseDeleted(name) : new StorageUnavailable(name, error)
    }
    return this.#connection
  }
}
