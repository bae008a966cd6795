import { openDB } from 'idb'
import type { CommitRecord } from '../src/browser/indexeddb/commit-record.ts'
import { deleteRun, openRunStores } from '../src/browser/indexeddb/index.ts'
import { runDatabaseName } from '../src/browser/indexeddb/run-database.ts'
import { contentsOf } from '../src/browser/store-operations.ts'
import { Conductor, inProcessHosts } from '../src/conductor/index.ts'
import {
  type ActorSystem,
  createClientSystem,
  createDatabase,
  Effect,
  EventSourcedBehavior,
  Persistence,
  PersistenceId,
} from '../src/runtime/index.ts'
import { inMemoryStores } from '../src/runtime/persistence/in-memory-stores.ts'
import type { AtomicWrite, Stores } from '../src/runtime/persistence/index.ts'
import { actorsAddress, databaseAddress, links, plan } from './storage-plan.ts'

const eventsPerCommit = 100
const persistenceId = PersistenceId.of('bench', 'recovering')

interface Added {
  readonly type: 'Added'
  readonly key: string
  readonly value: number
}

interface State {
  readonly sum: number
  readonly last: string
}

const empty: State = { sum: 0, last: '' }
const fold = (state: State, { key, value }: Added): State => ({ sum: state.sum + value, last: key })

/** A journal of one persistent actor in IndexedDB, in commits of a hundred events, and the run that owns it. */
export async function prepareJournal(
  events: number,
  withSnapshot: boolean,
): Promise<{ readonly runId: string }> {
  const runId = `bench${crypto.randomUUID()}`
  const stores = await openRunStores(runId)
  let state = empty
  for (let first = 1; first <= events; first += eventsPerCommit) {
    const commit: AtomicWrite = {
      persistenceId,
      events: Array.from({ length: eventsPerCommit }, (_, i) => ({
        persistenceId,
        sequenceNr: first + i,
        writerUuid: '0123456789abcdef',
        timestamp: first,
        payload: { type: 'Added', key: `key ${(first + i) % 1000}`, value: i },
      })),
    }
    for (const { payload } of commit.events) state = fold(state, payload as unknown as Added)
    await stores.journal.append([commit])
  }
  if (withSnapshot)
    await stores.snapshots.save({
      persistenceId,
      sequenceNr: events,
      timestamp: events,
      snapshot: { ...state },
    })
  stores.close()
  return { runId }
}

export interface Recoveries {
  /** From the start of the persistent actor to the end of its recovery, for each time. */
  readonly ms: readonly number[]
  readonly sum: number
}

/**
 * Recoveries of the persistent actor through the database participant, `times` of them, one after another. `memory`: on the
 * stores in memory that the page's database has after a reload, in place of those in IndexedDB.
 */
export async function measureRecoveries(runId: string, memory: boolean, times: number): Promise<Recoveries> {
  const opened = await openRunStores(runId, { create: false })
  const stores: Stores = memory ? inMemoryStores(await contentsOf(opened)) : opened
  const ms: number[] = []
  let state = empty
  for (let i = 0; i < times; i++) {
    const begun = performance.now()
    state = await recover(stores)
    ms.push(performance.now() - begun)
  }
  opened.close()
  return { ms, sum: state.sum }
}

async function recover(stores: Stores): Promise<State> {
  let recovered: State | null = null
  const actor = EventSourcedBehavior.create<never, Added, State>({
    persistenceId,
    emptyState: empty,
    commandHandler: () => Effect.none(),
    eventHandler: fold,
    receiveSignal: (state, signal) => {
      if (signal.type !== 'RecoveryCompleted') return 'unhandled'
      recovered = state
    },
  })
  const setup = (system: ActorSystem): void => {
    Persistence.get(system).useDatabase(`${databaseAddress}/system/journal`)
    system.spawn(actor, 'recovering')
  }
  const hosts = inProcessHosts((who, boot) =>
    who.kind === 'database'
      ? createDatabase({ boot, address: databaseAddress, seed: 1, links, latency: links.default, stores })
      : createClientSystem({ boot, address: actorsAddress, seed: 1, links, maxMessagesPerMs: null, setup }),
  )
  const conductor = new Conductor({ plan, hosts })
  await conductor.start()
  while (recovered === null) await conductor.round(Number.POSITIVE_INFINITY)
  return recovered
}

/** The raw thing: reads all commits of the journal, so many with each request, and folds their events. */
export async function measureBareRead(
  runId: string,
  commitsPerRequest: number,
): Promise<{ readonly ms: number; readonly sum: number }> {
  const database = await openDB(runDatabaseName(runId))
  const begun = performance.now()
  let state = empty
  for (let first = 1; ; first += commitsPerRequest) {
    const range = IDBKeyRange.bound(first, first + commitsPerRequest, false, true)
    const commits: readonly CommitRecord[] = await database.getAll('commits', range)
    for (const record of commits)
      for (const [, , events] of record)
        for (const [, , , payload] of events) state = fold(state, payload as unknown as Added)
    if (commits.length < commitsPerRequest) break
  }
  const ms = performance.now() - begun
  database.close()
  return { ms, sum: state.sum }
}

export const deleteJournal = (runId: string): Promise<void> => deleteRun(runId)
