import { describe, expect, test } from 'vitest'
import type { ActorRef } from '../../actor/index.ts'
import { inMemoryStores } from '../in-memory-stores.ts'
import { persistenceProtocol } from '../journal-protocol.ts'
import type { Stores } from '../store-service.ts'
import {
  type Command,
  counter,
  id,
  kitWithJournal,
  kitWithOpenJournal,
  type Options,
  type State,
  signalsTo,
  storesFailingOn,
} from './counter.fixture.ts'
import { coveredTo, RetentionCriteria, snapshotIsDue } from './retention-criteria.ts'

const all = { fromSequenceNr: 1, toSequenceNr: 999, max: 999 }

const snapshotsIn = ({ snapshots }: Stores) =>
  (snapshots.list() as ReturnType<Stores['snapshots']['list']> & readonly { sequenceNr: number }[]).map(
    each => each.sequenceNr,
  )

const eventsIn = ({ journal }: Stores) =>
  (journal.replay(id, all) as readonly { sequenceNr: number }[]).map(each => each.sequenceNr)

/** Persists the events 1 to `to`, one by one; `after` reads the stores after each. */
function addUpTo(
  to: number,
  options: Partial<Options>,
  after: (nr: number, stores: Stores) => void = () => undefined,
) {
  const { kit, stores } = kitWithJournal()
  const signals = kit.createTestProbe<unknown>()
  const ref = kit.spawn(
    counter({
      receiveSignal: (_, signal) => {
        if (signal.type === 'DeleteEventsCompleted') signals.ref.tell(`events ${signal.toSequenceNr}`)
        if (signal.type === 'DeleteSnapshotsCompleted')
          signals.ref.tell(`snapshots ${signal.criteria.maxSequenceNr}`)
        if (signal.type === 'SnapshotCompleted') signals.ref.tell(`saved ${signal.sequenceNr}`)
      },
      ...options,
    }),
    'counter',
  )
  for (let nr = 1; nr <= to; nr++) {
    ref.tell({ type: 'Add', nr: 1 })
    kit.runUntilIdle()
    after(nr, stores)
  }
  return { kit, stores, ref, signals: signals.pending }
}

