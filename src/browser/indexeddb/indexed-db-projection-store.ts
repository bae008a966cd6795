import type {
  ProjectionContents,
  ProjectionState,
  ProjectionStore,
  ReadModelChange,
  ReadModelRow,
} from '../../runtime/persistence/index.ts'
import { changedValue } from '../../runtime/persistence/projection/projection-store.ts'
import { completed } from './completed.ts'
import type { RunDatabase } from './run-database.ts'

/** Projections in IndexedDB: a record of each projection and of each row. IndexedDB orders them by UTF-16 code units. */
export class IndexedDbProjectionStore implements ProjectionStore {
  readonly #database: RunDatabase

  constructor(database: RunDatabase) {
    this.#database = database
  }

  async state(projection: string): Promise<ProjectionState | null> {
    const { store } = await this.#database.use(connection => connection.transaction('projections'))
    return (await store.get(projection)) ?? null
  }

  async rows(table: string): Promise<readonly ReadModelRow[]> {
    const { store } = await this.#database.use(connection => connection.transaction('rows'))
    return store.getAll(IDBKeyRange.bound([table], [table, []]))
  }

  async save(state: ProjectionState, changes: readonly ReadModelChange[]): Promise<void> {
    const { durability } = this.#database
    const transaction = await this.#database.use(connection =>
      connection.transaction(['projections', 'rows'], 'readwrite', { durability }),
    )
    const rows = transaction.objectStore('rows')
    const change = async (): Promise<void> => {
      for (const each of changes) {
        const { table, key } = each
        const value = changedValue(each, (await rows.get([table, key]))?.value)
        if (value === null) await rows.delete([table, key])
        else await rows.put({ table, key, value })
      }
      await transaction.objectStore('projections').put(state)
    }
    await completed(transaction, () => [change()])
  }

  async contents(): Promise<ProjectionContents> {
    const transaction = await this.#database.use(connection =>
      connection.transaction(['projections', 'rows']),
    )
    return {
      states: await transaction.objectStore('projections').getAll(),
      rows: await transaction.objectStore('rows').getAll(),
    }
  }
}
