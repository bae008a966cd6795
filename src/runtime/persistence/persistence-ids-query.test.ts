import { expect, test } from 'vitest'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { EventQueries } from './event-queries.ts'
import { counter } from './event-sourced/counter.fixture.ts'
import { inMemoryStores } from './in-memory-stores.ts'
import { useLocalJournal } from './local-journal.ts'
import { Persistence } from './persistence.ts'
import { PersistenceId } from './persistence-id.ts'
import type { PersistenceIdsElement } from './persistence-ids-query.ts'

/** A system whose journal has one event of each of these ids. */
function setUp(...ids: readonly string[]) {
  const stores = inMemoryStores()
  const kit = ActorTestKit.create()
  const persistence = Persistence.get(kit.system)
  useLocalJournal(kit.system, stores)
  const probe = kit.createTestProbe<PersistenceIdsElement>()
  const write = (id: string) => {
    kit
      .spawn(counter({ persistenceId: PersistenceId.ofUniqueId(id) }), `writer-${id}`)
      .tell({ type: 'Add', nr: 1 })
    kit.runUntilIdle()
  }
  for (const id of ids) write(id)
  const fields = { replyTo: probe.ref, journal: persistence.journal }
  return {
    kit,
    stores,
    probe,
    write,
    fields,
    take: () => [...probe.pending].map(() => probe.receiveMessage()),
  }
}

const completed = { type: 'PersistenceIdsCompleted' }

test('a current query of the persistence ids emits all of them and completes [P-267]', () => {
  const { kit, fields, take, write } = setUp('b', 'a')
  kit.spawn(EventQueries.currentPersistenceIds(fields), 'query')
  kit.runUntilIdle()
  write('c')
  expect(take()).toEqual([{ type: 'PersistenceIds', persistenceIds: ['a', 'b'] }, completed])
})

test('all persistence ids can be listed in pages [P-185]', () => {
  const { kit, fields, take } = setUp('a', 'b', 'c')
  const page = (afterId: string) => {
    kit.spawn(EventQueries.currentPersistenceIds({ ...fields, afterId, limit: 2 }), `after-${afterId || '0'}`)
    kit.runUntilIdle()
    return take()
  }
  expect(page('')).toEqual([{ type: 'PersistenceIds', persistenceIds: ['a', 'b'] }, completed])
  expect(page('b')).toEqual([{ type: 'PersistenceIds', persistenceIds: ['c'] }, completed])
  expect(page('c')).toEqual([completed])
})

test('a live query of the persistence ids emits new ones, each once, and does not complete [P-267]', () => {
  const { kit, fields, take, write, stores } = setUp('a')
  kit.spawn(EventQueries.persistenceIds(fields), 'query')
  kit.runUntilIdle()
  expect(take()).toEqual([{ type: 'PersistenceIds', persistenceIds: ['a'] }])
  write('b')
  expect(take()).toEqual([{ type: 'PersistenceIds', persistenceIds: ['b'] }])
  stores.journal.deleteTo('a', 1)
  kit.advance(10_000)
  expect(take()).toEqual([])
})
