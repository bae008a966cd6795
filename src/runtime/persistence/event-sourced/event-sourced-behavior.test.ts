import { describe, expect, test } from 'vitest'
import { Behaviors, SupervisorStrategy } from '../../actor/index.ts'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { Persistence } from '../persistence.ts'
import type { PersistenceId } from '../persistence-id.ts'
import { Recovery } from '../recovery.ts'
import {
  type Command,
  counter,
  counterOptions,
  type Event,
  id,
  kitWithJournal,
  type State,
} from './counter.fixture.ts'
import { Effect } from './effect.ts'
import { EventSourcedBehavior } from './event-sourced-behavior.ts'
import type { PublishedEvent } from './event-sourced-signal.ts'

const types = (kit: ActorTestKit, actor: string) =>
  kit.trace.filter(event => 'actor' in event && event.actor === actor).map(event => event.type)

describe('commands and events', () => {
  test('[P-165] a command persists an event that changes the state', () => {
    const { kit } = kitWithJournal()
    const probe = kit.createTestProbe<State>()
    const ref = kit.spawn(counter(), 'counter')
    ref.tell({ type: 'Add', nr: 3 })
    ref.tell({ type: 'Get', replyTo: probe.ref })
    probe.expectMessage({ sum: 3, history: [3] })
  })

  test('[P-172, P-174, P-235] replies are sent once, in order, after their events are stored', () => {
    const { kit, stores } = kitWithJournal()
    const probe = kit.createTestProbe()
    const ref = kit.spawn(counter(), 'counter')
    for (const nr of [1, 2, 3]) ref.tell({ type: 'Add', nr, replyTo: probe.ref })
    expect(probe.receiveMessages(3)).toEqual([1, 3, 6].map(sum => ({ type: 'Sum', sum })))
    probe.expectNoMessage()
    expect(stores.journal.highestSequenceNr(id)).toBe(3)
  })

  test('[P-173, P-177] all follow-ups run in the order written, also after a stop', () => {
    const { kit } = kitWithJournal()
    const probe = kit.createTestProbe<string>()
    const stopping = (...nrs: readonly number[]) =>
      counter({
        commandHandler: () =>
          Effect.persist<Event, State>(...nrs.map((nr): Event => ({ type: 'Added', nr })))
            .thenRun(state => probe.ref.tell(`first ${state.sum}`))
            .thenStop()
            .thenRun(state => probe.ref.tell(`second ${state.sum}`)),
      })
    for (const nrs of [[], [5], [5, 6]]) {
      const ref = kit.spawn(stopping(...nrs), `stopping-${nrs.length}`)
      probe.watch(ref)
      ref.tell({ type: 'Stop' })
      probe.expectTerminated(ref)
    }
    expect(probe.pending).toEqual(['first 0', 'second 0', 'first 5', 'second 5', 'first 16', 'second 16'])
  })

  test('[P-175] follow-ups of an empty list of events run without a write', () => {
    const { kit, stores } = kitWithJournal()
    const probe = kit.createTestProbe()
    kit.spawn(counter(), 'counter').tell({ type: 'AddAll', nrs: [], replyTo: probe.ref })
    probe.expectMessage({ type: 'Sum', sum: 0 })
    expect(stores.journal.heads()).toEqual([])
  })

  test('[P-169] a receive timeout can persist an event', () => {
    const { kit } = kitWithJournal()
    const probe = kit.createTestProbe<State>()
    const ref = kit.spawn(
      Behaviors.setup<Command>(context => {
        context.setReceiveTimeout(500, { type: 'Add', nr: 7 })
        return counter()
      }),
      'counter',
    )
    kit.advance(600)
    ref.tell({ type: 'Get', replyTo: probe.ref })
    probe.expectMessage({ sum: 7, history: [7] })
  })

  test('[P-180, P-236] timers around the behavior deliver before, during and after recovery', () => {
    const { kit } = kitWithJournal()
    const probe = kit.createTestProbe()
    kit.spawn(
      Behaviors.withTimers<Command>(timers => {
        timers.startSingleTimer('soon', { type: 'Add', nr: 1, replyTo: probe.ref }, 1)
        timers.startSingleTimer('late', { type: 'Add', nr: 2, replyTo: probe.ref }, 100)
        return counter()
      }),
      'counter',
    )
    probe.expectMessage({ type: 'Sum', sum: 1 })
    probe.expectMessage({ type: 'Sum', sum: 3 })
  })

  test('an event-sourced behavior runs inside supervision', () => {
    const { kit } = kitWithJournal()
    const probe = kit.createTestProbe()
    const ref = kit.spawn(Behaviors.supervise(counter()).onFailure(SupervisorStrategy.restart), 'counter')
    ref.tell({ type: 'Add', nr: 1, replyTo: probe.ref })
    probe.expectMessage({ type: 'Sum', sum: 1 })
  })

  test('an unhandled command is published as UnhandledMessage', () => {
    const { kit } = kitWithJournal()
    kit.spawn(counter(), 'counter').tell({ type: 'Odd' })
    kit.runUntilIdle()
    expect(kit.eventsOf('MessageUnhandled').map(each => each.label)).toEqual(['Odd'])
  })

  test('stored events are published on the node with the current time, unless eventPublishing is false', () => {
    const { kit } = kitWithJournal()
    const probe = kit.createTestProbe<PublishedEvent>()
    kit.system.eventStream.subscribe(probe.ref, 'PublishedEvent')
    kit.advance(70)
    kit.spawn(counter(), 'loud').tell({ type: 'AddAll', nrs: [1, 2] })
    kit.runUntilIdle()
    kit.spawn(counter({ eventPublishing: false, persistenceId: 'other' as PersistenceId }), 'quiet').tell({
      type: 'Add',
      nr: 3,
    })
    kit.runUntilIdle()
    expect(probe.pending).toEqual([
      {
        type: 'PublishedEvent',
        persistenceId: id,
        sequenceNr: 1,
        timestamp: 70,
        event: { type: 'Added', nr: 1 },
      },
      {
        type: 'PublishedEvent',
        persistenceId: id,
        sequenceNr: 2,
        timestamp: 70,
        event: { type: 'Added', nr: 2 },
      },
    ])
  })

  test('[P-232] lastSequenceNumber returns the number of the current event', () => {
    const { kit } = kitWithJournal()
    const probe = kit.createTestProbe<string>()
    const numbered = Behaviors.setup<Command>(context => {
      const say = (where: string) =>
        probe.ref.tell(`${where} ${EventSourcedBehavior.lastSequenceNumber(context)}`)
      return counter({
        commandHandler: () => {
          say('command')
          return Effect.persist<Event, State>({ type: 'Added', nr: 1 }, { type: 'Added', nr: 2 }).thenRun(
            () => say('after'),
          )
        },
        eventHandler: (state, event) => {
          say('event')
          return counterOptions.eventHandler(state, event)
        },
        receiveSignal: (_, { type }) => say(type),
      })
    })
    const first = kit.spawn(numbered, 'first')
    first.tell({ type: 'Stop' })
    first.tell({ type: 'Stop' })
    kit.runUntilIdle()
    expect(probe.pending).toEqual([
      'RecoveryCompleted 0',
      ...['command 0', 'event 1', 'event 2', 'after 2'],
      ...['command 2', 'event 3', 'event 4', 'after 4'],
    ])
    kit.spawn(numbered, 'second')
    kit.runUntilIdle()
    expect(probe.pending.slice(9)).toEqual([
      'event 1',
      'event 2',
      'event 3',
      'event 4',
      'RecoveryCompleted 4',
    ])
  })
})

