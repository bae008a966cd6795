import { testHeader } from '../trace/sample-run.ts'
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { failWrites } from './failing-disk.fixture.ts'
import { listRuns, openRunStores } from './indexeddb/index.ts'
import { RunCatalog } from './run-catalog.ts'
import {
  deleteHiddenRuns,
  hideRun,
  type ListedRun,
  listStoredRuns,
  restoreHiddenRun,
  saveSummary,
  sizeOfRun,
} from './run-list.ts'

const header = testHeader('cqrs', 1)

let held: string[] = []
let runs = 0

beforeEach(() => {
  held = []
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('navigator', {
    locks: {
      query: async () => ({ held: held.map(runId => ({ name: `actorium/run/${runId}` })) }),
      request: (name: string, _: unknown, work: (lock: object | null) => unknown) =>
        work(held.some(runId => name.endsWith(runId)) ? null : {}),
    },
  })
})
afterEach(() => vi.unstubAllGlobals())

async function storeRun(): Promise<string> {
  const runId = `listed-${++runs}`
  const catalog = await RunCatalog.open()
  const stores = await openRunStores(runId)
  await catalog.add({ runId, header, createdAt: runs })
  await catalog.append(runId, { index: 0, at: 1, action: { type: 'PowerFailure' } })
  await stores.journal.append([
    {
      persistenceId: 'a',
      events: [
        { persistenceId: 'a', sequenceNr: 1, writerUuid: 'w', timestamp: 1, payload: 'x'.repeat(500) },
      ],
    },
  ])
  stores.close()
  catalog.close()
  return runId
}

async function listed(): Promise<readonly ListedRun[]> {
  const list = await listStoredRuns()
  if ('kind' in list) throw new Error(list.error)
  return list
}
const ids = async () => (await listed()).map(({ runId }) => runId)

test('before anything is stored, the list is empty, and reading it creates no catalog', async () => {
  expect(await listStoredRuns()).toEqual([])
  expect(await indexedDB.databases()).toEqual([])
})

test('the list has the runs, newest first, with their last state, actions and holders', async () => {
  const [older, newer] = [await storeRun(), await storeRun()]
  const summary = { until: 5, events: 7, stored: 1, nodes: [] }
  await saveSummary(older, summary)
  held = [newer]
  expect(await listed()).toMatchObject([
    { runId: newer, actions: 1, held: true },
    { runId: older, actions: 1, held: false, summary },
  ])
  expect(await sizeOfRun(older)).toBeGreaterThan(500)
  expect(await sizeOfRun('unknown')).toBeNull()
})

test('a deleted run can be restored until the hidden runs are deleted', async () => {
  const runId = await storeRun()
  expect(await hideRun(runId)).toBe('hidden')
  expect(await ids()).not.toContain(runId)
  expect(await restoreHiddenRun(runId)).toBeNull()
  expect(await ids()).toContain(runId)
  await hideRun(runId)
  held = [runId]
  await deleteHiddenRuns()
  expect(await listRuns(), 'another page has opened it').toContain(runId)
  held = []
  await deleteHiddenRuns()
  expect(await listRuns()).not.toContain(runId)
  expect(await restoreHiddenRun(runId)).toMatchObject({ kind: 'cleared' })
})

test('on a full disk a deleted run is deleted for good, because its mark cannot be stored', async () => {
  const runId = await storeRun()
  const full = failWrites('QuotaExceededError')
  const outcome = await hideRun(runId)
  await saveSummary(runId, { until: 1, events: 1, stored: 0, nodes: [] })
  full.end()
  expect(outcome).toBe('gone')
  expect(await listRuns()).not.toContain(runId)
  expect(await ids()).not.toContain(runId)
})

test('a database that does not open is the reason for a missing list', async () => {
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('no', 'SecurityError')
    },
  })
  expect(await listStoredRuns()).toEqual({ kind: 'blocked', error: 'SecurityError', storedUntil: null })
  expect(await hideRun('any')).toMatchObject({ kind: 'blocked' })
})
