import { describe, expect, test } from 'vitest'
import { maxStoredNesting } from '../../../trace/nesting-limits.ts'
import { Behaviors, SupervisorStrategy } from '../../actor/index.ts'
import { encode } from '../../remote/codec.ts'
import type { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { inMemoryStores } from '../in-memory-stores.ts'
import { plainCopy } from '../plain-copy.ts'
import type { Stores } from '../store-service.ts'
import {
  counter,
  counterOptions,
  type Event,
  kitWithJournal,
  type Options,
  type State,
} from './counter.fixture.ts'
import { Effect } from './effect.ts'

/** A programming mistake: the engine throws an error with its own, engine-specific text. */
const mistaken = (): never => (undefined as unknown as { field: never }).field
const deeper = (depth: number): number => deeper(depth + 1) + 1
const overflow = (): never => {
  deeper(0)
  throw new Error('The stack has no end.')
}

function storesWithEvents(): Stores {
  const stores = inMemoryStores()
  const { kit } = kitWithJournal(stores)
  kit.spawn(counter(), 'earlier').tell({ type: 'AddAll', nrs: [1, 2] })
  kit.runUntilIdle()
  return stores
}

/** The trace of an actor with these handlers after a first command. */
function run(options: Partial<Options>, stores = inMemoryStores()): ActorTestKit {
  const { kit } = kitWithJournal(stores)
  const behavior = Behaviors.supervise(counter(options)).onFailure(
    SupervisorStrategy.restart.withLimit(1, 1000),
  )
  kit.spawn(behavior, 'counter').tell({ type: 'Add', nr: 1 })
  kit.runUntilIdle()
  return kit
}

const persisting = (event: unknown): Partial<Options> => ({
  eventHandler: state => state,
  commandHandler: () => Effect.persist<Event, State>(event as Event),
})

function cyclicEvent(): unknown {
  const event: { type: string; inner: { event?: unknown } } = { type: 'Added', inner: {} }
  event.inner.event = event
  return event
}

const nested = (levels: number): unknown => {
  let value: unknown = 1
  for (let i = 0; i < levels; i++) value = { type: 'Added', v: value }
  return value
}

const failureTexts = (kit: ActorTestKit): string =>
  JSON.stringify([
    ...kit.eventsOf('ActorFailed'),
    ...kit.eventsOf('Logged'),
    ...kit.eventsOf('RecoveryFailed'),
    ...kit.eventsOf('PersistFailed'),
  ])

describe('an engine-specific error text stays out of the trace', () => {
  test('when an event handler throws a native error on replay', () => {
    const kit = run({ eventHandler: mistaken }, storesWithEvents())
    expect(kit.eventsOf('ActorFailed')).toMatchObject([
      {
        error: {
          name: 'JournalFailure',
          message: expect.stringMatching(/^Recovery of \[.*\] failed: TypeError$/),
        },
      },
    ])
    expect(failureTexts(kit)).not.toMatch(/undefined|propert/)
  })

  test('when a signal handler throws a native error during recovery', () => {
    const kit = run({ eventHandler: mistaken, receiveSignal: mistaken }, storesWithEvents())
    expect(kit.eventsOf('Logged').map(event => event.text)).toContain(
      'The handler of RecoveryFailed threw during recovery: TypeError',
    )
    expect(failureTexts(kit)).not.toMatch(/undefined|propert/)
  })

  test('when an event contains itself: the event is rejected with the path', () => {
    const kit = run(persisting(cyclicEvent()))
    const message = expect.stringContaining('[an object that contains itself] at [Added.inner.event]')
    expect(kit.eventsOf('PersistFailed')).toMatchObject([{ error: { name: 'NotStorable', message } }])
    expect(kit.eventsOf('ActorFailed')).toMatchObject([{ error: { name: 'EventRejected', message } }])
    expect(kit.system.failure).toBeNull()
  })

  test('when an event is nested too deep: the event is rejected independent of the stack', () => {
    expect(run(persisting(nested(maxStoredNesting))).eventsOf('EventPersisted')).toHaveLength(1)
    for (const levels of [maxStoredNesting + 1, 50_000]) {
      const kit = run(persisting(nested(levels)))
      expect(kit.eventsOf('ActorFailed')[0]?.error.message).toContain('is nested deeper than [90]')
      expect(kit.system.failure).toBeNull()
    }
  })

  test('when a state is nested too deep: its snapshot fails', () => {
    const kit = run({
      emptyState: nested(1000) as State,
      eventHandler: state => state,
      snapshotWhen: () => true,
    })
    expect(kit.eventsOf('SnapshotFailed')[0]?.error.message).toContain('is nested deeper than [90]')
  })
})

test('a value of the deepest storable nesting fits into the journal messages', () => {
  const payload = plainCopy(nested(maxStoredNesting))
  expect(payload).toEqual(nested(maxStoredNesting))
  const write = { type: 'WriteMessages', writes: [[{ sequenceNr: 1, payload }]] }
  expect(encode(write, 'pekko://test@a:1')).toEqual(write)
  expect(() => plainCopy([nested(maxStoredNesting)])).toThrow(/is nested deeper than \[90\]/)
})

const exhausting = Object.defineProperty({ type: 'Added' }, 'nr', { enumerable: true, get: overflow })

test.each<[string, Partial<Options>, Stores?]>([
  ['an event handler on replay', { eventHandler: overflow }, storesWithEvents()],
  [
    'a signal handler while recovering',
    { eventHandler: mistaken, receiveSignal: overflow },
    storesWithEvents(),
  ],
  ['a command handler', { commandHandler: overflow }],
  ['an event that is copied', persisting(exhausting)],
  [
    'a state that is copied',
    { eventHandler: () => exhausting as unknown as State, snapshotWhen: () => true },
  ],
  [
    'a signal handler',
    {
      ...persisting(cyclicEvent()),
      receiveSignal: (_, { type }) => (type === 'JournalPersistRejected' ? overflow() : undefined),
    },
  ],
])('a stack exhausted in %s ends the system', (_, options, stores) => {
  expect(() => run({ ...counterOptions, ...options }, stores)).toThrow(/call stack/)
})
