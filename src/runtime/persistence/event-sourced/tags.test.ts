import { expect, test } from 'vitest'
import type { EventAdapter } from '../event-adapter.ts'
import { Tagged } from '../event-adapter.ts'
import type { Stores } from '../store-service.ts'
import { counter, type Event, id, kitWithJournal, type Options, type State } from './counter.fixture.ts'
import type { PublishedEvent } from './event-sourced-signal.ts'

/** Runs one incarnation that adds all numbers in one effect; returns its state, signals and published events. */
function run(changed: Partial<Options>, nrs: readonly number[], stores: Stores = kitWithJournal().stores) {
  const { kit } = kitWithJournal(stores)
  const states = kit.createTestProbe<State>()
  const signals = kit.createTestProbe<unknown>()
  const published = kit.createTestProbe<PublishedEvent>()
  kit.system.eventStream.subscribe(published.ref, 'PublishedEvent')
  const ref = kit.spawn(
    counter({ ...changed, receiveSignal: (_, signal) => signals.ref.tell(signal.type) }),
    'counter',
  )
  if (nrs.length > 0) ref.tell({ type: 'AddAll', nrs })
  ref.tell({ type: 'Get', replyTo: states.ref })
  kit.runUntilIdle()
  return { stores, state: states.pending[0], signals: signals.pending, published: published.pending }
}

const storedIn = ({ journal }: Stores) => {
  const events = journal.replay(id, { fromSequenceNr: 1, toSequenceNr: 99, max: 99 })
  if (events instanceof Promise) throw new Error('the journal is asynchronous')
  return events
}

const parity: Options['tagger'] = ({ nr }) => (nr % 2 === 0 ? ['even'] : nr === 1 ? [] : ['odd', 'odd'])

test('tags are stored beside the payload, each once, and absent where there are none', () => {
  const { stores } = run({ tagger: parity }, [1, 2, 3])
  expect(storedIn(stores).map(each => each.tags)).toEqual([undefined, ['even'], ['odd']])
  expect(storedIn(stores).map(each => each.payload)).toEqual([1, 2, 3].map(nr => ({ type: 'Added', nr })))
  expect(storedIn(stores).map(each => 'tags' in each)).toEqual([false, true, true])
})

test('tags can depend on the state after each event of a list [P-179]', () => {
  const { stores } = run({ tagger: (_, { sum }) => [`sum ${sum}`] }, [1, 2, 3])
  expect(storedIn(stores).map(each => each.tags)).toEqual([['sum 1'], ['sum 3'], ['sum 6']])
})

test('tags are invisible to the event handler, on a write and on a replay', () => {
  const seen: unknown[] = []
  const watching: Partial<Options> = {
    tagger: () => ['seen'],
    eventHandler: ({ sum, history }, event) => {
      seen.push(event)
      return { sum: sum + event.nr, history: [...history, event.nr] }
    },
  }
  const { stores, state } = run(watching, [4])
  expect(run(watching, [], stores).state).toEqual(state)
  expect(seen).toEqual([
    { type: 'Added', nr: 4 },
    { type: 'Added', nr: 4 },
  ])
})

test('a changed tagger leaves the tags of stored events as they are', () => {
  const { stores } = run({ tagger: () => ['old'] }, [1])
  run({ tagger: () => ['new'] }, [2], stores)
  expect(storedIn(stores).map(each => each.tags)).toEqual([['old'], ['new']])
})

test('tags of the tagger and of an event adapter are stored together, with the adapted payload [P-239]', () => {
  const tagging: EventAdapter<Event, { readonly nr: number }> = {
    toJournal: ({ nr }) => new Tagged({ nr }, ['adapted', 'both']),
    fromJournal: ({ nr }) => [{ type: 'Added', nr }],
  }
  const changed: Partial<Options> = { eventAdapter: tagging, tagger: () => ['tagged', 'both'] }
  const { stores, state } = run(changed, [5])
  expect(storedIn(stores)).toMatchObject([{ payload: { nr: 5 }, tags: ['tagged', 'both', 'adapted'] }])
  expect(run(changed, [], stores).state).toEqual(state)
})

test('a published event carries its tags', () => {
  expect(run({ tagger: parity }, [1, 2]).published.map(each => each.tags)).toEqual([undefined, ['even']])
})

test('a tagger that throws fails the actor, and none of the events is stored', () => {
  const throwing: Options['tagger'] = ({ nr }) => {
    if (nr === 2) throw new Error('refused')
    return []
  }
  const { stores, signals } = run({ tagger: throwing }, [1, 2])
  expect(storedIn(stores)).toEqual([])
  expect(signals).toEqual(['RecoveryCompleted', 'PostStop'])
})
