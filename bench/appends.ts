import { openDB } from 'idb'
import { deleteRun, openRunStores } from '../src/browser/indexeddb/index.ts'
import { Conductor, inProcessHosts } from '../src/conductor/index.ts'
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
import type { Rate } from './barrier.ts'
import { actorsAddress, databaseAddress, links, plan } from './storage-plan.ts'

/**
 * Raw appends into IndexedDB: commit after commit of `eventsPerCommit` events of the same size as the actors' events.
 * `records`: one for the whole commit, or one for each event. Only events of completed transactions count.
 */
export async function measureRawAppends(
  eventsPerCommit: number,
  ms: number,
  records: 'commit' | 'event',
): Promise<Rate> {
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
    const { store } = transaction
    const requests =
      records === 'commit'
        ? [store.add(record, commit)]
        : record.map((write, i) => store.add(write, commit * eventsPerCommit + i))
    await Promise.all([...requests, transaction.done])
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
  while (performance.now() - begun < ms) {
    await conductor.round(Number.POSITIVE_INFINITY)
    // The conductor of the page holds no event that it has sent, and a raw append keeps none either.
    conductor.recording.held.length = 0
  }
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
