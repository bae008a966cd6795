import type { Notice } from '../conductor/index.ts'
import type { LoggedAction } from '../trace/action.ts'
import { canonicalJson } from '../trace/canonical-json.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import { type RunHeader, runFileFormat, runFileVersion } from '../trace/run-file.ts'
import { deleteRun, openRunStores } from './indexeddb/index.ts'
import { defaultSeed, type OpenRequest, type RunRequest } from './open-request.ts'
import { RunCatalog } from './run-catalog.ts'
import { ifUnheld } from './run-lock.ts'
import { withTimeout } from './with-timeout.ts'

/** Wall time limit in ms for opening IndexedDB, because some browsers never answer when storage is forbidden. */
const storageMs = 10_000

/** Number of runs kept; older ones are deleted unless a page holds them. */
const storedRunLimit = 8

/** A run with its storage. `catalog` is null for a run in memory. */
export interface StoredRun {
  readonly runId: string
  readonly header: RunHeader
  readonly catalog: RunCatalog | null
  readonly notices: readonly Notice[]
  /** Actions and frontier before the reload; null for a new run. */
  readonly past: { readonly actions: readonly LoggedAction[]; readonly frontier: VirtualTime } | null
}

/** Resumes the tab's run if it matches the request, otherwise creates a new run. */
export async function openStoredRun(openRequest: OpenRequest): Promise<StoredRun> {
  const header = headerOf(openRequest.request, openRequest.build)
  const catalog = await openCatalog(openRequest.runId)
  if (catalog === null)
    return { runId: openRequest.runId, header, catalog, notices: [memoryOnlyNotice], past: null }
  return (await resumeRun(catalog, openRequest, header)) ?? createRun(catalog, openRequest.runId, header)
}

const memoryOnlyNotice: Notice = { code: 'memory-only' }

export function headerOf(request: RunRequest, build: string): RunHeader {
  if (request.recorded !== undefined) return { ...request.recorded.header, build }
  const { scenario, seed = defaultSeed, settings = {} } = request
  return { format: runFileFormat, version: runFileVersion, build, scenario, seed, settings }
}

/** Returns null if nothing can be stored: private window, policy, no space, or a database that never opens. */
async function openCatalog(runId: string): Promise<RunCatalog | null> {
  const open = async (): Promise<RunCatalog> => {
    const catalog = await RunCatalog.open()
    const stores = await openRunStores(runId)
    stores.close()
    return catalog
  }
  try {
    return await withTimeout(storageMs, open(), () => new Error('The browser did not open its database.'))
  } catch {
    return null
  }
}

async function resumeRun(
  catalog: RunCatalog,
  { runId, request, previous }: OpenRequest,
  requested: RunHeader,
): Promise<StoredRun | null> {
  if (request.fresh === true || request.recorded !== undefined || previous === null) return null
  const record = await catalog.find(previous.runId)
  if (record === null || !matchesRequest(record.header, request, requested)) return null
  // The new run's database is not needed.
  await deleteRun(runId)
  const actions = await catalog.actions(record.runId)
  const frontier = Math.max(previous.frontier, actions.at(-1)?.at ?? 0)
  return {
    runId: record.runId,
    header: record.header,
    catalog,
    notices: [],
    past: { actions, frontier },
  }
}

const matchesRequest = (stored: RunHeader, request: RunRequest, requested: RunHeader): boolean =>
  stored.scenario === requested.scenario &&
  (request.seed === undefined || stored.seed === requested.seed) &&
  (request.settings === undefined || canonicalJson(stored.settings) === canonicalJson(requested.settings))

async function createRun(catalog: RunCatalog, runId: string, header: RunHeader): Promise<StoredRun> {
  await catalog.add({ runId, header, createdAt: Date.now() })
  const runs = await catalog.runs()
  for (const { runId: old } of runs.slice(storedRunLimit)) {
    await ifUnheld(old, async () => {
      await deleteRun(old)
      await catalog.remove(old)
    })
  }
  return { runId, header, catalog, notices: [], past: null }
}
