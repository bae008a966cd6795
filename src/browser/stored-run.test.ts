import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LoggedAction } from '../trace/action.ts'
import { listRuns, openRunStores } from './indexeddb/index.ts'
import type { OpenRequest, RunRequest } from './open-request.ts'
import { type StoredRun, storeRun } from './stored-run.ts'

const opened: StoredRun[] = []
let runs = 0

async function keep(wish: RunRequest, previous: OpenRequest['previous'] = null): Promise<StoredRun> {
  const run = await storeRun({ request: wish, build: 'test', runId: `kept-${++runs}`, previous })
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
  for (const { shelf } of opened.splice(0)) shelf?.close()
  vi.unstubAllGlobals()
})

test('a run begins with its header on the shelf and an empty journal', async () => {
  const run = await keep({ scenario: 'cqrs', seed: 3 })
  expect(run).toMatchObject({ past: null, notices: [], header: { scenario: 'cqrs', seed: 3, settings: {} } })
  expect(await run.shelf?.find(run.runId)).toMatchObject({ header: run.header })
  expect(await listRuns()).toContain(run.runId)
})

test('after a reload the same run goes on, at least from the instant of its last action', async () => {
  const run = await keep({ scenario: 'cqrs', seed: 3 })
  await run.shelf?.log(run.runId).append(kill)
  const again = await keep({ scenario: 'cqrs' }, { runId: run.runId, frontier: 500 })
  expect(again).toMatchObject({
    runId: run.runId,
    header: run.header,
    past: { actions: [kill], frontier: 700 },
  })
  const later = await keep({ scenario: 'cqrs', seed: 3 }, { runId: run.runId, frontier: 900 })
  expect(later.past?.frontier).toBe(900)
  // The journal made for a new run in vain is gone.
  expect(await listRuns()).not.toContain(`kept-${runs}`)
})

test.each<[string, RunRequest]>([
  ['another seed', { scenario: 'cqrs', seed: 4 }],
  ['other settings', { scenario: 'cqrs', settings: { maxMessagesPerMs: 5 } }],
  ['a fresh run', { scenario: 'cqrs', seed: 3, fresh: true }],
  ['another scenario', { scenario: 'other', seed: 3 }],
])('a wish for %s begins a run', async (_, wish) => {
  const run = await keep({ scenario: 'cqrs', seed: 3 })
  const other = await keep(wish, { runId: run.runId, frontier: 500 })
  expect(other.runId).not.toBe(run.runId)
  expect(other.past).toBeNull()
})

test('a run that the shelf does not know is begun anew', async () => {
  expect((await keep({ scenario: 'cqrs' }, { runId: 'gone', frontier: 500 })).past).toBeNull()
})

test('an action is logged once only', async () => {
  const run = await keep({ scenario: 'cqrs' })
  const log = run.shelf!.log(run.runId)
  await log.append(kill)
  await expect(log.append(kill)).rejects.toThrow()
})

test('the oldest of many runs are let go, with their journals and actions', async () => {
  const first = await keep({ scenario: 'cqrs' })
  await first.shelf?.log(first.runId).append(kill)
  for (let i = 0; i < 8; i++) {
    vi.spyOn(Date, 'now').mockReturnValueOnce(Number.MAX_SAFE_INTEGER - 100 + i)
    await keep({ scenario: 'cqrs' })
  }
  expect(await first.shelf?.find(first.runId)).toBeNull()
  expect(await first.shelf?.actions(first.runId)).toEqual([])
  expect(await listRuns()).not.toContain(first.runId)
})

test('where nothing can be stored the run is kept in memory and says so', async () => {
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('no', 'SecurityError')
    },
  })
  const run = await keep({ scenario: 'cqrs' }, { runId: 'any', frontier: 3 })
  expect(run).toMatchObject({ shelf: null, past: null, notices: [{ code: 'memory-only' }] })
  await expect(openRunStores('x')).rejects.toThrow()
})

test('a browser whose database never opens keeps the run in memory', async () => {
  class StuckRequest {
    addEventListener(): void {}
    removeEventListener(): void {}
  }
  vi.stubGlobal('IDBRequest', StuckRequest)
  vi.stubGlobal('indexedDB', { open: () => new StuckRequest() })
  vi.useFakeTimers()
  try {
    const keeping = keep({ scenario: 'cqrs' })
    await vi.advanceTimersByTimeAsync(9000)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(1000)
    expect(await keeping).toMatchObject({ shelf: null, notices: [{ code: 'memory-only' }] })
  } finally {
    vi.useRealTimers()
  }
})
