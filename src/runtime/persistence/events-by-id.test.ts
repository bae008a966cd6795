import { expect, test } from 'vitest'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { FilteredPayload } from './event-adapter.ts'
import { EventQueries } from './event-queries.ts'
import { kitWithOpenJournal } from './event-sourced/counter.fixture.ts'
import type { EventsByIdQuery } from './events-by-id.ts'
import { inMemoryStores } from './in-memory-stores.ts'
import { type JournalAnswer, persistenceProtocol } from './journal-protocol.ts'
import { useLocalJournal } from './local-journal.ts'
import { Persistence } from './persistence.ts'
import type { QueryElement } from './query-element.ts'
import type { StoredEvent } from './stored-event.ts'

const persistenceId = 'p'

const stored = (sequenceNr: number): StoredEvent => ({
  persistenceId,
  sequenceNr,
  writerUuid: 'w',
  timestamp: 0,
  payload: { type: 'Counted', nr: sequenceNr },
})

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

/** A journal with `events` events, deleted up to `deletedTo`, read in batches of two, and a query of it. */
function setUp(
  events: number,
  {
    live = false,
    deletedTo = 0,
    ...bounds
  }: Partial<EventsByIdQuery> & { live?: boolean; deletedTo?: number } = {},
) {
  const stores = inMemoryStores()
  const append = (from: number, to: number) =>
    stores.journal.append([{ persistenceId, events: range(from, to).map(stored) }])
  append(1, events)
  if (deletedTo > 0) stores.journal.deleteTo(persistenceId, deletedTo)
  const kit = ActorTestKit.create()
  const persistence = Persistence.get(kit.system)
  persistence.configure({ replayBatchSize: 2 })
  const probe = kit.createTestProbe<QueryElement>()
  const query = () => ({ persistenceId, replyTo: probe.ref, journal: persistence.journal, ...bounds })
  const start = () => {
    useLocalJournal(kit.system, stores)
    const ref = kit.spawn(
      live ? EventQueries.eventsByPersistenceId(query()) : EventQueries.currentEventsByPersistenceId(query()),
      'query',
    )
    kit.runUntilIdle()
    return ref
  }
  const write = (from: number, to: number) => {
    persistence.journal.tell({
      type: 'WriteMessages',
      persistenceId,
      requestId: 1000 + from,
      replyTo: kit.createTestProbe<JournalAnswer>().ref,
      writes: [range(from, to).map(stored)],
    })
    kit.runUntilIdle()
  }
  const take = (): readonly (StoredEvent | QueryElement)[] =>
    probe.pending.flatMap((each): readonly (StoredEvent | QueryElement)[] =>
      each.type === 'EventsFound' ? each.events : [each],
    )
  return { kit, stores, start, write, take, probe, persistence }
}

const found = (...set: Parameters<typeof setUp>) => {
  const { start, take } = setUp(...set)
  start()
  return take().map(each => ('payload' in each ? each.sequenceNr : each.type))
}

test('a current query by id emits the existing events over several batches and completes [P-249]', () => {
  expect(found(5)).toEqual([1, 2, 3, 4, 5, 'QueryCompleted'])
  expect(found(5, { fromSequenceNr: 2, toSequenceNr: 4 })).toEqual([2, 3, 4, 'QueryCompleted'])
})

test('a current query by id of a journal with deleted events emits the remaining ones [P-252]', () => {
  expect(found(5, { deletedTo: 3 })).toEqual([4, 5, 'QueryCompleted'])
  expect(found(5, { deletedTo: 5 })).toEqual(['QueryCompleted'])
  expect(found(5, { deletedTo: 3, toSequenceNr: 4 })).toEqual([4, 'QueryCompleted'])
})

test('a current query by id of nothing, with bounds 0 to 0, or from above the highest number completes empty [P-253]', () => {
  expect(found(0)).toEqual(['QueryCompleted'])
  expect(found(3, { fromSequenceNr: 0, toSequenceNr: 0 })).toEqual(['QueryCompleted'])
  expect(found(3, { fromSequenceNr: 4 })).toEqual(['QueryCompleted'])
  expect(found(3, { fromSequenceNr: 3, toSequenceNr: 2 })).toEqual(['QueryCompleted'])
})

