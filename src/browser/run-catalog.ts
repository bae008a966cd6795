import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { RunLog } from '../conductor/index.ts'
import type { LoggedAction } from '../trace/action.ts'
import type { RunHeader } from '../trace/run-file.ts'

interface CatalogSchema extends DBSchema {
  runs: { key: string; value: RunRecord }
  /** Key: run id, index of the action. */
  actions: { key: [runId: string, index: number]; value: LoggedAction }
}

export interface RunRecord {
  readonly runId: string
  readonly header: RunHeader
  /** Wall time in ms, for sorting. */
  readonly createdAt: number
}

/** Stored headers and action logs of all runs; each run's journal has its own database. Actions are written ahead. */
export class RunCatalog {
  readonly #database: IDBPDatabase<CatalogSchema>

  private constructor(database: IDBPDatabase<CatalogSchema>) {
    this.#database = database
  }

  /** Rejects if IndexedDB is missing or forbidden. */
  static async open(): Promise<RunCatalog> {
    const database = await openDB<CatalogSchema>('actorium-shelf', 1, {
      upgrade: connection => {
        connection.createObjectStore('runs', { keyPath: 'runId' })
        connection.createObjectStore('actions')
      },
      blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
    })
    return new RunCatalog(database)
  }

  async find(runId: string): Promise<RunRecord | null> {
    return (await this.#database.get('runs', runId)) ?? null
  }

  async add(record: RunRecord): Promise<void> {
    await this.#database.put('runs', record)
  }

  /** Returns all runs, newest first. */
  async runs(): Promise<readonly RunRecord[]> {
    return (await this.#database.getAll('runs')).sort((a, b) => b.createdAt - a.createdAt)
  }

  async actions(runId: string): Promise<readonly LoggedAction[]> {
    return this.#database.getAll('actions', actionsOf(runId))
  }

  /** The run's log for the conductor; a repeated index rejects. */
  log(runId: string): RunLog {
    return {
      append: async action => {
        await this.#database.add('actions', action, [runId, action.index])
      },
    }
  }

  async remove(runId: string): Promise<void> {
    const transaction = this.#database.transaction(['runs', 'actions'], 'readwrite')
    await Promise.all([
      transaction.objectStore('runs').delete(runId),
      transaction.objectStore('actions').delete(actionsOf(runId)),
      transaction.done,
    ])
  }

  close(): void {
    this.#database.close()
  }
}

const actionsOf = (runId: string): IDBKeyRange =>
  IDBKeyRange.bound([runId, 0], [runId, Number.MAX_SAFE_INTEGER])
