import type { Notice } from '../conductor/index.ts'
import type { LoggedAction } from '../trace/action.ts'
import { canonicalJson } from '../trace/canonical-json.ts'
import { type RunHeader, runFileFormat, runFileVersion } from '../trace/run-file.ts'
import type { VirtualTime } from '../trace/trace-event.ts'
import { deleteRun, openRunStores } from './indexeddb/index.ts'
import { defaultSeed, type OpenRequest, type RunRequest } from './open-request.ts'
import { ifUnheld } from './run-lock.ts'
import { Shelf } from './shelf.ts'
import { within } from './within.ts'

/** IndexedDB that is not open by then is taken for forbidden: some browsers then never answer at all. */
const storageMs = 10_000

/** So many runs that nobody holds are kept. */
const storedRunLimit = 8

/** A run and where it is kept. `shelf` null: on memory only. */
export interface StoredRun {
  readonly runId: string
  readonly header: RunHeader
  readonly shelf: Shelf | null
  readonly notices: readonly Notice[]
  /** What happened before the page was loaded again; null for a run that begins. */
  readonly past: { readonly actions: readonly LoggedAction[]; readonly frontier: VirtualTime } | null
}

/** Finds the run that goes on, or begins one. */
export async function storeRun(order: OpenRequest): Promise<StoredRun> {
  const header = headerOf(order.request, order.build)
  const shelf = await openShelf(order.runId)
  if (shelf === null) return { runId: order.runId, header, shelf, notices: [onMemory], past: null }
  return (await goOn(shelf, order, header)) ?? begin(shelf, order.runId, header)
}

const onMemory: Notice = {
  code: 'memory-only',
  text: 'This browser does not let the page store anything, so the run is kept in memory: reloading the page begins a new one.',
}

export function headerOf(wish: RunRequest, build: string): RunHeader {
  if (wish.recorded !== undefined) return { ...wish.recorded.header, build }
  const { scenario, seed = defaultSeed, settings = {} } = wish
  return { format: runFileFormat, version: runFileVersion, build, scenario, seed, settings }
}

/** Null where nothing can be stored: private windows, policies, no space, a database that never opens. */
async function openShelf(runId: string): Promise<Shelf | null> {
  const open = async (): Promise<Shelf> => {
    const shelf = await Shelf.open()
    const stores = await openRunStores(runId)
    stores.close()
    return shelf
  }
  try {
    return await within(storageMs, open(), () => new Error('The browser did not open its database.'))
  } catch {
    return null
  }
}

async function goOn(shelf: Shelf, order: OpenRequest, wished: RunHeader): Promise<StoredRun | null> {
  const { request: wish, previous } = order
  if (wish.fresh === true || wish.recorded !== undefined || previous === null) return null
  const record = await shelf.find(previous.runId)
  if (record === null || !isWished(record.header, wish, wished)) return null
  await deleteRun(order.runId)
  const actions = await shelf.actions(record.runId)
  const frontier = Math.max(previous.frontier, actions.at(-1)?.at ?? 0)
  return { runId: record.runId, header: record.header, shelf, notices: [], past: { actions, frontier } }
}

const isWished = (kept: RunHeader, wish: RunRequest, wished: RunHeader): boolean =>
  kept.scenario === wished.scenario &&
  (wish.seed === undefined || kept.seed === wished.seed) &&
  (wish.settings === undefined || canonicalJson(kept.settings) === canonicalJson(wished.settings))

async function begin(shelf: Shelf, runId: string, header: RunHeader): Promise<StoredRun> {
  await shelf.add({ runId, header, createdAt: Date.now() })
  const runs = await shelf.runs()
  for (const { runId: old } of runs.slice(storedRunLimit)) {
    await ifUnheld(old, async () => {
      await deleteRun(old)
      await shelf.remove(old)
    })
  }
  return { runId, header, shelf, notices: [], past: null }
}