test('a live query by id emits new events at their commit, and continues after demand of more [P-255]', () => {
  const { start, write, take } = setUp(3, { live: true })
  start()
  write(4, 6)
  write(7, 7)
  expect(take().map(each => ('payload' in each ? each.sequenceNr : each.type))).toEqual([1, 2, 3, 4, 5, 6, 7])
})

test('a live query by id without commit hints reads after the interval of three virtual seconds [P-255]', () => {
  const { kit, start, write, take } = setUp(3, { live: true, commitHints: false })
  start()
  const numbers = () => take().map(each => ('payload' in each ? each.sequenceNr : each.type))
  expect(numbers()).toEqual([1, 2, 3])
  write(4, 6)
  kit.advance(2999)
  expect(numbers()).toEqual([1, 2, 3])
  kit.advance(1)
  expect(numbers()).toEqual([1, 2, 3, 4, 5, 6])
})

test('a live query by id without commit hints reads at a Refresh', () => {
  const { kit, start, write, take } = setUp(1, { live: true, commitHints: false })
  const query = start()
  write(2, 2)
  query.tell({ type: 'Refresh' })
  kit.runUntilIdle()
  expect(take().map(each => ('payload' in each ? each.sequenceNr : each.type))).toEqual([1, 2])
})

test('a live query by id reports new events that were deleted before it could read them', () => {
  const { kit, stores, start, write, take } = setUp(2, { live: true, commitHints: false })
  start()
  write(3, 5)
  stores.journal.deleteTo(persistenceId, 4)
  kit.advance(3000)
  write(6, 6)
  stores.journal.deleteTo(persistenceId, 6)
  kit.advance(3000)
  expect(take().map(each => ('payload' in each ? each.sequenceNr : each))).toEqual([
    1,
    2,
    5,
    { type: 'EventsMissing', toSequenceNr: 6 },
  ])
})

test('a live query by id with an upper number completes after it [P-256]', () => {
  const { kit, start, write, take, probe } = setUp(1, { live: true, toSequenceNr: 2 })
  const ref = start()
  expect(take()).toEqual([stored(1)])
  probe.watch(ref)
  write(2, 3)
  kit.advance(3000)
  expect(take().map(each => ('payload' in each ? each.sequenceNr : each.type))).toEqual([
    1,
    2,
    'QueryCompleted',
  ])
})

test('a live query by id without events does not complete and emits its first event [P-257]', () => {
  const { kit, start, write, take } = setUp(0, { live: true })
  start()
  kit.advance(60_000)
  expect(take()).toEqual([])
  write(1, 1)
  kit.advance(3000)
  expect(take()).toMatchObject([{ sequenceNr: 1, payload: { type: 'Counted', nr: 1 } }])
})

test('queries by id emit events as the adapters of the system read them, and no filtered ones', () => {
  const { stores, persistence, start, take } = setUp(1)
  stores.journal.append([{ persistenceId, events: [{ ...stored(2), payload: FilteredPayload }, stored(3)] }])
  persistence.useEventAdapters({
    adapters: { names: { fromJournal: ({ nr }: { nr: number }) => [`a${nr}`, `b${nr}`] } },
    bindings: [{ event: 'Counted', adapters: ['names'] }],
  })
  start()
  expect(take().map(each => ('payload' in each ? each.payload : each.type))).toEqual([
    'a1',
    'b1',
    'a3',
    'b3',
    'QueryCompleted',
  ])
})

test('[P-249] a current query leaves out events that are stored after the first answer', () => {
  const { kit, journal } = kitWithOpenJournal({ replayBatchSize: 2 })
  const probe = kit.createTestProbe<QueryElement>()
  const query = { persistenceId, replyTo: probe.ref, journal: Persistence.get(kit.system).journal }
  kit.spawn(EventQueries.currentEventsByPersistenceId(query), 'query')
  kit.runUntilIdle()
  const first = journal.receiveMessage()
  expect(first).toMatchObject({ fromSequenceNr: 1, toSequenceNr: Number.MAX_SAFE_INTEGER })
  first.replyTo.tell(
    persistenceProtocol.reply({
      type: 'ReplayedMessages',
      persistenceId,
      requestId: first.requestId,
      events: [stored(1), stored(2)],
      nextSequenceNr: 3,
      highestSequenceNr: 4,
    }),
  )
  kit.runUntilIdle()
  expect(journal.receiveMessage()).toMatchObject({ fromSequenceNr: 3, toSequenceNr: 4 })
})
