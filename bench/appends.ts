import { openDB } from 'idb'
import { deleteRun, openRunStores } from '../src/browser/indexeddb/index.ts'
import { Conductor, inProcessHosts, type RunPlan } from '../src/conductor/index.ts'
import {
  type ActorRef,
  type ActorSystem,
  Behaviors,
  createClientSystem,
  createDatabase,
  Effect,
  EventSourcedBehavior,
  Persistence,
  PersistenceId,
} from '../src/runtime/index.ts'
import { refuse } from '../src/trace/refused.ts'
import type { Rate } from './barrier.ts'

/**
 * Raw appends into IndexedDB: commit after commit, one record each, which holds `eventsPerCommit` events of the
 * same size as the actors' events. Only events of completed transactions count.
 */
export async function measureRawAppends(eventsPerCommit: number, ms: number): Promise<Rate> {
  const name = `bench-${crypto.randomUUID()}`
  const database = await openDB(name, 1, { upgrade: db => db.createObjectStore('commits') })
  const begun = performance.now()
  let count = 0
  for (let commit = 1; performance.now() - begun < ms; commit++) {
    const record = Array.from({ length: eventsPerCommit }, (_, i) => ({
      persistenceId: `bench|${i}`,
      events: [
        { persistenceId: `bench|${i}`, sequenceNr: commit, event: added, tags: [], timestamp: commit },
      ],
    }))
    const transaction = database.transaction('commits', 'readwrite', { durability: 'relaxed' })
    await Promise.all([transaction.store.add(record, commit), transaction.done])
    count += eventsPerCommit
  }
  const took = performance.now() - begun
  database.close()
  indexedDB.deleteDatabase(name)
  return { count, ms: took }
}

/**
 * Writes of `actors` persistent actors, each sending itself the next command once its event is stored, through
 * the database participant on IndexedDB. Only acknowledged commands count.
 */
export async function measureAcknowledgedWrites(actors: number, ms: number): Promise<Rate> {
  const runId = `bench${crypto.randomUUID()}`
  const stores = await openRunStores(runId)
  let count = 0
  const setup = (system: ActorSystem): void => {
    Persistence.get(system).useDatabase(`${databaseAddress}/system/journal`)
    for (let i = 0; i < actors; i++) {
      system
        .spawn(
          writer(`${i}`, () => count++),
          `writer-${i}`,
        )
        .tell(add)
    }
  }
  const hosts = inProcessHosts((who, boot) =>
    who.kind === 'database'
      ? createDatabase({ boot, address: databaseAddress, seed: 1, links, latency: links.default, stores })
      : createClientSystem({ boot, address: actorsAddress, seed: 1, links, maxMessagesPerMs: null, setup }),
  )
  const conductor = new Conductor({ plan, hosts })
  await conductor.start()
  while (count < actors) await conductor.round(Number.POSITIVE_INFINITY)
  count = 0
  const begun = performance.now()
  while (performance.now() - begun < ms) await conductor.round(Number.POSITIVE_INFINITY)
  const took = performance.now() - begun
  stores.close()
  await deleteRun(runId)
  return { count, ms: took }
}

interface Add {
  readonly type: 'Add'
  readonly value: string
}

const add: Add = { type: 'Add', value: 'a value of some length' }
const added = { type: 'Added', value: add.value }

const writer = (id: string, acknowledged: () => void) =>
  Behaviors.setup<Add>(context =>
    EventSourcedBehavior.create<Add, typeof added, number>({
      persistenceId: PersistenceId.of('bench', id),
      emptyState: 0,
      commandHandler: () =>
        Effect.persist<typeof added, number>(added).thenRun(() => {
          acknowledged()
          const self: ActorRef<Add> = context.self
          self.tell(add)
        }),
      eventHandler: state => state + 1,
    }),
  )

const databaseAddress = 'pekko://Database@database:5432'
const actorsAddress = 'pekko://Bench@actors:2551'
const links = { default: { minMs: 1, maxMs: 1 } }

const plan: RunPlan = {
  scenario: 'bench',
  seed: 1,
  participants: [
    { id: 'database', kind: 'database', address: databaseAddress, roles: [] },
    { id: 'actors', kind: 'client', address: actorsAddress, roles: [] },
  ],
  settings: {},
  smallestLatencyMs: 1,
  newParticipant: id => refuse('no-cluster', { scenario: 'bench', participant: id }),
  refuse: () => null,
}
