import type { Notice, StorageFailure } from '../conductor/index.ts'
import type { LoggedAction } from '../trace/action.ts'
import { canonicalJson } from '../trace/canonical-json.ts'
import type { Chapter } from '../trace/chapter.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import type { OwnLamp } from '../trace/own-lamp.ts'
import { type RunHeader, runFileFormat, runFileVersion } from '../trace/run-file.ts'
import { deleteUnheld } from './delete-unheld.ts'
import { deleteRun, openRunStores, type RunStores } from './indexeddb/index.ts'
import { defaultSeed, type OpenRequest, type RunRequest } from './open-request.ts'
import { type BranchRecord, familyOf, RunCatalog } from './run-catalog.ts'
import type { RunPlaces } from './run-storage.ts'
import { failureKindOf, failureOf, StorageTimeout } from './storage-failure-kind.ts'
import type { TabRun } from './tab-storage.ts'
import { withTimeout } from './with-timeout.ts'

/** Wall time limit in ms for opening IndexedDB, because some browsers never answer when storage is forbidden. */
const storageMs = 10_000

/** Number of runs kept, without their branches; older ones are deleted unless a page holds them. */
const storedRunLimit = 8
/** Number of branches of one run that are kept. */
const storedBranchLimit = 30

/** A run and where it is stored. */
export interface StoredRun {
  readonly runId: string
  readonly header: RunHeader
  /** Null for a run in memory. */
  readonly places: RunPlaces | null
  /** The reason why the run is in memory. */
  readonly failure: StorageFailure | null
  readonly notices: readonly Notice[]
  /** Actions and frontier before the reload; null for a new run. */
  readonly past: { readonly actions: readonly LoggedAction[]; readonly frontier: VirtualTime } | null
  /** Absent for a run that is no branch. */
  readonly branch?: BranchRecord
  /** Lamps that a person added before. */
  readonly ownLamps: readonly OwnLamp[]
  /** Chapters that a person chose before; null: those that the trace suggests. */
  readonly chapters: readonly Chapter[] | null
}

export function headerOf(request: RunRequest, build: string): RunHeader {
  if (request.lane !== undefined) return { ...request.lane.header, build }
  if (request.recorded !== undefined) return { ...request.recorded.header, build }
  const { scenario, seed = defaultSeed, settings = {} } = request
  return { format: runFileFormat, version: runFileVersion, build, scenario, seed, settings }
}

/** Opens the catalog; returns the failure where the browser does not let the page store data. */
export async function openCatalog(): Promise<RunCatalog | StorageFailure> {
  try {
    return await withTimeout(storageMs, RunCatalog.open(), notOpened)
  } catch (error) {
    return failureOf(error)
  }
}

/**
 * Returns the tab's run before the reload if it matches the request, or a notice if it should be resumed but cannot; null
 * if there is nothing to resume.
 */
export async function findPreviousRun(
  openRequest: OpenRequest,
  catalog: RunCatalog | StorageFailure,
): Promise<StoredRun | Notice | null> {
  const { previous, request } = openRequest
  if (previous === null || request.fresh === true || request.recorded !== undefined) return null
  if (!(catalog instanceof RunCatalog)) return { code: 'run-lost', reason: previous.unstored ?? catalog.kind }
  try {
    return await withTimeout(storageMs, resumeRun(openRequest, previous, catalog), notOpened)
  } catch (error) {
    return { code: 'run-lost', reason: previous.unstored ?? failureKindOf(error) }
  }
}

async function resumeRun(
  { request, build }: OpenRequest,
  { runId, frontier, unstored }: TabRun,
  catalog: RunCatalog,
): Promise<StoredRun | Notice | null> {
  const record = await catalog.find(runId)
  if (record === null || record.hidden === true) return { code: 'run-lost', reason: unstored ?? 'cleared' }
  if (!matchesRequest(record.header, request, headerOf(request, build))) return null
  if (record.incomplete != null) await catalog.update(runId, { incomplete: null }).catch(() => undefined)
  const actions = await catalog.actions(runId)
  const stores = await openRunStores(runId, { create: false })
  const until = Math.max(frontier, actions.at(-1)?.at ?? 0)
  return {
    runId,
    header: record.header,
    places: { catalog, stores },
    failure: null,
    notices: unstored === null ? [] : [{ code: 'run-incomplete', reason: unstored, until }],
    past: { actions, frontier: until },
    ...(record.branch === undefined ? {} : { branch: record.branch }),
    ownLamps: record.lamps ?? [],
    chapters: record.chapters ?? null,
  }
}

