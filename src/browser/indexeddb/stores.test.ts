import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { describe, expect, test, vi } from 'vitest'
import { journalContract } from '../../runtime/persistence/journal-contract.ts'
import { journalOffsetContract } from '../../runtime/persistence/journal-offset-contract.ts'
import { leaseStoreContract } from '../../runtime/persistence/lease-store-contract.ts'
import { projectionStoreContract } from '../../runtime/persistence/projection/projection-store-contract.ts'
import { snapshotStoreContract } from '../../runtime/persistence/snapshot-store-contract.ts'
import { deleteRun, listRuns } from './delete-run.ts'
import { IndexedDbJournal } from './indexed-db-journal.ts'
import { openRunStores } from './open-run-stores.ts'
import { openRunDatabase, runDatabaseName } from './run-database.ts'

let runs = 0
const freshRun = () => `test-${++runs}`

journalContract({ test, expect }, 'IndexedDB', async () => (await openRunStores(freshRun())).journal)
journalOffsetContract({ test, expect }, 'IndexedDB', async () => (await openRunStores(freshRun())).journal)
snapshotStoreContract({ test, expect }, 'IndexedDB', async () => (await openRunStores(freshRun())).snapshots)
leaseStoreContract({ test, expect }, 'IndexedDB', async () => (await openRunStores(freshRun())).leases)
projectionStoreContract(
  { test, expect },
  'IndexedDB',
  async () => (await openRunStores(freshRun())).projections,
)

const event = (persistenceId: string, sequenceNr: number) => ({
  persistenceId,
  sequenceNr,
  writerUuid: 'w',
  timestamp: 1,
  payload: { nr: sequenceNr },
})
const write = (persistenceId: string, ...nrs: readonly number[]) => ({
  persistenceId,
  events: nrs.map(nr => event(persistenceId, nr)),
})
const all = { fromSequenceNr: 1, toSequenceNr: 999, max: 999 }

describe('a reopened run', () => {
  test('has all stored events and deletions', async () => {
    const runId = freshRun()
    const before = await openRunStores(runId)
    await before.journal.append([write('a', 1, 2), write('b', 1)])
    await before.journal.append([write('a', 3)])
    await before.journal.append([write('b', 2)])
    await before.journal.deleteTo('a', 2)
    await before.journal.deleteTo('b', 2)
    await before.snapshots.save({ persistenceId: 'a', sequenceNr: 2, timestamp: 9, snapshot: { two: true } })
    const heads = await before.journal.heads()
    before.close()

    const again = await openRunStores(runId)
    expect(await again.journal.heads()).toEqual(heads)
    expect(heads).toEqual([
      { persistenceId: 'a', highestSequenceNr: 3, deletedTo: 2, events: 1 },
      { persistenceId: 'b', highestSequenceNr: 2, deletedTo: 2, events: 0 },
    ])
    expect(await again.journal.replay('a', all)).toEqual([event('a', 3)])
    expect(await again.snapshots.list()).toEqual([{ persistenceId: 'a', sequenceNr: 2, timestamp: 9 }])
    await again.journal.append([write('b', 3)])
    expect(await again.journal.replay('b', all)).toEqual([event('b', 3)])
  })

  test('has its leases', async () => {
    const runId = freshRun()
    const before = await openRunStores(runId)
    const row = { name: 'sbr', owner: 'node-1:2551', expiresAt: 120_000, version: 1 }
    await before.leases.compareAndSet(row)
    before.close()
    const { leases } = await openRunStores(runId)
    expect(await leases.rows()).toEqual([row])
    expect(await leases.compareAndSet(row)).toBe(false)
    expect(await leases.compareAndSet({ ...row, version: 2 })).toBe(true)
  })

  test('of a version without leases gets an empty lease store and keeps its events', async () => {
    const runId = await runOfVersion(1, [[write('a', 1)]])
    const { journal, leases, projections } = await openRunStores(runId, { create: false })
    expect(await journal.replay('a', all)).toEqual([event('a', 1)])
    expect(await leases.rows()).toEqual([])
    expect(await projections.contents()).toEqual({ states: [], rows: [] })
  })

  test('with more commits than one page has all of them', async () => {
    const runId = freshRun()
    const before = await openRunStores(runId)
    for (let nr = 1; nr <= 501; nr++) await before.journal.append([write('a', nr)])
    before.close()
    const { journal } = await openRunStores(runId)
    expect(await journal.highestSequenceNr('a')).toBe(501)
    expect(await journal.replay('a', { ...all, fromSequenceNr: 500 })).toEqual([
      event('a', 500),
      event('a', 501),
    ])
  })
})

test('a commit is one record, and a deletion removes its events from the records', async () => {
  const runId = freshRun()
  const { journal, close } = await openRunStores(runId)
  await journal.append([write('a', 1, 2, 3), write('b', 1)])
  await journal.append([write('a', 4)])
  await journal.deleteTo('a', 4)
  close()
  const database = await openRunDatabase(runId)
  const { store } = await database.use(connection => connection.transaction('commits'))
  expect(await store.getAllKeys()).toEqual([1])
  expect(await store.get(1)).toEqual([['b', 4, [[1, 'w', 1, { nr: 1 }]]]])
})

