import type { DBSchema } from 'idb'
import type { StorageFailureKind } from '../conductor/index.ts'
import type { LoggedAction } from '../trace/action.ts'
import type { BranchOrigin } from '../trace/branch-origin.ts'
import type { Chapter } from '../trace/chapter.ts'
import type { ParticipantId, VirtualTime } from '../trace/identifiers.ts'
import type { OwnLamp } from '../trace/own-lamp.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { MemberStatusText } from '../trace/trace-event.ts'
import { completed } from './indexeddb/completed.ts'
import { DatabaseConnection } from './indexeddb/database-connection.ts'

interface CatalogSchema extends DBSchema {
  runs: { key: string; value: RunRecord }
  /** Key: run id, index of the action. */
  actions: { key: [runId: string, index: number]; value: LoggedAction }
}

/** The origin of a stored branch. */
export interface BranchRecord extends BranchOrigin {
  /** Id of the run at the root of the family. */
  readonly root: string
  /** Counts the branches of the family from 1, for a branch without a name. */
  readonly number: number
}

export interface RunRecord {
  readonly runId: string
  readonly header: RunHeader
  /** Wall time in ms, for sorting. */
  readonly createdAt: number
  /** Set when the run has continued in memory, so that only its beginning is stored. */
  readonly incomplete?: StorageFailureKind | null
  /** Absent for a run that is no branch. */
  readonly branch?: BranchRecord
  /** A name given by a person to a run that is no branch. */
  readonly name?: string | null
  /** The last state that the page has saved. */
  readonly summary?: RunSummary
  /** Lamps that a person added. */
  readonly lamps?: readonly OwnLamp[]
  /** Chapters that a person chose; null or absent: those that the trace suggests. */
  readonly chapters?: readonly Chapter[] | null
  /** The end of a lane that came with a run file and was not played here yet, so it has no journal. */
  readonly unplayed?: VirtualTime | null
  /** True from its deletion in the page until that can no longer be undone. */
  readonly hidden?: boolean
}

/** The state of a run, for a list of runs. */
export interface RunSummary {
  /** Last computed instant, in virtual ms. */
  readonly until: VirtualTime
  /** Number of events in the trace. */
  readonly events: number
  /** Number of events in the journal. */
  readonly stored: number
  /** The nodes in the order of their start, with their membership; null while a node has none. */
  readonly nodes: readonly {
    readonly id: ParticipantId
    readonly running: boolean
    readonly status: MemberStatusText | null
  }[]
}

/** The run was deleted from the catalog while it was open. */
export class RunNotStored extends Error {
  override readonly name = 'RunNotStored'
  readonly runId: string

  constructor(runId: string) {
    super(`Run [${runId}] is no longer stored. Start a new run.`)
    this.runId = runId
  }
}

/** Stored headers and action logs of all runs; each run's journal has its own database. Actions are written ahead. */
export class RunCatalog {
  readonly #database: DatabaseConnection<CatalogSchema>

  private constructor(database: DatabaseConnection<CatalogSchema>) {
    this.#database = database
  }

  /**
   * Opens the catalog. `create`: creates it if it is missing; default true.
   * @throws {StorageUnavailable | DatabaseDeleted}
   */
  static async open({ create = true } = {}): Promise<RunCatalog> {
    const database = await DatabaseConnection.open<CatalogSchema>(
      {
        name: 'actorium-shelf',
        createStores: created => {
          created.createObjectStore('runs', { keyPath: 'runId' })
          created.createObjectStore('actions')
        },
      },
      create,
    )
    return new RunCatalog(database)
  }

  async find(runId: string): Promise<RunRecord | null> {
    return (await this.#database.use(connection => connection.get('runs', runId))) ?? null
  }

  /** Adds a run with the actions that it has already. */
  async add(record: RunRecord, actions: readonly LoggedAction[] = []): Promise<void> {
    const transaction = await this.#database.use(connection =>
      connection.transaction(['runs', 'actions'], 'readwrite'),
    )
    await completed(transaction, () => [
      transaction.objectStore('runs').put(record),
      ...actions.map(action => transaction.objectStore('actions').add(action, [record.runId, action.index])),
    ])
  }

  /** The runs of a family, oldest first: its root and all branches. */
  async family(root: string): Promise<readonly RunRecord[]> {
    const runs = await this.runs()
    return runs.filter(run => familyOf(run) === root && run.hidden !== true).reverse()
  }

  /** Changes fields of a stored run. @throws {RunNotStored} */
  async update(runId: string, change: Partial<RunRecord>): Promise<void> {
    const transaction = await this.#database.use(connection => connection.transaction('runs', 'readwrite'))
    const update = async (): Promise<void> => {
      const record = await transaction.store.get(runId)
      if (record === undefined) throw new RunNotStored(runId)
      await transaction.store.put({ ...record, ...change })
    }
    await completed(transaction, () => [update()])
  }

  /** Returns all runs, newest first. */
  async runs(): Promise<readonly RunRecord[]> {
    const runs = await this.#database.use(connection => connection.getAll('runs'))
    return runs.sort((a, b) => b.createdAt - a.createdAt)
  }

  async countActions(runId: string): Promise<number> {
    return this.#database.use(connection => connection.count('actions', actionsOf(runId)))
  }

  async actions(runId: string): Promise<readonly LoggedAction[]> {
    return this.#database.use(connection => connection.getAll('actions', actionsOf(runId)))
  }

  /** Adds an action to the log of a stored run; a repeated index rejects. @throws {RunNotStored} */
  async append(runId: string, action: LoggedAction): Promise<void> {
    const transaction = await this.#database.use(connection =>
      connection.transaction(['runs', 'actions'], 'readwrite'),
    )
    const append = async (): Promise<void> => {
      if ((await transaction.objectStore('runs').getKey(runId)) === undefined) throw new RunNotStored(runId)
      await transaction.objectStore('actions').add(action, [runId, action.index])
    }
    await completed(transaction, () => [append()])
  }

  async remove(runId: string): Promise<void> {
    const transaction = await this.#database.use(connection =>
      connection.transaction(['runs', 'actions'], 'readwrite'),
    )
    await completed(transaction, () => [
      transaction.objectStore('runs').delete(runId),
      transaction.objectStore('actions').delete(actionsOf(runId)),
    ])
  }

  /** Finds out whether the run is still stored. @throws {StorageUnavailable | DatabaseDeleted | RunNotStored} */
  async check(runId: string): Promise<void> {
    await this.#database.check()
    if ((await this.find(runId)) === null) throw new RunNotStored(runId)
  }

  close(): void {
    this.#database.close()
  }
}

/** Id of the root of a run's family: its own for a run that is no branch. */
export const familyOf = (run: RunRecord): string => run.branch?.root ?? run.runId

const actionsOf = (runId: string): IDBKeyRange =>
  IDBKeyRange.bound([runId, 0], [runId, Number.MAX_SAFE_INTEGER])