const matchesRequest = (stored: RunHeader, request: RunRequest, requested: RunHeader): boolean =>
  stored.scenario === requested.scenario &&
  (request.seed === undefined || stored.seed === requested.seed) &&
  (request.settings === undefined || canonicalJson(stored.settings) === canonicalJson(requested.settings))

/** Creates a new run, in memory if nothing can be stored: private window, policy, no space, a database that never opens. */
export async function createRun(
  { request, build, runId }: OpenRequest,
  catalog: RunCatalog | StorageFailure,
  notices: readonly Notice[],
  beginning: Beginning = {},
): Promise<StoredRun> {
  const ownLamps = beginning.ownLamps ?? request.recorded?.lamps ?? []
  const branch = beginning.branch ?? request.family?.branch ?? undefined
  const run = {
    runId,
    header: headerOf(request, build),
    notices,
    past: null,
    ownLamps,
    chapters: beginning.chapters ?? request.recorded?.chapters ?? null,
    ...(branch === undefined ? {} : { branch }),
  }
  if (!(catalog instanceof RunCatalog)) return { ...run, places: null, failure: catalog }
  const creating = createStores(catalog, run, request, beginning.actions)
  try {
    const stores = await withTimeout(storageMs, creating, notOpened)
    return { ...run, places: { catalog, stores }, failure: null }
  } catch (error) {
    creating.then(late => late.close()).catch(() => undefined)
    return { ...run, places: null, failure: failureOf(error) }
  }
}

/** The initial data of a new run. */
interface Beginning {
  readonly branch?: BranchRecord
  readonly actions?: readonly LoggedAction[]
  readonly ownLamps?: readonly OwnLamp[]
  readonly chapters?: readonly Chapter[] | null
}

async function createStores(
  catalog: RunCatalog,
  { runId, header, branch, ownLamps, chapters }: Omit<StoredRun, 'places' | 'failure'>,
  { family }: RunRequest,
  actions?: readonly LoggedAction[],
): Promise<RunStores> {
  const stores = await openRunStores(runId)
  const createdAt = Date.now()
  try {
    const record = {
      runId,
      header,
      createdAt,
      ...(branch === undefined ? { name: family?.name ?? null } : { branch }),
      ...(ownLamps.length === 0 ? {} : { lamps: ownLamps }),
      ...(chapters === null ? {} : { chapters }),
    }
    await catalog.add(record, actions)
    for (const lane of family?.others ?? [])
      await catalog.add(
        {
          runId: lane.runId,
          header: lane.header,
          createdAt,
          ...(lane.branch === null ? { name: lane.name } : { branch: lane.branch }),
          lamps: lane.ownLamps,
          chapters: lane.chapters,
          unplayed: lane.until,
        },
        lane.actions,
      )
  } catch (error) {
    stores.close()
    await deleteRun(runId).catch(() => undefined)
    throw error
  }
  // A run that cannot be deleted now is deleted when another run is created.
  await deleteOldRuns(catalog).catch(() => undefined)
  return stores
}

/** Keeps the newest families, each with its newest branches. */
async function deleteOldRuns(catalog: RunCatalog): Promise<void> {
  const runs = await catalog.runs()
  const shown = runs.filter(run => run.hidden !== true)
  const families = new Set([...new Set(shown.map(familyOf))].slice(0, storedRunLimit))
  const kept = shown.filter(run => {
    const family = familyOf(run)
    const newer = shown.filter(other => familyOf(other) === family).indexOf(run)
    return families.has(family) && (run.branch === undefined || newer < storedBranchLimit)
  })
  for (const old of runs.filter(run => !kept.includes(run))) await deleteUnheld(catalog, old.runId)
}

const notOpened = (): Error => new StorageTimeout('The browser did not open its database.')
