import { expect, test } from 'vitest'
import { Behaviors } from '../actor/index.ts'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import type { TestProbe } from '../testkit/test-probe.ts'
import type { EnvelopesElement, EnvelopesQuery } from './envelopes-query.ts'
import { FilteredPayload } from './event-adapter.ts'
import { EventQueries } from './event-queries.ts'
import { kitWithOpenJournal, storesFailingOn } from './event-sourced/counter.fixture.ts'
import { inMemoryStores } from './in-memory-stores.ts'
import type { JournalAnswer, JournalCommand } from './journal-protocol.ts'
import { useLocalJournal } from './local-journal.ts'
import { Persistence } from './persistence.ts'
import { sliceOf } from './slices.ts'
import type { StoredEvent } from './stored-event.ts'

const stored = (persistenceId: string, sequenceNr: number, ...tags: readonly string[]): StoredEvent => ({
  persistenceId,
  sequenceNr,
  writerUuid: 'w',
  timestamp: sequenceNr * 10,
  payload: `${persistenceId}${sequenceNr}`,
  tags,
})

const drained = (probe: TestProbe<EnvelopesElement>) => [...probe.pending].map(() => probe.receiveMessage())

/** A system with a journal of five events: offsets 1 to 5 are a1 red, b1 green, a2 red and green, b2 red, c1 without a tag. */
function setUp({ stores = inMemoryStores() } = {}) {
  for (const event of [
    stored('a', 1, 'red'),
    stored('b', 1, 'green'),
    stored('a', 2, 'red', 'green'),
    stored('b', 2, 'red'),
    stored('c', 1),
  ])
    stores.journal.append([{ persistenceId: event.persistenceId, events: [event] }])
  const kit = ActorTestKit.create()
  const persistence = Persistence.get(kit.system)
  useLocalJournal(kit.system, stores)
  const probe = kit.createTestProbe<EnvelopesElement>()
  const fields = (bounds: Partial<EnvelopesQuery>) => ({
    replyTo: probe.ref,
    journal: persistence.journal,
    maxBufferSize: 2,
    ...bounds,
  })
  const writeOf = (event: StoredEvent): JournalCommand => ({
    type: 'WriteMessages',
    persistenceId: event.persistenceId,
    requestId: 1000 + event.sequenceNr,
    replyTo: kit.createTestProbe<JournalAnswer>().ref,
    writes: [[event]],
  })
  const write = (...events: readonly StoredEvent[]) => {
    for (const event of events) persistence.journal.tell(writeOf(event))
    kit.runUntilIdle()
  }
  const take = () =>
    drained(probe).flatMap(each =>
      each.type === 'EnvelopesFound'
        ? each.envelopes.map(({ payload, offset }) => [payload, offset])
        : [each],
    )
  return { kit, stores, persistence, probe, fields, write, writeOf, take }
}

/** Elements of a current query by tag. */
function current(tag: string, bounds: Partial<EnvelopesQuery> = {}) {
  const { kit, fields, take, probe } = setUp()
  const query = kit.spawn(EventQueries.currentEventsByTag({ tag, ...fields(bounds) }), 'query')
  probe.watch(query)
  probe.expectTerminated(query)
  return take()
}

const completed = { type: 'EnvelopesCompleted', offset: 5 }

test('a current query by tag emits the events of several ids in storage order and completes [P-178, P-258]', () => {
  expect(current('red')).toEqual([['a1', 1], ['a2', 3], ['b2', 4], completed])
  expect(current('blue')).toEqual([completed])
})

test('an event with two tags is found by both queries [P-266]', () => {
  expect(current('green')).toEqual([['b1', 2], ['a2', 3], completed])
})

test('the offset of a current query by tag is exclusive [P-260]', () => {
  expect(current('red', { afterOffset: 1 })).toEqual([['a2', 3], ['b2', 4], completed])
  expect(current('red', { afterOffset: 4 })).toEqual([completed])
})

test('envelopes of a query by tag carry id, number, timestamp, tags and offset [P-262]', () => {
  const { kit, fields, probe } = setUp()
  kit.spawn(EventQueries.currentEventsByTag({ tag: 'green', ...fields({}) }), 'query')
  kit.runUntilIdle()
  expect(probe.receiveMessage()).toEqual({
    type: 'EnvelopesFound',
    envelopes: [
      { ...stored('b', 1, 'green'), offset: 2 },
      { ...stored('a', 2, 'red', 'green'), offset: 3 },
    ],
  })
})

test('a current query by tag leaves out events that are stored after its first answer [P-258]', () => {
  const { kit, fields, probe, persistence, writeOf, take } = setUp()
  const replyTo = kit.spawn(
    Behaviors.receiveMessage<EnvelopesElement>(element => {
      probe.ref.tell(element)
      // The query continues with its second of four reads meanwhile.
      if (probe.pending.length === 1) persistence.journal.tell(writeOf(stored('c', 2, 'red')))
      return Behaviors.same
    }),
    'writer',
  )
  const query = { tag: 'red', ...fields({ maxBufferSize: 1 }), replyTo }
  kit.spawn(EventQueries.currentEventsByTag(query), 'query')
  kit.runUntilIdle()
  expect(take()).toEqual([['a1', 1], ['a2', 3], ['b2', 4], completed])
})

