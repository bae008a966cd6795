import { expect, test } from 'vitest'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { EventQueries } from './event-queries.ts'
import { inMemoryStores } from './in-memory-stores.ts'
import { useLocalJournal } from './local-journal.ts'
import { Persistence } from './persistence.ts'
import { PersistenceId } from './persistence-id.ts'
import type { QueryElement } from './query-element.ts'
import type { StoredEvent } from './stored-event.ts'

const persistenceId = PersistenceId.ofUniqueId('p')

const stored = (sequenceNr: number): StoredEvent => ({
  persistenceId,
  sequenceNr,
  writerUuid: 'w',
  timestamp: 100 + sequenceNr,
  payload: `event ${sequenceNr}`,
})

/** Elements that a query emits for a journal with `events` events, deleted up to `deletedTo`. */
function found(events: number, deletedTo: number, fromSequenceNr: number): readonly QueryElement[] {
  const stores = inMemoryStores()
  const all = Array.from({ length: events }, (_, index) => stored(index + 1))
  if (events > 0) stores.journal.append([{ persistenceId, events: all }])
  if (deletedTo > 0) stores.journal.deleteTo(persistenceId, deletedTo)
  const kit = ActorTestKit.create()
  const persistence = Persistence.get(kit.system)
  useLocalJournal(kit.system, stores)
  const probe = kit.createTestProbe<QueryElement>()
  const { journal } = persistence
  const query = { persistenceId, fromSequenceNr, replyTo: probe.ref, journal }
  const ref = kit.spawn(EventQueries.currentEventsStartingFromSnapshot(query), 'query')
  probe.watch(ref)
  probe.expectTerminated(ref)
  return probe.pending
}

const numbersIn = (elements: readonly QueryElement[]): readonly number[] =>
  elements.flatMap(each => (each.type === 'EventsFound' ? each.events.map(event => event.sequenceNr) : []))

test('a query of a journal with deleted events emits the remaining events and completes [P-252]', () => {
  expect(numbersIn(found(5, 3, 1))).toEqual([4, 5])
  expect(found(5, 5, 1)).toEqual([{ type: 'QueryCompleted', highestSequenceNr: 5 }])
  expect(numbersIn(found(5, 3, 5))).toEqual([5])
})

test('a query of an empty journal, or from above the highest number, emits no events and completes [P-253]', () => {
  expect(found(0, 0, 1)).toEqual([{ type: 'QueryCompleted', highestSequenceNr: 0 }])
  expect(found(3, 0, 4)).toEqual([{ type: 'QueryCompleted', highestSequenceNr: 3 }])
  expect(found(3, 0, 99)).toEqual([{ type: 'QueryCompleted', highestSequenceNr: 3 }])
})

test('events of a query carry the virtual time of their commits [P-262]', () => {
  const [events] = found(2, 0, 1)
  expect(events).toMatchObject({ events: [{ timestamp: 101 }, { timestamp: 102 }] })
})
