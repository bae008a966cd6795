import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LoggedAction } from '../trace/action.ts'
import { sampleFamily } from '../trace/sample-run.ts'
import { failWrites } from './failing-disk.fixture.ts'
import { deleteRun, listRuns, openRunStores } from './indexeddb/index.ts'
import type { OpenRequest, RunRequest } from './open-request.ts'
import { requestOf } from './recorded-request.ts'
import type { RunCatalog } from './run-catalog.ts'
import { createRun, findPreviousRun, openCatalog, type StoredRun } from './stored-run.ts'

const opened: StoredRun[] = []
let runs = 0

/** The run that the page opens, with a notice if it replaces an earlier one. */
async function open(
  request: RunRequest,
  previous: Partial<NonNullable<OpenRequest['previous']>> | null = null,
  runId = `run-${++runs}`,
): Promise<StoredRun> {
  const tab = previous === null ? null : { runId: 'any', frontier: 0, unstored: null, ...previous }
  const openRequest = { request, build: 'test', runId, previous: tab, lamps: [] }
  const catalog = await openCatalog()
  const found = await findPreviousRun(openRequest, catalog)
  const run =
    found !== null && 'runId' in found
      ? found
      : await createRun(openRequest, catalog, found === null ? [] : [found])
  opened.push(run)
  return run
}

const kill: LoggedAction = { index: 0, at: 700, action: { type: 'Kill', participant: 'node-1' } }

beforeEach(() => {
  vi.stubGlobal('navigator', {
    locks: { request: (name: string, _: unknown, work: (lock: object) => unknown) => work({ name }) },
  })
})

afterEach(() => {
  for (const { places } of opened.splice(0)) {
    places?.stores.close()
    places?.catalog.close()
  }
  vi.unstubAllGlobals()
})

test('a new run is stored with its header and an empty journal', async () => {
  const run = await open({ scenario: 'cqrs', seed: 3 })
  expect(run).toMatchObject({ past: null, notices: [], header: { scenario: 'cqrs', seed: 3, settings: {} } })
  expect(await run.places?.catalog.find(run.runId)).toMatchObject({ header: run.header })
  expect(await listRuns()).toContain(run.runId)
})

test('the lanes of a run file are stored beside its run, to be played when they are opened', async () => {
  const request = requestOf(sampleFamily)
  const catalogOf = async () => (await openCatalog()) as RunCatalog
  const { family } = request
  const run = await open({ ...request }, null, family!.runId)
  expect(run).toMatchObject({
    runId: family!.runId,
    branch: { number: 1, at: 8999 },
    chapters: { length: 2 },
  })
  const catalog = await catalogOf()
  const stored = await catalog.family(run.branch!.root)
  catalog.close()
  const [root, slower] = family!.others
  expect(stored).toHaveLength(3)
  expect(stored.find(({ runId }) => runId === root!.runId)).toMatchObject({
    name: 'Rehearsal',
    unplayed: 12_000,
  })
  expect(stored.find(({ runId }) => runId === slower!.runId)).toMatchObject({
    header: { settings: { profile: 'pekko' } },
    branch: { parent: run.runId, root: root!.runId, number: 2, name: 'Slower' },
    unplayed: 15_000,
  })
  expect(await run.places?.catalog.actions(slower!.runId)).toEqual(sampleFamily.family!.others[1]!.actions)
  expect(await listRuns(), 'journals').not.toContain(slower!.runId)
})

test('a file that is opened twice is stored under different ids', () => {
  const [first, second] = [requestOf(sampleFamily), requestOf(sampleFamily)].map(({ family }) => family!)
  expect(second!.runId).not.toBe(first!.runId)
  expect(second!.others[0]!.runId).not.toBe(first!.others[0]!.runId)
})

test('a reload resumes the run, at the earliest at its last action', async () => {
  const run = await open({ scenario: 'cqrs', seed: 3 })
  await run.places?.catalog.append(run.runId, kill)
  const again = await open({ scenario: 'cqrs' }, { runId: run.runId, frontier: 500 })
  expect(again).toMatchObject({
    runId: run.runId,
    header: run.header,
    past: { actions: [kill], frontier: 700 },
  })
  const later = await open({ scenario: 'cqrs', seed: 3 }, { runId: run.runId, frontier: 900 })
  expect(later.past?.frontier).toBe(900)
  // The unused journal of the new run is deleted.
  expect(await listRuns()).not.toContain(`run-${runs}`)
})