test('[P-242] a null state is never saved as a snapshot; a state may be a number', () => {
  const { kit, stores } = kitWithJournal()
  const probe = kit.createTestProbe<string>()
  const product = EventSourcedBehavior.create<number, number, number | null>({
    persistenceId: id,
    emptyState: null,
    commandHandler: (_, factor) =>
      (factor === 0
        ? Effect.saveSnapshot<number, number | null>()
        : Effect.persist<number, number | null>(factor)
      ).thenRun((state: number | null) => probe.ref.tell(`${state}`)),
    eventHandler: (state, factor) => (state ?? 1) * factor,
  })
  const ref = kit.spawn(product, 'product')
  for (const factor of [0, 2, 3]) ref.tell(factor)
  kit.runUntilIdle()
  expect(probe.receiveMessages(3)).toEqual(['null', '2', '6'])
  expect(stores.snapshots.list()).toEqual([])
  ref.tell(0)
  kit.runUntilIdle()
  expect(stores.snapshots.load(id, {})).toMatchObject({ sequenceNr: 2, snapshot: 6 })
})

describe('recovery', () => {
  test('[P-170] restores the state; disabled recovery starts empty and continues the numbering', () => {
    const { kit, stores } = kitWithJournal()
    kit.spawn(counter(), 'first').tell({ type: 'AddAll', nrs: [1, 2, 3] })
    kit.runUntilIdle()

    const next = kitWithJournal(stores).kit
    const probe = next.createTestProbe<State>()
    next.spawn(counter(), 'all').tell({ type: 'Get', replyTo: probe.ref })
    probe.expectMessage({ sum: 6, history: [1, 2, 3] })
    const none = next.spawn(counter({ recovery: Recovery.disabled }), 'none')
    none.tell({ type: 'Get', replyTo: probe.ref })
    probe.expectMessage({ sum: 0, history: [] })
    none.tell({ type: 'Add', nr: 4 })
    next.runUntilIdle()
    expect(stores.journal.highestSequenceNr(id)).toBe(4)
  })

  test('[P-171] loads the newest snapshot and the events after it, or all events without a snapshot', () => {
    const { kit, stores } = kitWithJournal()
    const first = kit.spawn(counter({ snapshotWhen: (_state, _event, nr) => nr === 2 }), 'first')
    first.tell({ type: 'Add', nr: 1 })
    first.tell({ type: 'Add', nr: 2 })
    first.tell({ type: 'Add', nr: 3 })
    kit.runUntilIdle()

    const next = kitWithJournal(stores).kit
    next.spawn(counter(), 'newest')
    next.runUntilIdle()
    next.spawn(counter({ recovery: Recovery.withoutSnapshot }), 'without')
    next.runUntilIdle()
    expect(next.eventsOf('RecoveryCompleted')).toMatchObject([
      { snapshotNr: 2, replayed: 1, sequenceNr: 3 },
      { snapshotNr: 0, replayed: 3, sequenceNr: 3 },
    ])
  })

  test('[P-244] with a snapshot and an empty journal continues the numbering after the snapshot', () => {
    const { kit, stores } = kitWithJournal()
    stores.snapshots.save({
      persistenceId: id,
      sequenceNr: 5,
      timestamp: 0,
      snapshot: { sum: 15, history: [] },
    })
    const probe = kit.createTestProbe()
    kit.spawn(counter(), 'counter').tell({ type: 'Add', nr: 1, replyTo: probe.ref })
    probe.expectMessage({ type: 'Sum', sum: 16 })
    expect(stores.journal.highestSequenceNr(id)).toBe(6)
  })

  test('[P-038] of more events than one batch requests each batch after the previous one', () => {
    const { kit, stores } = kitWithJournal()
    kit.spawn(counter(), 'first').tell({ type: 'AddAll', nrs: [1, 2, 3, 4, 5] })
    kit.runUntilIdle()
    const next = kitWithJournal(stores, { replayBatchSize: 2 }).kit
    const probe = next.createTestProbe<State>()
    next.spawn(counter(), 'counter').tell({ type: 'Get', replyTo: probe.ref })
    probe.expectMessage({ sum: 15, history: [1, 2, 3, 4, 5] })
    const asked = next.eventsOf('MessageSent').filter(each => each.label === 'ReplayMessages')
    expect(asked.map(each => JSON.parse(each.body ?? '').fromSequenceNr)).toEqual([1, 3, 5])
  })

  test("[P-118] of two overlapping writers discards the earlier writer's events", () => {
    const { kit, stores } = kitWithJournal()
    const one = kit.spawn(counter(), 'one')
    const two = kit.spawn(counter(), 'two')
    kit.runUntilIdle()
    one.tell({ type: 'AddAll', nrs: [1, 2, 3] })
    kit.runUntilIdle()
    two.tell({ type: 'AddAll', nrs: [10, 20] })
    kit.runUntilIdle()
    const next = kitWithJournal(stores).kit
    const probe = next.createTestProbe<State>()
    next.spawn(counter(), 'three').tell({ type: 'Get', replyTo: probe.ref })
    probe.expectMessage({ sum: 30, history: [10, 20] })
    expect(next.eventsOf('Logged').filter(each => each.level === 'warn')).toHaveLength(3)
  })

  test('[P-057, P-061] waits for its permit and stashes commands meanwhile', () => {
    const { kit } = kitWithJournal(undefined, { maxConcurrentRecoveries: 3 })
    const probe = kit.createTestProbe()
    for (let i = 0; i < 100; i++) {
      const ref = kit.spawn(counter({ persistenceId: `counter-${i}` as PersistenceId }), `counter-${i}`)
      ref.tell({ type: 'Add', nr: i, replyTo: probe.ref })
    }
    probe.receiveMessages(100)
    let recovering = 0
    for (const { type } of kit.trace) {
      if (type === 'RecoveryStarted') recovering++
      if (type === 'RecoveryCompleted') recovering--
      expect(recovering).toBeLessThanOrEqual(3)
    }
  })

  test('is traced from start to end, with the recovered state', () => {
    const { kit } = kitWithJournal()
    const ref = kit.spawn(counter(), 'counter')
    ref.tell({ type: 'Add', nr: 3 })
    kit.runUntilIdle()
    expect(types(kit, ref.path)).toEqual([
      'ActorStarted',
      'RecoveryStarted',
      'SupervisionSet',
      'StateChanged',
      'MessageStashed',
      'RecoveryCompleted',
      'MessagesUnstashed',
      'EventPersisted',
      'StateChanged',
    ])
    const [delivered] = kit.eventsOf('MessageDelivered').filter(each => each.label === 'Add')
    const asked = kit.eventsOf('MessageSent').find(each => each.label === 'WriteMessages')
    expect(asked?.cause).toBe(`kit/${delivered?.seq}`)
    expect(kit.eventsOf('StateChanged').at(-1)?.state).toBe('{"sum":3,"history":[3]}')
  })
})

describe('the start', () => {
  test('[P-183] of an actor without a persistence id fails', () => {
    const { kit } = kitWithJournal()
    for (const [i, bad] of [null, ' '].entries()) {
      // Wrong type on purpose, because JavaScript code can pass it at run time.
      const ref = kit.spawn(counter({ persistenceId: bad as unknown as PersistenceId }), `bad-${i}`)
      kit.runUntilIdle()
      expect(types(kit, ref.path)).toEqual(['ActorStarted', 'ActorFailed', 'Logged', 'ActorStopped'])
    }
  })

  test('without a journal fails with instructions', () => {
    const kit = ActorTestKit.create()
    kit.spawn(counter(), 'counter')
    kit.runUntilIdle()
    expect(kit.eventsOf('ActorFailed')[0]?.error.message).toContain('useDatabase')
    expect(() => Persistence.get(kit.system).journal).toThrow('has no journal')
  })
})