describe('retention', () => {
  test('[P-231] computes due and covered numbers, and throws for arguments below 1', () => {
    const criteria = RetentionCriteria.snapshotEvery({ events: 3, keep: 2 })
    expect([1, 2, 3, 4, 6].filter(nr => snapshotIsDue(criteria, nr))).toEqual([3, 6])
    expect([3, 6, 9, 12].map(nr => coveredTo(criteria, nr))).toEqual([0, 0, 3, 6])
    for (const bad of [{ events: 0 }, { events: 1, keep: 0 }, { events: 1.5 }, { events: 1, keep: -1 }])
      expect(() => RetentionCriteria.snapshotEvery(bad)).toThrow(RangeError)
  })

  test('[P-221] saves a snapshot every second event; the next start replays only later events', () => {
    const { stores } = addUpTo(5, { retention: RetentionCriteria.snapshotEvery({ events: 2, keep: 9 }) })
    expect(snapshotsIn(stores)).toEqual([2, 4])
    const { kit } = kitWithJournal(stores)
    kit.spawn(counter(), 'counter')
    kit.runUntilIdle()
    expect(kit.eventsOf('RecoveryCompleted')).toMatchObject([{ snapshotNr: 4, replayed: 1, sequenceNr: 5 }])
  })

  test('[P-222, P-224] saves one snapshot for an effect of several events, at its last event', () => {
    for (const options of [
      { retention: RetentionCriteria.snapshotEvery({ events: 2 }) },
      { snapshotWhen: (_: State, __: unknown, nr: number) => nr === 2 },
    ]) {
      const { kit, stores } = kitWithJournal()
      kit.spawn(counter(options), 'counter').tell({ type: 'AddAll', nrs: [1, 2, 3] })
      kit.runUntilIdle()
      expect(snapshotsIn(stores)).toEqual([3])
    }
  })

  test('[P-225] of every 3 events, keep 2, deletes snapshots up to 3, 6, … when new ones reach 9, 12, …', () => {
    const { signals, stores } = addUpTo(18, {
      retention: RetentionCriteria.snapshotEvery({ events: 3, keep: 2 }),
    })
    expect(signals).toEqual([
      ...['saved 3', 'saved 6', 'saved 9', 'snapshots 3', 'saved 12', 'snapshots 6'],
      ...['saved 15', 'snapshots 9', 'saved 18', 'snapshots 12'],
    ])
    expect(snapshotsIn(stores)).toEqual([15, 18])
    expect(eventsIn(stores)).toHaveLength(18)
  })

  test('[P-226] with deleteEvents deletes events first, then the snapshots below the kept one', () => {
    const retention = RetentionCriteria.snapshotEvery({ events: 3, keep: 2, deleteEvents: true })
    const { signals, stores } = addUpTo(12, { retention })
    expect(signals).toEqual([
      ...['saved 3', 'saved 6', 'saved 9', 'events 3', 'snapshots 2'],
      ...['saved 12', 'events 6', 'snapshots 5'],
    ])
    expect(snapshotsIn(stores)).toEqual([6, 9, 12])
    expect(eventsIn(stores)).toEqual([7, 8, 9, 10, 11, 12])
  })

  test('[P-227] deletes no snapshot after a snapshot by predicate', () => {
    const { signals, stores } = addUpTo(8, {
      retention: RetentionCriteria.snapshotEvery({ events: 3 }),
      snapshotWhen: (_, __, nr) => nr % 4 === 0,
    })
    expect(signals).toEqual(['saved 3', 'saved 4', 'saved 6', 'snapshots 3', 'saved 8'])
    expect(snapshotsIn(stores)).toEqual([4, 6, 8])
  })

  test('[P-227] deletes no event after a snapshot by predicate', () => {
    const { signals } = addUpTo(8, {
      retention: RetentionCriteria.snapshotEvery({ events: 3, deleteEvents: true }),
      snapshotWhen: (_, __, nr) => nr % 4 === 0,
    })
    expect(signals).toEqual(['saved 3', 'saved 4', 'saved 6', 'events 3', 'snapshots 2', 'saved 8'])
  })

  test('[P-228] of every event, keep 3, deletes the fourth newest snapshot', () => {
    const { signals } = addUpTo(5, { retention: RetentionCriteria.snapshotEvery({ events: 1, keep: 3 }) })
    expect(signals).toEqual([
      'saved 1',
      'saved 2',
      'saved 3',
      'saved 4',
      'snapshots 1',
      'saved 5',
      'snapshots 2',
    ])
  })

  test('[P-228] of every event, keep 3, with deleteEvents also deletes the events up to the fourth newest', () => {
    const retention = RetentionCriteria.snapshotEvery({ events: 1, keep: 3, deleteEvents: true })
    const { signals, stores } = addUpTo(5, { retention })
    expect(signals).toEqual([
      ...['saved 1', 'saved 2', 'saved 3', 'saved 4', 'events 1'],
      ...['saved 5', 'events 2', 'snapshots 1'],
    ])
    expect(snapshotsIn(stores)).toEqual([2, 3, 4, 5])
    expect(eventsIn(stores)).toEqual([3, 4, 5])
  })

  test('[P-229] saves an overdue snapshot once, right after recovery', () => {
    const { stores } = addUpTo(5, {})
    for (const saved of [1, 0]) {
      const { kit } = kitWithJournal(stores)
      kit.spawn(counter({ retention: RetentionCriteria.snapshotEvery({ events: 3 }) }), 'counter')
      kit.runUntilIdle()
      expect(kit.eventsOf('SnapshotSaved')).toHaveLength(saved)
    }
    expect(snapshotsIn(stores)).toEqual([5])
  })

  test('[P-223] replays nothing after a snapshot by predicate', () => {
    const { stores } = addUpTo(4, { snapshotWhen: ({ sum }) => sum === 4 })
    const { kit } = kitWithJournal(stores)
    kit.spawn(counter(), 'counter')
    kit.runUntilIdle()
    expect(kit.eventsOf('RecoveryCompleted')).toMatchObject([{ snapshotNr: 4, replayed: 0 }])
  })
})