test('a live query by tag emits new events at their commit, without polling, also after batches [P-263]', () => {
  const { kit, fields, write, take } = setUp()
  kit.spawn(EventQueries.eventsByTag({ tag: 'red', ...fields({}) }), 'query')
  kit.runUntilIdle()
  expect(take()).toEqual([
    ['a1', 1],
    ['a2', 3],
    ['b2', 4],
  ])
  write(stored('c', 2, 'red'))
  expect(take()).toEqual([['c2', 6]])
  write(stored('c', 3, 'green'), stored('c', 4, 'red'), stored('a', 3, 'red'), stored('b', 3, 'red'))
  expect(take()).toEqual([
    ['c4', 8],
    ['a3', 9],
    ['b3', 10],
  ])
})

test('a live query by tag starts after its exclusive offset [P-260]', () => {
  const { kit, fields, write, take } = setUp()
  kit.spawn(EventQueries.eventsByTag({ tag: 'red', ...fields({ afterOffset: 3 }) }), 'query')
  write(stored('a', 3, 'red'))
  expect(take()).toEqual([
    ['b2', 4],
    ['a3', 6],
  ])
})

test('a live query finds events of which the database did not inform it after the refresh interval [P-263]', () => {
  const { kit, stores, fields, take } = setUp()
  kit.spawn(EventQueries.eventsByTag({ tag: 'red', ...fields({}) }), 'query')
  kit.runUntilIdle()
  take()
  stores.journal.append([{ persistenceId: 'c', events: [stored('c', 2, 'red')] }])
  kit.advance(2999)
  expect(take()).toEqual([])
  kit.advance(1)
  expect(take()).toEqual([['c2', 6]])
})

test('a live query by an unused tag does not complete and emits its first event [P-264]', () => {
  const { kit, fields, write, take } = setUp()
  kit.spawn(EventQueries.eventsByTag({ tag: 'blue', ...fields({}) }), 'query')
  kit.advance(60_000)
  expect(take()).toEqual([])
  write(stored('c', 2, 'blue'))
  expect(take()).toEqual([['c2', 6]])
})

test('a query whose read fails reports the failure of the journal and stops', () => {
  const { kit, fields, take, probe } = setUp({
    stores: storesFailingOn(inMemoryStores(), call => call === 'select'),
  })
  const query = kit.spawn(EventQueries.eventsByTag({ tag: 'red', ...fields({}) }), 'query')
  probe.watch(query)
  probe.expectTerminated(query)
  expect(take()).toEqual([{ type: 'QueryFailed', reason: 'select refused' }])
})

test('a query without an answer of the journal fails after its time-out', () => {
  const { kit } = kitWithOpenJournal()
  const probe = kit.createTestProbe<EnvelopesElement>()
  const { journal } = Persistence.get(kit.system)
  kit.spawn(EventQueries.currentEventsByTag({ tag: 'red', replyTo: probe.ref, journal }), 'query')
  kit.advance(9999)
  expect(probe.pending).toEqual([])
  kit.advance(1)
  expect(probe.receiveMessage()).toEqual({
    type: 'QueryFailed',
    reason: 'the journal did not answer within 10000 ms',
  })
})

test('queries by tag emit events as the adapters of the system read them, and no filtered ones', () => {
  const { kit, stores, persistence, fields, take } = setUp()
  const payload = { type: 'Old' }
  stores.journal.append([
    {
      persistenceId: 'd',
      events: [
        { ...stored('d', 1, 'blue'), payload: FilteredPayload },
        { ...stored('d', 2, 'blue'), payload },
      ],
    },
  ])
  persistence.useEventAdapters({
    adapters: { twice: { fromJournal: () => ['new', 'newer'] } },
    bindings: [{ event: 'Old', adapters: ['twice'] }],
  })
  kit.spawn(EventQueries.currentEventsByTag({ tag: 'blue', ...fields({}) }), 'query')
  kit.runUntilIdle()
  expect(take()).toEqual([['new', 7], ['newer', 7], { type: 'EnvelopesCompleted', offset: 7 }])
})

test('queries by slices emit the events of their slices in storage order, with timestamps and tags [P-270]', () => {
  const { kit, fields, write, probe } = setUp()
  const slice = sliceOf('cart|1')
  const other = ['2', '3', '4'].map(each => `cart|${each}`).find(id => sliceOf(id) !== slice)!
  const range = { entityType: 'cart', minSlice: slice, maxSlice: slice, ...fields({}) }
  kit.spawn(EventQueries.eventsBySlices(range), 'live')
  kit.advance(10_000)
  expect(probe.pending).toEqual([])
  write(stored('cart|1', 1, 'red'), stored(other, 1), stored('cart|1', 2))
  const found = drained(probe).flatMap(each => (each.type === 'EnvelopesFound' ? each.envelopes : []))
  expect(found).toMatchObject([
    { persistenceId: 'cart|1', sequenceNr: 1, offset: 6, tags: ['red'], timestamp: 10_000 },
    { persistenceId: 'cart|1', sequenceNr: 2, offset: 8, timestamp: 10_000 },
  ])
  kit.spawn(EventQueries.currentEventsBySlices({ ...range, afterOffset: 6 }), 'current')
  kit.runUntilIdle()
  expect(probe.receiveMessage()).toMatchObject({ envelopes: [{ offset: 8 }] })
  expect(probe.receiveMessage()).toEqual({ type: 'EnvelopesCompleted', offset: 8 })
})
