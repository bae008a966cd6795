import { expect, test } from 'vitest'
import type { Plain } from '../../../trace/plain.ts'
import { FilteredPayload, Tagged } from '../event-adapter.ts'
import type { EventAdapterSettings } from '../event-adapters.ts'
import { inMemoryStores } from '../in-memory-stores.ts'
import { Persistence } from '../persistence.ts'
import type { Stores } from '../store-service.ts'
import { setUp } from './scripted.fixture.ts'

type Marked = { readonly type: string; readonly nr: number }

/** One incarnation with these adapters stores the events; returns its lines. */
function linesOf(stores: Stores, adapters: EventAdapterSettings, events: readonly Plain[] = []) {
  const { tell, takeLines } = setUp({
    stores,
    preStart: actor => Persistence.get(actor.context.system).useEventAdapters(adapters),
  })
  tell(actor => actor.store(...events))
  return takeLines()
}

const storedIn = (stores: Stores) => {
  const events = stores.journal.replay('scripted', { fromSequenceNr: 1, toSequenceNr: 99, max: 99 })
  if (events instanceof Promise) throw new Error('the journal is asynchronous')
  return events
}

const none: EventAdapterSettings = { adapters: {}, bindings: [] }
const wrapping: EventAdapterSettings = {
  adapters: {
    wrap: {
      manifest: () => 'wrapped',
      toJournal: (event: unknown) => new Tagged({ type: 'Wrapped', event }, ['all', 'all']),
      fromJournal: (stored: unknown, manifest: string) => [
        `${manifest} ${JSON.stringify((stored as { event: unknown }).event)}`,
      ],
    },
  },
  bindings: [{ event: Object, adapters: ['wrap'] }],
}

test('an adapter of a persistent actor wraps events with tags on a write and unwraps them on a read [P-062]', () => {
  const stores = inMemoryStores()
  expect(linesOf(stores, wrapping, [{ type: 'A' }])).toContain('{"type":"A"} is 1')
  expect(storedIn(stores)).toMatchObject([
    { sequenceNr: 1, payload: { type: 'Wrapped', event: { type: 'A' } }, manifest: 'wrapped', tags: ['all'] },
  ])
  expect(linesOf(stores, wrapping)).toContain('recovered wrapped {"type":"A"}')
})

test('an adapter can read the system, and a system without adapters stores events unchanged [P-063]', () => {
  const stores = inMemoryStores()
  linesOf(stores, none, [{ type: 'A' }])
  const naming: EventAdapterSettings = {
    adapters: {
      naming: system => ({ toJournal: (event: unknown) => ({ event: event as Plain, system: system.name }) }),
    },
    bindings: [{ event: 'B', adapters: ['naming'] }],
  }
  linesOf(stores, naming, [{ type: 'B' }])
  expect(storedIn(stores).map(each => each.payload)).toEqual([
    { type: 'A' },
    { event: { type: 'B' }, system: 'kit' },
  ])
  expect(storedIn(stores).every(each => each.tags === undefined && each.manifest === undefined)).toBe(true)
})

test('events written and read by one adapter are equal [P-064]', () => {
  const stores = inMemoryStores()
  const symmetric: EventAdapterSettings = {
    adapters: {
      negate: {
        toJournal: ({ type, nr }: Marked) => ({ type, nr: -nr }),
        fromJournal: ({ type, nr }: Marked) => [{ type, nr: -nr }],
      },
    },
    bindings: [{ event: 'N', adapters: ['negate'] }],
  }
  linesOf(stores, symmetric, [{ type: 'N', nr: 7 }])
  expect(storedIn(stores)[0]?.payload).toEqual({ type: 'N', nr: -7 })
  const seen: unknown[] = []
  setUp({
    stores,
    preStart: actor => Persistence.get(actor.context.system).useEventAdapters(symmetric),
    recovering: (_, message) => seen.push(message),
  })
  expect(seen).toEqual([{ type: 'N', nr: 7 }, { type: 'RecoveryCompleted' }])
})

test('events written without an adapter are read in the form of a later one, by several adapters one after the other [P-065]', () => {
  const stores = inMemoryStores()
  linesOf(stores, none, [{ type: 'N', nr: 1 }])
  const reading = (text: string) => ({ fromJournal: ({ nr }: Marked) => [`${text} ${nr}`] })
  const both: EventAdapterSettings = {
    adapters: { first: reading('first'), second: reading('second') },
    bindings: [{ event: 'N', adapters: ['first', 'second'] }],
  }
  expect(linesOf(stores, both, [{ type: 'N', nr: 2 }])).toContain('recovered first 1,second 1')
  expect(storedIn(stores).map(each => each.payload)).toEqual([
    { type: 'N', nr: 1 },
    { type: 'N', nr: 2 },
  ])
})

test('the most specific binding converts an event [P-062]', () => {
  class Base {}
  class Sub extends Base {}
  const stores = inMemoryStores()
  const to = (text: string) => ({ toJournal: () => text })
  const settings: EventAdapterSettings = {
    adapters: { any: to('any'), base: to('base'), sub: to('sub'), named: to('named') },
    bindings: [
      { event: Object, adapters: ['any'] },
      { event: Sub, adapters: ['sub'] },
      { event: Base, adapters: ['base'] },
      { event: 'Named', adapters: ['named'] },
    ],
  }
  const events = [new Base(), new Sub(), { type: 'Named' }, { type: 'Other' }]
  // Wrong type on purpose: an adapter makes instances of classes storable.
  linesOf(stores, settings, events as unknown as Plain[])
  expect(storedIn(stores).map(each => each.payload)).toEqual(['base', 'sub', 'named', 'any'])
})

test('a binding to a missing adapter is an error that names the binding and the known adapters [P-066]', () => {
  const { kit } = setUp()
  const { adapters } = wrapping
  const use = (bindings: EventAdapterSettings['bindings']) => () =>
    Persistence.get(kit.system).useEventAdapters({ adapters, bindings })
  expect(use([{ event: 'Added', adapters: ['wrap', 'lost'] }])).toThrow(
    'Events [Added] are bound to the event adapter [lost], which does not exist. Add it to the adapters, or bind to one of [wrap].',
  )
  expect(use([{ event: Date, adapters: ['toString'] }])).toThrow(
    'Events [Date] are bound to the event adapter [toString]',
  )
})

test('a filtered event is skipped in the replay of a persistent actor, and its number stays used [P-073]', () => {
  const stores = inMemoryStores()
  linesOf(stores, none, ['a', FilteredPayload, 'b'])
  const lines = linesOf(stores, none, ['c'])
  expect(lines).toContain('recovered a,b')
  expect(lines).toContain('"c" is 4')
})

test('an adapter makes an event storable that is not plain data, and the trace shows its stored form [P-063]', () => {
  const { kit, tell, takeLines } = setUp()
  Persistence.get(kit.system).useEventAdapters({
    adapters: { text: { toJournal: (event: unknown) => `stored ${typeof event}` } },
    bindings: [{ event: Object, adapters: ['text'] }],
  })
  // JSON cannot write a BigInt.
  const event = { type: 'Big', nr: 1n } as unknown as Plain
  tell(actor => actor.persist(event, () => actor.lines.push('handled')))
  expect(takeLines()).toContain('handled')
  expect(kit.eventsOf('EventPersisted')).toMatchObject([{ label: 'string', body: '"stored object"' }])
})
