import { testHeader } from '../trace/sample-run.ts'
import 'fake-indexeddb/auto'
import { afterEach, expect, test, vi } from 'vitest'
import { inMemoryStores } from '../runtime/persistence/index.ts'
import type { LoggedAction } from '../trace/action.ts'
import { failWrites } from './failing-disk.fixture.ts'
import { deleteRun, openRunStores } from './indexeddb/index.ts'
import { RunCatalog } from './run-catalog.ts'
import { type RunPlaces, RunStorage } from './run-storage.ts'
import { contentsOf, type StoreOperation } from './store-operations.ts'

const header = testHeader('cqrs', 1)

const kill = (index: number): LoggedAction => ({
  index,
  at: 100 * index,
  action: { type: 'Kill', participant: 'node-1' },
})

const append = (sequenceNr: number): StoreOperation => ({
  type: 'Append',
  commit: [
    {
      persistenceId: 'a',
      events: [
        { persistenceId: 'a', sequenceNr, writerUuid: 'w', timestamp: sequenceNr, payload: sequenceNr },
      ],
    },
  ],
})

const snapshot: StoreOperation = {
  type: 'SaveSnapshot',
  snapshot: { persistenceId: 'a', sequenceNr: 1, timestamp: 5, snapshot: { upTo: 1 } },
}

let runs = 0
const cleanups: (() => void)[] = []
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean()
})

async function placesOf(runId: string): Promise<RunPlaces> {
  const catalog = await RunCatalog.open()
  const stores = await openRunStores(runId)
  await catalog.add({ runId, header, createdAt: 1 })
  cleanups.push(() => {
    stores.close()
    catalog.close()
  })
  return { catalog, stores }
}

async function storedRun() {
  const runId = `storage-${++runs}`
  const places = await placesOf(runId)
  return { runId, places, storage: new RunStorage({ runId, places, failure: null, now: () => 700 }) }
}

/** The stored part of a run, as a page finds it after a reload. */
async function onDisk(runId: string) {
  const catalog = await RunCatalog.open()
  const stores = await openRunStores(runId)
  const found = {
    actions: (await catalog.actions(runId)).map(action => action.index),
    incomplete: (await catalog.find(runId))?.incomplete,
    contents: await contentsOf(stores),
  }
  stores.close()
  catalog.close()
  return found
}

const eventNumbers = ({ journal }: Awaited<ReturnType<typeof contentsOf>>): number[] =>
  journal.events.map(event => event.sequenceNr)

test('actions, events and snapshots are stored and kept in memory', async () => {
  const { runId, storage } = await storedRun()
  await storage.append(kill(0))
  await storage.perform([append(1), append(2), snapshot])
  await storage.perform([{ type: 'DeleteTo', persistenceId: 'a', toSequenceNr: 1 }])
  expect(storage.failure).toBeNull()
  const stored = await onDisk(runId)
  expect(stored.actions).toEqual([0])
  expect(eventNumbers(stored.contents)).toEqual([2])
  expect(stored.contents.snapshots).toHaveLength(1)
  expect(await storage.contents()).toEqual(stored.contents)
  await storage.perform([{ type: 'DeleteSnapshots', persistenceId: 'a', criteria: {} }])
  expect((await onDisk(runId)).contents.snapshots).toEqual([])
})

test.each(['append', 'perform'] as const)(
  'when the disk is full for [%s], the run continues in memory and its stored part stays a beginning',
  async call => {
    const { runId, storage } = await storedRun()
    await storage.append(kill(0))
    await storage.perform([append(1)])
    const full = failWrites('QuotaExceededError')
    await (call === 'append' ? storage.append(kill(1)) : storage.perform([append(2)]))
    full.end()
    expect(storage.failure).toEqual({ kind: 'quota', error: 'QuotaExceededError', storedUntil: 700 })
    // The disk has space again, but a gap in the stored run would make it another run.
    await storage.append(kill(2))
    await storage.perform([append(3)])
    const stored = await onDisk(runId)
    expect(stored.actions).toEqual([0])
    expect(eventNumbers(stored.contents)).toEqual([1])
    expect(eventNumbers(await storage.contents())).toEqual(call === 'append' ? [1, 3] : [1, 2, 3])
  },
)