test.each<[string, RunRequest]>([
  ['another seed', { scenario: 'cqrs', seed: 4 }],
  ['other settings', { scenario: 'cqrs', settings: { maxMessagesPerMs: 5 } }],
  ['a fresh run', { scenario: 'cqrs', seed: 3, fresh: true }],
  ['another scenario', { scenario: 'other', seed: 3 }],
])('a request for %s creates a new run', async (_, request) => {
  const run = await open({ scenario: 'cqrs', seed: 3 })
  const other = await open(request, { runId: run.runId, frontier: 500 })
  expect(other.runId).not.toBe(run.runId)
  expect(other.past).toBeNull()
})

test('a reload of a run missing in the catalog creates a new run, with a notice', async () => {
  const lost = await open({ scenario: 'cqrs' }, { runId: 'gone', frontier: 500 })
  expect(lost).toMatchObject({ past: null, notices: [{ code: 'run-lost', reason: 'cleared' }] })
  const neverStored = await open({ scenario: 'cqrs' }, { runId: 'gone', unstored: 'quota' })
  expect(neverStored).toMatchObject({ past: null, notices: [{ code: 'run-lost', reason: 'quota' }] })
})

test('a reload of a run whose database is gone creates a new run, with a notice', async () => {
  const run = await open({ scenario: 'cqrs' })
  await deleteRun(run.runId)
  expect(await open({ scenario: 'cqrs' }, { runId: run.runId })).toMatchObject({
    past: null,
    failure: null,
    notices: [{ code: 'run-lost', reason: 'cleared' }],
  })
})

test('a reload of a run that was stored in part resumes the part, with a notice', async () => {
  const run = await open({ scenario: 'cqrs' })
  expect(
    await open({ scenario: 'cqrs' }, { runId: run.runId, frontier: 500, unstored: 'quota' }),
  ).toMatchObject({
    runId: run.runId,
    past: { actions: [], frontier: 500 },
    notices: [{ code: 'run-incomplete', reason: 'quota', until: 500 }],
  })
})

test('on a full disk a new run is kept in memory', async () => {
  const full = failWrites('QuotaExceededError')
  try {
    expect(await open({ scenario: 'cqrs' })).toMatchObject({
      places: null,
      failure: { kind: 'quota', error: 'QuotaExceededError', storedUntil: null },
      notices: [],
    })
  } finally {
    full.end()
  }
  expect(await listRuns()).not.toContain(`run-${runs}`)
})

test('a repeated log of the same action rejects', async () => {
  const run = await open({ scenario: 'cqrs' })
  const { catalog } = run.places!
  await catalog.append(run.runId, kill)
  await expect(catalog.append(run.runId, kill)).rejects.toThrow()
})

test('runs beyond the limit are deleted, oldest first, with journal and actions', async () => {
  const first = await open({ scenario: 'cqrs' })
  await first.places?.catalog.append(first.runId, kill)
  for (let i = 0; i < 8; i++) {
    vi.spyOn(Date, 'now').mockReturnValueOnce(Number.MAX_SAFE_INTEGER - 100 + i)
    await open({ scenario: 'cqrs' })
  }
  expect(await first.places?.catalog.find(first.runId)).toBeNull()
  expect(await first.places?.catalog.actions(first.runId)).toEqual([])
  expect(await listRuns()).not.toContain(first.runId)
})

test('without storage the run is kept in memory', async () => {
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('no', 'SecurityError')
    },
  })
  const run = await open({ scenario: 'cqrs' }, { runId: 'any', frontier: 3 })
  expect(run).toMatchObject({
    places: null,
    failure: { kind: 'blocked', error: 'SecurityError', storedUntil: null },
    past: null,
    notices: [{ code: 'run-lost', reason: 'blocked' }],
  })
  await expect(openRunStores('x')).rejects.toThrow()
})

test('with a database that never opens the run is kept in memory', async () => {
  class StuckRequest {
    addEventListener(): void {}
    removeEventListener(): void {}
  }
  vi.stubGlobal('IDBRequest', StuckRequest)
  vi.stubGlobal('indexedDB', { open: () => new StuckRequest() })
  vi.useFakeTimers()
  try {
    const keeping = open({ scenario: 'cqrs' })
    await vi.advanceTimersByTimeAsync(9000)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(1000)
    expect(await keeping).toMatchObject({
      places: null,
      failure: { kind: 'blocked', error: 'StorageTimeout' },
      notices: [],
    })
  } finally {
    vi.useRealTimers()
  }
})
