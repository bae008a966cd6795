import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { RunLog } from '../conductor/index.ts'
import type { LoggedAction } from '../trace/action.ts'
import type { RunHeader } from '../trace/run-file.ts'

interface ShelfSchema extends DBSchema {
  runs: { key: string; value: RunRecord }
  /** Key: run, index. */
  actions: { key: [runId: string, index: number]; value: LoggedAction }
}

export interface RunRecord {
  readonly runId: string
  readonly header: RunHeader
  /** Wall time, for sorting. */
  readonly createdAt: number
}

/** What is known of runs beside their journals: headers and the logs of actions, written ahead. */
export class Shelf {
  readonly #database: IDBPDatabase<ShelfSchema>

  private constructor(database: IDBPDatabase<ShelfSchema>) {
    this.#database = database
  }

  /** Rejects where the browser has no IndexedDB or does not let us have it. */
  static async open(): Promise<Shelf> {
    const database = await openDB<ShelfSchema>('actorium-shelf', 1, {
      upgrade: connection => {
        connection.createObjectStore('runs', { keyPath: 'runId' })
        connection.createObjectStore('actions')
      },
      blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
    })
    return new Shelf(database)
  }

  async find(runId: string): Promise<RunRecord | null> {
    return (await this.#database.get('runs', runId)) ?? null
  }

  async add(record: RunRecord): Promise<void> {
    await this.#database.put('runs', record)
  }

  /** The newest first. */
  async runs(): Promise<readonly RunRecord[]> {
    return (await this.#database.getAll('runs')).sort((a, b) => b.createdAt - a.createdAt)
  }

  async actions(runId: string): Promise<readonly LoggedAction[]> {
    return this.#database.getAll('actions', allOf(runId))
  }

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
      transaction.objectStore('actions').delete(allOf(runId)),
      transaction.done,
    ])
  }

  close(): void {
    this.#database.close()
  }
}

const allOf = (runId: string): IDBKeyRange => IDBKeyRange.bound([runId, 0], [runId, Number.MAX_SAFE_INTEGER])