describe('during a save of a snapshot', () => {
  /** An actor whose snapshot request is still unanswered. */
  function saving(first: (ref: ActorRef<Command>) => void, options: Partial<Options> = {}) {
    const { kit, journal } = kitWithOpenJournal()
    const ref = kit.spawn(counter(options), 'counter')
    const answer = (more: object) => {
      const { persistenceId, requestId, replyTo, type } = journal.receiveMessage()
      replyTo.tell(persistenceProtocol.reply({ persistenceId, requestId, ...more }) as never)
      return type
    }
    answer({ type: 'SnapshotLoaded', snapshot: null })
    answer({ type: 'RecoverySuccess', highestSequenceNr: 0 })
    first(ref)
    return { kit, journal, ref, answer }
  }

  test("[P-220, P-174] commands are stashed, and the triggering command's reply waits", () => {
    const { kit, ref, answer } = saving(to => to.tell({ type: 'Add', nr: 1 }), { snapshotWhen: () => true })
    const probe = kit.createTestProbe<unknown>()
    ref.tell({ type: 'Get', replyTo: probe.ref })
    expect(answer({ type: 'WriteMessagesSucceeded' })).toBe('WriteMessages')
    probe.expectNoMessage()
    const metadata = { persistenceId: id, sequenceNr: 1, timestamp: 0 }
    expect(answer({ type: 'SaveSnapshotSucceeded', metadata })).toBe('SaveSnapshot')
    probe.expectMessage({ sum: 1, history: [1] })
  })

  test('a failure or a time-out is signalled, and the actor continues', () => {
    for (const answered of [true, false]) {
      const { kit, ref, answer } = saving(to => to.tell({ type: 'Save' }))
      const probe = kit.createTestProbe<unknown>()
      ref.tell({ type: 'Get', replyTo: probe.ref })
      kit.runUntilIdle()
      if (answered)
        answer({ type: 'SaveSnapshotFailed', sequenceNr: 0, error: { name: 'QuotaExceededError' } })
      probe.receiveMessage(20_000)
      expect(kit.eventsOf('SnapshotFailed')).toMatchObject([
        { error: { name: answered ? 'QuotaExceededError' : 'JournalTimeout' } },
      ])
    }
  })
})

describe('Effect.saveSnapshot', () => {
  test('saves the state, stashes commands meanwhile, then deletes covered events and older snapshots', () => {
    const { kit, stores } = kitWithJournal()
    const probe = kit.createTestProbe<unknown>()
    const ref = kit.spawn(counter(), 'counter')
    for (const nr of [1, 2]) ref.tell({ type: 'Add', nr })
    ref.tell({ type: 'Save', replyTo: probe.ref })
    ref.tell({ type: 'Add', nr: 3, replyTo: probe.ref })
    ref.tell({ type: 'Save', replyTo: probe.ref })
    kit.runUntilIdle()
    expect(probe.pending).toEqual([
      { type: 'Saved', sum: 3 },
      { type: 'Sum', sum: 6 },
      { type: 'Saved', sum: 6 },
    ])
    expect(snapshotsIn(stores)).toEqual([3])
    expect(eventsIn(stores)).toEqual([])
    expect(stores.journal.highestSequenceNr(id)).toBe(3)
    expect(kit.eventsOf('EventsDeleted').map(each => each.toSequenceNr)).toEqual([2, 3])

    const next = kitWithJournal(stores).kit
    const again = next.createTestProbe<unknown>()
    next.spawn(counter(), 'counter').tell({ type: 'Add', nr: 4, replyTo: again.ref })
    again.expectMessage({ type: 'Sum', sum: 10 })
    expect(stores.journal.highestSequenceNr(id)).toBe(4)
  })

  test('deletes nothing after a failed save', () => {
    const { kit, stores } = kitWithJournal(storesFailingOn(inMemoryStores(), call => call === 'save'))
    const probe = kit.createTestProbe<unknown>()
    const ref = kit.spawn(counter({ receiveSignal: signalsTo(probe.ref) }), 'counter')
    ref.tell({ type: 'Add', nr: 1 })
    ref.tell({ type: 'Save' })
    kit.runUntilIdle()
    expect(probe.pending).toEqual(['RecoveryCompleted 0', 'SnapshotFailed 1'])
    expect(eventsIn(stores)).toEqual([1])
  })

  test('keeps older snapshots after a failed deletion of events', () => {
    const { kit, stores } = kitWithJournal(storesFailingOn(inMemoryStores(), call => call === 'deleteTo'))
    const probe = kit.createTestProbe<unknown>()
    const ref = kit.spawn(counter({ receiveSignal: signalsTo(probe.ref) }), 'counter')
    for (const type of ['Add', 'Save', 'Add', 'Save'] as const) ref.tell({ type, nr: 1 })
    kit.runUntilIdle()
    expect(probe.pending.filter(each => String(each).startsWith('Delete'))).toEqual([
      'DeleteEventsFailed 1',
      'DeleteEventsFailed 2',
    ])
    expect(snapshotsIn(stores)).toEqual([1, 2])
    expect(eventsIn(stores)).toEqual([1, 2])
  })
})
