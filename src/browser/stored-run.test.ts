import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LoggedAction } from '../trace/action.ts'
import { listRuns, openRunStores } from './indexeddb/index.ts'
import type { OpenRequest, RunRequest } from './open-request.ts'
import { openStoredRun, type StoredRun } from './stored-run.ts'

const opened: StoredRun[] = []
let runs = 0

async function open(request: RunRequest, previous: OpenRequest['previous'] = null): Promise<StoredRun> {
  const run = await openStoredRun({ request, build: 'test', runId: `run-${++runs}`, previous })
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
  for (const { catalog } of opened.splice(0)) catalog?.close()
  vi.unstubAllGlobals()
})

test('a new run is stored with its header and an empty journal', async () => {
  const run = await open({ scenario: 'cqrs', seed: 3 })
  expect(run).toMatchObject({ past: null, notices: [], header: { scenario: 'cqrs', seed: 3, settings: {} } })
  expect(await run.catalog?.find(run.runId)).toMatchObject({ header: run.header })
  expect(await listRuns()).toContain(run.runId)
})

test('a reload resumes the run, at the earliest at its last action', async () => {
  const run = await open({ scenario: 'cqrs', seed: 3 })
  await run.catalog?.log(run.runId).append(kill)
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

test('a reload of a run missing in the catalog creates a new run', async () => {
  expect((await open({ scenario: 'cqrs' }, { runId: 'gone', frontier: 500 })).past).toBeNull()
})

test('a repeated log of the same action rejects', async () => {
  const run = await open({ scenario: 'cqrs' })
  const log = run.catalog!.log(run.runId)
  await log.append(kill)
  await expect(log.append(kill)).rejects.toThrow()
})

test('runs beyond the limit are deleted, oldest first, with journal and actions', async () => {
  const first = await open({ scenario: 'cqrs' })
  await first.catalog?.log(first.runId).append(kill)
  for (let i = 0; i < 8; i++) {
    vi.spyOn(Date, 'now').mockReturnValueOnce(Number.MAX_SAFE_INTEGER - 100 + i)
    await open({ scenario: 'cqrs' })
  }
  expect(await first.catalog?.find(first.runId)).toBeNull()
  expect(await first.catalog?.actions(first.runId)).toEqual([])
  expect(await listRuns()).not.toContain(first.runId)
})

test('without storage the run is kept in memory with a notice', async () => {
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('no', 'SecurityError')
    },
  })
  const run = await open({ scenario: 'cqrs' }, { runId: 'any', frontier: 3 })
  expect(run).toMatchObject({ catalog: null, past: null, notices: [{ code: 'memory-only' }] })
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
    expect(await keeping).toMatchObject({ catalog: null, notices: [{ code: 'memory-only' }] })
  } finally {
    vi.useRealTimers()
  }
})
