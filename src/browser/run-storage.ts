import type { StorageFailure } from '../conductor/index.ts'
// Not by the layer's index, which would bring all persistent actors into the conductor's worker.
import { inMemoryStores } from '../runtime/persistence/in-memory-stores.ts'
import type { StoreContents, Stores } from '../runtime/persistence/index.ts'
import type { LoggedAction } from '../trace/action.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import type { RunStores } from './indexeddb/index.ts'
import type { RunCatalog } from './run-catalog.ts'
import { errorNameOf, failureKindOf, StorageTimeout } from './storage-failure-kind.ts'
import { contentsOf, performOn, type StoreOperation, withMergedAppends } from './store-operations.ts'
import { withTimeout } from './with-timeout.ts'

/** Wall time limit in ms of one write; shorter than the watchdog's limit of a round. */
const writeMs = 5000

/** The places of a run in IndexedDB. */
export interface RunPlaces {
  readonly catalog: RunCatalog
  readonly stores: RunStores
}

export interface RunStorageOptions {
  readonly runId: string
  /** Null for a run that is kept in memory from its start. */
  readonly places: RunPlaces | null
  /** The reason why there are no places. */
  readonly failure: StorageFailure | null
  /** The last computed instant. */
  readonly now: () => VirtualTime
}

/**
 * Stores a run: its actions in the catalog, its journal and snapshots in the run's database. Everything the database holds
 * is in memory too. The first failure of IndexedDB ends the storing of all of it, so that the stored part stays the
 * beginning of the run, and the run continues in memory. So a failure of the browser's storage never reaches the trace.
 */
export class RunStorage {
  readonly #runId: string
  readonly #now: () => VirtualTime
  #memory = inMemoryStores()
  #places: RunPlaces | null
  #failure: StorageFailure | null

  constructor({ runId, places, failure, now }: RunStorageOptions) {
    this.#runId = runId
    this.#places = places
    this.#failure = failure
    this.#now = now
  }

  /** Everything that the database holds. */
  get stores(): Stores {
    return this.#memory
  }

  /** The reason why the run is in memory only; null while it is stored. */
  get failure(): StorageFailure | null {
    return this.#failure
  }

  /** Loads what is stored of an earlier part of the run; `replayed` if it cannot be read. */
  async restore(replayed: Stores): Promise<void> {
    const places = this.#places
    let stored = replayed
    if (places !== null)
      try {
        stored = inMemoryStores(await answered(contentsOf(places.stores)))
      } catch (error) {
        await this.#fail(places, error)
      }
    this.#memory = stored
  }

  /** Takes over what a replay has stored: the stores as they are, and the changes that led to them. */
  async adopt(replayed: Stores, changes: readonly StoreOperation[]): Promise<void> {
    this.#memory = replayed
    for (const change of withMergedAppends(changes))
      await this.#write(({ stores }) => performOn(stores, change))
  }

  /** Content of the database, for its next incarnation. */
  contents(): Promise<StoreContents> {
    return contentsOf(this.#memory)
  }

  /** Resolves when the action is stored, or when the run is in memory only. */
  append(action: LoggedAction): Promise<void> {
    return this.#write(({ catalog }) => catalog.append(this.#runId, action))
  }

  /** Resolves when the database's changes are stored, or when the run is in memory only. */
  async perform(operations: readonly StoreOperation[]): Promise<void> {
    for (const operation of operations) {
      await performOn(this.#memory, operation)
      await this.#write(({ stores }) => performOn(stores, operation))
    }
  }

  close(): void {
    this.#places?.stores.close()
    this.#places?.catalog.close()
    this.#places = null
  }

  async #write(work: (places: RunPlaces) => Promise<void>): Promise<void> {
    const places = this.#places
    if (places === null) return
    try {
      await answered(work(places))
    } catch (error) {
      await this.#fail(places, error)
    }
  }

  async #fail(places: RunPlaces, error: unknown): Promise<void> {
    const reason = await this.#diagnose(places, error)
    const kind = failureKindOf(reason)
    this.#failure = { kind, error: errorNameOf(reason), storedUntil: Math.max(0, this.#now()) }
    // A full disk may refuse this mark too; the tab remembers the failure until its reload.
    answered(places.catalog.update(this.#runId, { incomplete: kind }))
      .catch(() => undefined)
      .finally(() => places.catalog.close())
    places.stores.close()
    this.#places = null
  }

  /** The error of a write to deleted data depends on the moment, so a look at the data finds out. */
  async #diagnose({ catalog, stores }: RunPlaces, error: unknown): Promise<unknown> {
    if (failureKindOf(error) !== 'unknown') return error
    try {
      await answered(catalog.check(this.#runId))
      await answered(stores.check())
      return error
    } catch (found) {
      return failureKindOf(found) === 'unknown' ? error : found
    }
  }
}

const answered = <T>(answer: Promise<T>): Promise<T> =>
  withTimeout(writeMs, answer, () => new StorageTimeout(`No answer within ${writeMs} ms.`))
