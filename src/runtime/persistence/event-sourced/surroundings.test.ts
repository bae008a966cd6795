import { expect, test } from 'vitest'
import { type Behavior, Behaviors, SupervisorStrategy } from '../../actor/index.ts'
import {
  type Command,
  counter,
  counterOptions,
  type Event,
  kitWithJournal,
  type State,
} from './counter.fixture.ts'
import { Effect } from './effect.ts'
import { EventSourcedBehavior } from './event-sourced-behavior.ts'

const add = (nr: number): Command => ({ type: 'Add', nr })

test('an event-sourced actor restarted by its supervisor recovers its state [P-176]', () => {
  const { kit } = kitWithJournal()
  const probe = kit.createTestProbe<State>()
  const ref = kit.spawn(Behaviors.supervise(counter()).onFailure(SupervisorStrategy.restart), 'supervised')
  ref.tell(add(1))
  kit.runUntilIdle()
  ref.tell({ type: 'Throw' })
  kit.runUntilIdle()
  ref.tell({ type: 'Get', replyTo: probe.ref })
  expect(probe.receiveMessage()).toEqual({ sum: 1, history: [1] })
})

test('an event-sourced actor inside a monitor handles the commands sent to the monitor [P-176]', () => {
  const { kit } = kitWithJournal()
  const monitor = kit.createTestProbe<Command>('monitor')
  const probe = kit.createTestProbe<State>()
  const ref = kit.spawn(Behaviors.monitor(monitor.ref, counter()), 'monitored')
  ref.tell(add(1))
  ref.tell({ type: 'Get', replyTo: probe.ref })
  expect(probe.receiveMessage().sum).toBe(1)
  expect(monitor.pending.map(({ type }) => type)).toEqual(['Add', 'Get'])
})

/** Wrappers around an event-sourced actor that record the messages they see. */
const surroundings: readonly (readonly [
  string,
  (saw: (type: string) => void, inner: Behavior<Command>) => Behavior<Command>,
])[] = [
  [
    'an interceptor',
    (saw, inner) =>
      Behaviors.intercept<Command>(() => ({
        aroundReceive: (_, message, target) => {
          saw(message.type)
          return target(message)
        },
      }))(inner),
  ],
  [
    'a transformation',
    (saw, inner) =>
      Behaviors.transformMessages<Command, Command>(
        inner,
        (message): message is Command => message !== null,
        message => {
          saw(message.type)
          return message
        },
      ),
  ],
]

test.each(surroundings)(
  '%s around an event-sourced actor sees commands and no answers of the store [P-237]',
  (_, around) => {
    const { kit } = kitWithJournal()
    const seen: string[] = []
    const probe = kit.createTestProbe<State>()
    const ref = kit.spawn(
      around(type => seen.push(type), counter()),
      'surrounded',
    )
    ref.tell(add(1))
    ref.tell({ type: 'Save' })
    ref.tell({ type: 'Get', replyTo: probe.ref })
    expect(probe.receiveMessage().sum).toBe(1)
    expect(seen).toEqual(['Add', 'Save', 'Get'])
  },
)

/** Records the last sequence number in each handler. */
const numbered = (seen: string[]): Behavior<Command> =>
  Behaviors.setup<Command>(context => {
    const note = (where: string) => seen.push(`${where} ${EventSourcedBehavior.lastSequenceNumber(context)}`)
    return counter({
      commandHandler: ({ history }, command) => {
        if (command.type === 'Add' && command.nr > 1 && !history.includes(1)) return Effect.stash()
        note(`command ${command.type}`)
        if (command.type === 'Save')
          return Effect.saveSnapshot<Event, State>().thenRun(() => void note('saved'))
        if (command.type !== 'Add') return Effect.none()
        const effect = Effect.persist<Event, State>({ type: 'Added', nr: command.nr }).thenRun(
          () => void note('then'),
        )
        return command.nr === 1 ? effect.thenUnstashAll() : effect
      },
      eventHandler: (state, event) => {
        note(`event ${event.nr}`)
        return counterOptions.eventHandler(state, event)
      },
      receiveSignal: (_, signal) => {
        if (signal.type === 'RecoveryCompleted' || signal.type === 'SnapshotCompleted') note(signal.type)
      },
    })
  })

test('the last sequence number increases while commands are unstashed [P-233]', () => {
  const { kit } = kitWithJournal()
  const seen: string[] = []
  const ref = kit.spawn(numbered(seen), 'numbered')
  for (const nr of [5, 6, 1]) ref.tell(add(nr))
  kit.runUntilIdle()
  expect(seen).toEqual([
    'RecoveryCompleted 0',
    'command Add 0',
    'event 1 1',
    'then 1',
    'command Add 1',
    'event 5 2',
    'then 2',
    'command Add 2',
    'event 6 3',
    'then 3',
  ])
})

test("the last sequence number equals the snapshot's during its save and continues from it [P-234]", () => {
  const { kit, stores } = kitWithJournal()
  const seen: string[] = []
  const ref = kit.spawn(numbered(seen), 'numbered')
  ref.tell(add(1))
  ref.tell({ type: 'Save' })
  ref.tell(add(7))
  kit.runUntilIdle()
  expect(seen.slice(4)).toEqual([
    'command Save 1',
    'SnapshotCompleted 1',
    'saved 1',
    'command Add 1',
    'event 7 2',
    'then 2',
  ])
  const again: string[] = []
  const { kit: next } = kitWithJournal(stores)
  next.spawn(numbered(again), 'numbered')
  next.runUntilIdle()
  // The save deletes the events up to the snapshot.
  expect(again).toEqual(['event 7 2', 'RecoveryCompleted 2'])
})
