import type { LeaseRow, LeaseStore } from '../../runtime/persistence/index.ts'
import { completed } from './completed.ts'
import type { RunDatabase } from './run-database.ts'

/** The lease store in IndexedDB, one record per lease. The comparison and the write share a transaction. */
export class IndexedDbLeaseStore implements LeaseStore {
  readonly #database: RunDatabase

  constructor(database: RunDatabase) {
    this.#database = database
  }

  async rows(): Promise<readonly LeaseRow[]> {
    const { store } = await this.#database.use(connection => connection.transaction('leases'))
    return store.getAll()
  }

  async compareAndSet(row: LeaseRow): Promise<boolean> {
    const { durability } = this.#database
    const transaction = await this.#database.use(connection =>
      connection.transaction('leases', 'readwrite', { durability }),
    )
    const stored = await transaction.store.get(row.name)
    const isNext = (stored?.version ?? 0) === row.version - 1
    await completed(transaction, () => (isNext ? [transaction.store.put(row)] : []))
    return isNext
  }
}
