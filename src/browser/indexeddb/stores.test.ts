import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import { journalContract } from '../../runtime/persistence/journal-contract.ts'
import { snapshotStoreContract } from '../../runtime/persistence/snapshot-store-contract.ts'
import { deleteRun, listRuns } from './delete-run.ts'
import { IndexedDbJournal } from './indexed-db-journal.ts'
import { openRunStores } from './open-run-stores.ts'
import { openRunDatabase } from './run-database.ts'

let runs = 0
const freshRun = () => `test-${++runs}`

journalContract({ test, expect }, 'IndexedDB', async () => (await openRunStores(freshRun())).journal)
snapshotStoreContract({ test, expect }, 'IndexedDB', async () => (await openRunStores(freshRun())).snapshots)

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
  expect(await store.get(1)).toEqual([write('b', 1)])
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