test('a stored run with a failure is marked as incomplete when the disk still takes the mark', async () => {
  const { runId, storage } = await storedRun()
  await storage.perform([append(1)])
  const failing = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(() => {
    throw new DOMException('', 'UnknownError')
  })
  await storage.append(kill(0))
  failing.mockRestore()
  expect(storage.failure).toEqual({ kind: 'unknown', error: 'UnknownError', storedUntil: 700 })
  await vi.waitFor(async () => expect((await onDisk(runId)).incomplete).toBe('unknown'))
})

test.each(['append', 'perform'] as const)(
  'when the run is deleted before [%s], it continues in memory',
  async call => {
    const { runId, places, storage } = await storedRun()
    await storage.perform([append(1)])
    if (call === 'append') await places.catalog.remove(runId)
    else await deleteRun(runId)
    await (call === 'append' ? storage.append(kill(0)) : storage.perform([append(2)]))
    expect(storage.failure).toMatchObject({ kind: 'cleared', storedUntil: 700 })
    expect(eventNumbers(await storage.contents())).toEqual(call === 'append' ? [1] : [1, 2])
  },
)

test('when the browser aborts a write because the data is cleared, the failure is [cleared]', async () => {
  const { runId, storage } = await storedRun()
  const failing = failWrites('UnknownError')
  const writing = storage.perform([append(1)])
  await deleteRun(runId)
  await writing
  failing.end()
  expect(storage.failure).toMatchObject({ kind: 'cleared' })
  expect(eventNumbers(await storage.contents())).toEqual([1])
})

test('when the disk does not answer, the run continues in memory after a time limit', async () => {
  const { runId, places } = await storedRun()
  const stuck = {
    catalog: places.catalog,
    stores: { ...places.stores, journal: { append: () => new Promise(() => undefined) } },
  } as unknown as RunPlaces
  const storage = new RunStorage({ runId, places: stuck, failure: null, now: () => -1 })
  vi.useFakeTimers()
  try {
    const performed = storage.perform([append(1)])
    await vi.advanceTimersByTimeAsync(5000)
    await performed
  } finally {
    vi.useRealTimers()
  }
  expect(storage.failure).toEqual({ kind: 'blocked', error: 'StorageTimeout', storedUntil: 0 })
  expect(eventNumbers(await storage.contents())).toEqual([1])
})

test('a restored run holds what is stored; what was replayed if that cannot be read', async () => {
  const { storage } = await storedRun()
  await storage.perform([append(1)])
  const replayed = inMemoryStores()
  await replayed.journal.append([{ persistenceId: 'b', events: [] }])
  await storage.restore(replayed)
  expect(eventNumbers(await storage.contents())).toEqual([1])
  expect(storage.failure).toBeNull()

  const cleared = await storedRun()
  await cleared.storage.perform([append(1)])
  await deleteRun(cleared.runId)
  await cleared.storage.restore(replayed)
  expect(cleared.storage.failure).toMatchObject({ kind: 'cleared' })
  expect((await cleared.storage.contents()).journal.heads.map(head => head.persistenceId)).toEqual(['b'])
})

test('a run without a place is in memory from its start', async () => {
  const failure = { kind: 'blocked', error: 'SecurityError', storedUntil: null } as const
  const storage = new RunStorage({ runId: 'none', places: null, failure, now: () => 5 })
  await storage.append(kill(0))
  await storage.perform([append(1)])
  expect(storage.failure).toBe(failure)
  expect(eventNumbers(await storage.contents())).toEqual([1])
})