test('a reopened run continues with the next offset, also after all events are deleted', async () => {
  const runId = freshRun()
  const before = await openRunStores(runId)
  await before.journal.append([write('a', 1, 2, 3)])
  await before.journal.deleteTo('a', 2)
  before.close()
  const second = await openRunStores(runId)
  const whole = { afterOffset: 0, toOffset: 999, max: 999 }
  expect(await second.journal.select({ by: 'all' }, whole)).toEqual([{ ...event('a', 3), offset: 3 }])
  await second.journal.deleteTo('a', 3)
  second.close()
  const third = await openRunStores(runId)
  expect(await third.journal.highestOffset()).toBe(3)
  await third.journal.append([write('a', 4)])
  expect(await third.journal.select({ by: 'all' }, whole)).toEqual([{ ...event('a', 4), offset: 4 }])
})

/** A run as the builds of this version stored it: commits as lists of objects. */
async function runOfVersion(version: 1 | 3, commits: readonly object[][]): Promise<string> {
  const runId = freshRun()
  const old = await openDB(runDatabaseName(runId), version, {
    upgrade: created => {
      created.createObjectStore('commits')
      created.createObjectStore('heads', { keyPath: 'persistenceId' })
      created.createObjectStore('snapshots')
      if (version < 3) return
      created.createObjectStore('leases', { keyPath: 'name' })
      created.createObjectStore('projections', { keyPath: 'projection' })
      created.createObjectStore('rows', { keyPath: ['table', 'key'] })
    },
  })
  for (const [i, commit] of commits.entries()) await old.add('commits', commit, i + 1)
  old.close()
  return runId
}

test('commits stored without offsets get them in commit order', async () => {
  const { journal } = await openRunStores(await runOfVersion(1, [[write('a', 1, 2)], [write('b', 1)]]))
  await journal.append([write('a', 3)])
  const found = await journal.select({ by: 'all' }, { afterOffset: 1, toOffset: 999, max: 999 })
  expect(found.map(each => [each.offset, each.persistenceId])).toEqual([
    [2, 'a'],
    [3, 'b'],
    [4, 'a'],
  ])
})

test('commits stored as objects keep their offsets and all fields of their events', async () => {
  const tagged = { ...event('a', 2), manifest: 'm', tags: ['red', 'blue'] }
  const adapted = { ...event('b', 5), manifest: 'n' }
  const marked = { ...event('b', 6), tags: ['red'] }
  const runId = await runOfVersion(3, [
    [{ persistenceId: 'a', events: [event('a', 1), tagged], offset: 3 }],
    [{ persistenceId: 'b', events: [adapted, marked], offset: 8 }],
  ])
  const { journal } = await openRunStores(runId, { create: false })
  await journal.append([write('a', 3)])
  const found = await journal.select({ by: 'all' }, { afterOffset: 0, toOffset: 999, max: 999 })
  expect(found).toEqual([
    { ...event('a', 1), offset: 3 },
    { ...tagged, offset: 4 },
    { ...adapted, offset: 8 },
    { ...marked, offset: 9 },
    { ...event('a', 3), offset: 10 },
  ])
})

test('a failed append leaves the journal unchanged and usable', async () => {
  const { journal } = await openRunStores(freshRun())
  await journal.append([write('a', 1)])
  const broken = [{ persistenceId: 'a', events: [{ ...event('a', 2), payload: (() => 1) as never }] }]
  await expect(journal.append(broken)).rejects.toThrow()
  expect(await journal.highestSequenceNr('a')).toBe(1)
  await journal.append([write('a', 2)])
  expect(await journal.replay('a', all)).toEqual([event('a', 1), event('a', 2)])
})

test('a connection closed by the browser is reopened', async () => {
  const database = await openRunDatabase(freshRun())
  const journal = await IndexedDbJournal.open(database)
  await journal.append([write('a', 1)])
  await database.use(connection => connection.close())
  await journal.append([write('a', 2)])
  await database.use(connection => connection.close())
  expect(await journal.replay('a', all)).toEqual([event('a', 1), event('a', 2)])
})

test('an append of a second writer on the same run rejects', async () => {
  const runId = freshRun()
  const one = await openRunStores(runId)
  const two = await openRunStores(runId)
  await one.journal.append([write('a', 1)])
  await expect(two.journal.append([write('a', 1)])).rejects.toMatchObject({ name: 'ConstraintError' })
})

test('deleteRun deletes an open run, whose next use rejects', async () => {
  const runId = freshRun()
  const { journal } = await openRunStores(runId)
  expect(await listRuns()).toContain(runId)
  await deleteRun(runId)
  expect(await listRuns()).not.toContain(runId)
  await expect(Promise.resolve(journal.append([write('a', 1)]))).rejects.toMatchObject({
    name: 'DatabaseDeleted',
    database: `actorium-run-${runId}`,
  })
  await deleteRun(runId)
})

test('a browser without storage rejects with StorageUnavailable and instructions', async () => {
  const real = globalThis.indexedDB.open
  globalThis.indexedDB.open = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  }
  try {
    await expect(openRunStores('refused')).rejects.toThrow(
      "Database [actorium-run-refused] cannot be opened in this browser's IndexedDB.",
    )
  } finally {
    globalThis.indexedDB.open = real
  }
})

test('a database that fake timers meet while it opens is usable after them', async () => {
  const runId = freshRun()
  const { setImmediate: nextTask } = globalThis
  const opening = openRunStores(runId)
  vi.useFakeTimers()
  for (let tasks = 0; tasks < 3; tasks++) await new Promise(resolve => nextTask(resolve))
  vi.useRealTimers()
  await (await opening).journal.append([write('a', 1)])
})
