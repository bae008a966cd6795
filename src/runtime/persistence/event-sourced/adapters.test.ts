import { expect, test } from 'vitest'
import type { Plain } from '../../../trace/plain.ts'
import { type EventAdapter, FilteredPayload } from '../event-adapter.ts'
import type { Journal } from '../journal.ts'
import { Persistence } from '../persistence.ts'
import { counter, type Event, id, kitWithJournal, type Options, type State } from './counter.fixture.ts'
import { EventSourcedBehavior } from './event-sourced-behavior.ts'
import { RetentionCriteria } from './retention-criteria.ts'

const all = { fromSequenceNr: 1, toSequenceNr: 999, max: 999 }

const storedIn = (journal: Journal) => {
  const events = journal.replay(id, all)
  if (events instanceof Promise) throw new Error('the journal is asynchronous')
  return events
}

/** Runs one incarnation of the counter on these stores and returns its state after the additions. */
function stateAfter(changed: Partial<Options>, nrs: readonly number[], stores = kitWithJournal().stores) {
  const { kit } = kitWithJournal(stores)
  const probe = kit.createTestProbe<State>()
  const signals = kit.createTestProbe<unknown>()
  const ref = kit.spawn(
    counter({ ...changed, receiveSignal: (_, signal) => void signals.ref.tell(signal.type) }),
    'counter',
  )
  for (const nr of nrs) ref.tell({ type: 'Add', nr })
  ref.tell({ type: 'Get', replyTo: probe.ref })
  kit.runUntilIdle()
  return { state: probe.pending[0], stores, signals: signals.pending }
}

const wrapping: EventAdapter<Event, { readonly wrapped: number }> = {
  toJournal: ({ nr }) => ({ wrapped: nr }),
  fromJournal: ({ wrapped }) => [{ type: 'Added', nr: wrapped }],
}

test('an event adapter stores its own form and restores equal events [P-239, P-064]', () => {
  const { stores, state } = stateAfter({ eventAdapter: wrapping }, [1, 2])
  expect(storedIn(stores.journal).map(each => each.payload)).toEqual([{ wrapped: 1 }, { wrapped: 2 }])
  expect(stateAfter({ eventAdapter: wrapping }, [], stores).state).toEqual(state)
  expect(state).toEqual({ sum: 3, history: [1, 2] })
})

test('an event adapter that returns no event skips it, and its number stays used [P-239]', () => {
  const odd: EventAdapter<Event, Event> = {
    toJournal: event => event,
    fromJournal: event => (event.nr % 2 === 0 ? [] : [event]),
  }
  const { stores } = stateAfter({ eventAdapter: odd }, [1, 2, 3])
  expect(stateAfter({ eventAdapter: odd }, [5], stores).state).toEqual({ sum: 9, history: [1, 3, 5] })
  expect(storedIn(stores.journal).map(each => each.sequenceNr)).toEqual([1, 2, 3, 4])
})

test('several events of an adapter share one sequence number [P-239]', () => {
  const numbers: number[] = []
  const twice: EventAdapter<Event, Event> = {
    toJournal: event => event,
    fromJournal: event => [event, { ...event, nr: event.nr * 10 }],
  }
  const { stores } = stateAfter({ eventAdapter: twice }, [1, 2])
  const { kit } = kitWithJournal(stores)
  const probe = kit.createTestProbe<State>()
  const ref = kit.spawn(
    counter({
      eventAdapter: twice,
      receiveSignal: (_, signal, context) => {
        if (signal.type === 'RecoveryCompleted')
          numbers.push(EventSourcedBehavior.lastSequenceNumber(context))
      },
    }),
    'counter',
  )
  ref.tell({ type: 'Get', replyTo: probe.ref })
  probe.expectMessage({ sum: 33, history: [1, 10, 2, 20] })
  expect(numbers).toEqual([2])
})

test('an event adapter gets the manifest that it stored, and an empty one without [P-239]', () => {
  const seen: string[] = []
  const versioned: EventAdapter<Event, Event> = {
    manifest: ({ nr }) => (nr === 1 ? '' : `v${nr}`),
    toJournal: event => event,
    fromJournal: (event, manifest) => {
      seen.push(manifest)
      return [event]
    },
  }
  const { stores } = stateAfter({ eventAdapter: versioned }, [1, 2])
  expect(storedIn(stores.journal).map(each => each.manifest)).toEqual([undefined, 'v2'])
  stateAfter({ eventAdapter: versioned }, [], stores)
  expect(seen).toEqual(['', 'v2'])
})

