import { describe, expect, test } from 'vitest'
import { Behaviors, type Dropped, SupervisorStrategy } from '../../actor/index.ts'
import { inMemoryStores } from '../in-memory-stores.ts'
import { persistenceProtocol } from '../journal-protocol.ts'
import {
  counter,
  counterOptions,
  type Event,
  kitWithJournal,
  recoveredKitWithOpenJournal,
  type State,
  storesFailingOn,
} from './counter.fixture.ts'
import { Effect } from './effect.ts'

/** Commands with an odd number are stashed until `UnstashAll`. */
const picky = (options: Parameters<typeof counter>[0] = {}) => {
  let open = false
  return counter({
    commandHandler: (state, command, context) => {
      if (command.type === 'UnstashAll') open = true
      if (command.type === 'Add' && command.nr % 2 === 1 && !open) return Effect.stash()
      return counterOptions.commandHandler(state, command, context)
    },
    ...options,
  })
}

describe("the user's stash", () => {
  test('[P-204, P-205, P-206] stashed commands are handled after unstashAll, in order, before later commands', () => {
    const { kit } = kitWithJournal()
    const probe = kit.createTestProbe<State>()
    const ref = kit.spawn(picky(), 'counter')
    for (const nr of [1, 2, 3, 4]) ref.tell({ type: 'Add', nr })
    ref.tell({ type: 'UnstashAll' })
    ref.tell({ type: 'Add', nr: 6 })
    ref.tell({ type: 'Get', replyTo: probe.ref })
    expect(probe.receiveMessage().history).toEqual([2, 4, 1, 3, 6])
  })

  test('commands stashed again wait for the next unstashAll', () => {
    const { kit } = kitWithJournal()
    const probe = kit.createTestProbe<State>()
    const ref = kit.spawn(
      counter({
        commandHandler: (state, command, context) =>
          command.type === 'Add' && command.nr === 1 && state.sum < 10
            ? Effect.stash()
            : counterOptions.commandHandler(state, command, context),
      }),
      'counter',
    )
    ref.tell({ type: 'Add', nr: 1 })
    ref.tell({ type: 'UnstashAll' })
    ref.tell({ type: 'Add', nr: 10 })
    ref.tell({ type: 'Get', replyTo: probe.ref })
    expect(probe.receiveMessage().history).toEqual([10])
    ref.tell({ type: 'UnstashAll' })
    ref.tell({ type: 'Get', replyTo: probe.ref })
    expect(probe.receiveMessage().history).toEqual([10, 1])
  })

  test('[P-211] survives a persist failure, also in the middle of an unstashAll', () => {
    let refuse = false
    const { kit } = kitWithJournal(storesFailingOn(inMemoryStores(), call => call === 'append' && refuse))
    const probe = kit.createTestProbe<State>()
    const onPersistFailure = SupervisorStrategy.restartWithBackoff({
      minBackoffMs: 10,
      maxBackoffMs: 10,
      randomFactor: 0,
    })
    const ref = kit.spawn(picky({ onPersistFailure }), 'counter')
    for (const nr of [1, 3, 5]) ref.tell({ type: 'Add', nr })
    kit.runUntilIdle()
    refuse = true
    ref.tell({ type: 'UnstashAll' })
    kit.runUntilIdle()
    refuse = false
    ref.tell({ type: 'Get', replyTo: probe.ref })
    expect(probe.receiveMessage().history).toEqual([3, 5])
  })

  test('[P-213] drops commands beyond its capacity with a warning; the stashed ones are handled', () => {
    const { kit } = kitWithJournal()
    const probe = kit.createTestProbe<State>()
    const dropped = kit.createTestProbe<Dropped>()
    kit.system.eventStream.subscribe(dropped.ref, 'Dropped')
    const ref = kit.spawn(picky({ stashCapacity: 2 }), 'counter')
    kit.runUntilIdle()
    for (const nr of [1, 3, 5]) {
      ref.tell({ type: 'Add', nr })
      kit.runUntilIdle()
    }
    ref.tell({ type: 'UnstashAll' })
    kit.runUntilIdle()
    ref.tell({ type: 'Get', replyTo: probe.ref })
    expect(probe.receiveMessage().history).toEqual([1, 3])
    expect(dropped.pending.map(each => each.message)).toEqual([{ type: 'Add', nr: 5 }])
    expect(kit.eventsOf('MessageDropped')).toMatchObject([{ to: ref.path, label: 'Add' }])
    expect(kit.eventsOf('Logged').filter(event => event.level === 'warn')).toMatchObject([{ level: 'warn' }])
  })

  test('[P-214] fails the actor on overflow with stashOverflowStrategy fail', () => {
    const { kit } = kitWithJournal(undefined, { stashCapacity: 1, stashOverflowStrategy: 'fail' })
    const ref = kit.spawn(picky(), 'counter')
    kit.runUntilIdle()
    ref.tell({ type: 'Add', nr: 1 })
    ref.tell({ type: 'Add', nr: 3 })
    kit.runUntilIdle()
    expect(kit.eventsOf('ActorFailed')).toMatchObject([{ error: { name: 'StashOverflow' } }])
  })
})

describe('the internal stash', () => {
  test('[P-049] takes commands during a write, so that no other write starts', () => {
    const { journal, ref, persistenceId, replyTo } = recoveredKitWithOpenJournal()
    ref.tell({ type: 'Add', nr: 1 })
    ref.tell({ type: 'Add', nr: 2 })
    const first = journal.receiveMessage()
    journal.expectNoMessage()
    replyTo.tell(
      persistenceProtocol.reply({
        type: 'WriteMessagesSucceeded',
        persistenceId,
        requestId: first.requestId,
      }),
    )
    expect(journal.receiveMessage()).toMatchObject({ writes: [[{ sequenceNr: 2, payload: { nr: 2 } }]] })
  })

  test('[P-209] is lost when a handler fails and the actor is restarted', () => {
    const { kit } = kitWithJournal()
    const probe = kit.createTestProbe<State>()
    const ref = kit.spawn(Behaviors.supervise(counter()).onFailure(SupervisorStrategy.restart), 'counter')
    // All commands arrive during recovery.
    ref.tell({ type: 'Throw' })
    ref.tell({ type: 'Add', nr: 1 })
    kit.runUntilIdle()
    ref.tell({ type: 'Get', replyTo: probe.ref })
    expect(probe.receiveMessage().history).toEqual([])
  })

  test('[P-218] of thousands of commands that only read does not exhaust the call stack', () => {
    const { kit } = kitWithJournal(undefined, { stashCapacity: 100_000 })
    let read = 0
    const ref = kit.spawn(
      counter({
        commandHandler: () => Effect.none<Event, State>().thenRun(() => read++),
      }),
      'counter',
    )
    for (let i = 0; i < 50_000; i++) ref.tell({ type: 'UnstashAll' })
    kit.runUntilIdle()
    expect(read).toBe(50_000)
  })

  test('[P-219] is empty after a stop; a new actor of the same name starts with none', () => {
    const { kit } = kitWithJournal()
    const ref = kit.spawn(counter(), 'counter')
    ref.tell({ type: 'Stop' })
    ref.tell({ type: 'Add', nr: 1 })
    kit.runUntilIdle()
    const probe = kit.createTestProbe<State>()
    kit.spawn(counter(), 'counter').tell({ type: 'Get', replyTo: probe.ref })
    probe.expectMessage({ sum: 0, history: [] })
    expect(kit.eventsOf('DeadLetter')).toEqual([])
  })
})