test('an event adapter converts each event of a list [P-239]', () => {
  const { kit, stores } = kitWithJournal()
  const probe = kit.createTestProbe<unknown>()
  kit
    .spawn(counter({ eventAdapter: wrapping }), 'counter')
    .tell({ type: 'AddAll', nrs: [1, 2, 3], replyTo: probe.ref })
  probe.expectMessage({ type: 'Sum', sum: 6 })
  expect(storedIn(stores.journal).map(each => each.payload)).toEqual([
    { wrapped: 1 },
    { wrapped: 2 },
    { wrapped: 3 },
  ])
})

test('an event adapter added later restores events stored without it [P-065]', () => {
  const { stores } = stateAfter({}, [1, 2])
  const upgrading: EventAdapter<Event, Event> = {
    toJournal: event => event,
    fromJournal: event => [{ ...event, nr: event.nr * 100 }],
  }
  expect(stateAfter({ eventAdapter: upgrading }, [], stores).state).toEqual({ sum: 300, history: [100, 200] })
})

test('an event adapter that throws on a write rejects the event, on a replay it fails the recovery [P-239]', () => {
  const refuse = (): never => {
    throw new Error('refused')
  }
  const written = stateAfter({ eventAdapter: { ...wrapping, toJournal: refuse } }, [1])
  expect(written.signals).toEqual(['RecoveryCompleted', 'JournalPersistRejected', 'PostStop'])
  expect(storedIn(written.stores.journal)).toEqual([])
  const { stores } = stateAfter({}, [1])
  const read = stateAfter({ eventAdapter: { ...wrapping, fromJournal: refuse } }, [], stores)
  expect(read.signals).toEqual(['RecoveryFailed', 'PostStop'])
})

test('a filtered event is skipped and keeps its number [P-167]', () => {
  const { stores } = stateAfter({}, [1])
  const filtered = {
    persistenceId: id,
    sequenceNr: 2,
    writerUuid: 'w',
    timestamp: 0,
    payload: FilteredPayload,
  }
  stores.journal.append([{ persistenceId: id, events: [filtered] }])
  expect(stateAfter({}, [3], stores).state).toEqual({ sum: 4, history: [1, 3] })
  expect(storedIn(stores.journal).map(each => each.sequenceNr)).toEqual([1, 2, 3])
})

const saving: Partial<Options> = {
  retention: RetentionCriteria.snapshotEvery({ events: 2, keep: 1 }),
  snapshotAdapter: {
    toJournal: (state: State): Plain => ({ numbers: [...state.history] }),
    fromJournal: (stored: unknown) => {
      const { numbers } = stored as { numbers: readonly number[] }
      return { sum: numbers.reduce((sum, each) => sum + each, 0), history: numbers }
    },
  },
}

test('a snapshot adapter saves and restores another form of the state [P-240]', () => {
  const { stores, state } = stateAfter(saving, [1, 2])
  expect(stores.snapshots.load(id, {})).toMatchObject({ sequenceNr: 2, snapshot: { numbers: [1, 2] } })
  stores.journal.deleteTo(id, 2)
  expect(stateAfter(saving, [], stores).state).toEqual(state)
})

test('a snapshot adapter that throws fails the save, and on a load the recovery [P-240]', () => {
  const refuse = (): never => {
    throw new Error('refused')
  }
  const { snapshotAdapter } = saving
  const saved = stateAfter({ ...saving, snapshotAdapter: { ...snapshotAdapter!, toJournal: refuse } }, [1, 2])
  expect(saved.signals).toEqual(['RecoveryCompleted', 'SnapshotFailed'])
  const { stores } = stateAfter(saving, [1, 2])
  const loaded = stateAfter(
    { ...saving, snapshotAdapter: { ...snapshotAdapter!, fromJournal: refuse } },
    [],
    stores,
  )
  expect(loaded.signals).toEqual(['RecoveryFailed', 'PostStop'])
})

test('adapters of the system convert what the adapter of an actor stores [P-063]', () => {
  const { stores } = kitWithJournal()
  const sumAfterAdding = (nr: number) => {
    const { kit } = kitWithJournal(stores)
    Persistence.get(kit.system).useEventAdapters({
      adapters: {
        box: {
          toJournal: (event: unknown) => ({ type: 'Box', event }),
          fromJournal: (stored: unknown) => [(stored as { event: unknown }).event],
        },
      },
      bindings: [{ event: Object, adapters: ['box'] }],
    })
    const probe = kit.createTestProbe<unknown>()
    kit.spawn(counter({ eventAdapter: wrapping }), 'counter').tell({ type: 'Add', nr, replyTo: probe.ref })
    return probe.receiveMessage()
  }
  expect(sumAfterAdding(4)).toEqual({ type: 'Sum', sum: 4 })
  expect(storedIn(stores.journal)[0]?.payload).toEqual({ type: 'Box', event: { wrapped: 4 } })
  expect(sumAfterAdding(5)).toEqual({ type: 'Sum', sum: 9 })
})
