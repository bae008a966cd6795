import { describe, expect, test } from 'vitest'
import { Behaviors, SupervisorStrategy } from '../../actor/index.ts'
import { inMemoryStores } from '../in-memory-stores.ts'
import { persistenceProtocol } from '../journal-protocol.ts'
import { EventRejected } from '../persistence-errors.ts'
import type { Stores } from '../store-service.ts'
import {
  type Command,
  counter,
  counterOptions,
  type Event,
  id,
  kitWithJournal,
  kitWithOpenJournal,
  recoveredKitWithOpenJournal,
  type State,
  signalsTo,
  storesFailingOn,
} from './counter.fixture.ts'
import { Effect } from './effect.ts'

const backoff = SupervisorStrategy.restartWithBackoff({
  minBackoffMs: 100,
  maxBackoffMs: 1000,
  randomFactor: 0,
})
const restart = SupervisorStrategy.restart

/** Stores with the events 1, 2, 3 of an earlier actor. */
function storesWithEvents(): Stores {
  const stores = inMemoryStores()
  const { kit } = kitWithJournal(stores)
  kit.spawn(counter(), 'earlier').tell({ type: 'AddAll', nrs: [1, 2, 3] })
  kit.runUntilIdle()
  return stores
}

describe('when recovery fails', () => {
  test('[P-186] the actor gets RecoveryFailed and stops, whatever an outer supervisor decides', () => {
    const { kit } = kitWithJournal(storesFailingOn(storesWithEvents(), call => call === 'replay'))
    const probe = kit.createTestProbe<unknown>()
    const ref = kit.spawn(
      Behaviors.supervise(counter({ receiveSignal: signalsTo(probe.ref) })).onFailure(restart),
      'counter',
    )
    probe.watch(ref)
    probe.expectTerminated(ref)
    expect(probe.pending).toEqual(['RecoveryFailed 0', 'PostStop 0'])
    expect(kit.eventsOf('RecoveryFailed')).toMatchObject([
      { error: { name: 'Error', message: 'replay refused' } },
    ])
    expect(kit.eventsOf('ActorFailed')).toMatchObject([
      { decision: 'stop', error: { name: 'JournalFailure' } },
    ])
  })

  test('because the snapshot cannot be loaded, the trace holds RecoveryFailed', () => {
    const { kit } = kitWithJournal(storesFailingOn(inMemoryStores(), call => call === 'load'))
    kit.spawn(counter(), 'counter')
    kit.runUntilIdle()
    expect(kit.eventsOf('RecoveryFailed')).toMatchObject([{ error: { message: 'load refused' } }])
  })

  test('[P-188] because the event handler throws on replay, the actor stops', () => {
    const { kit } = kitWithJournal(storesWithEvents())
    const probe = kit.createTestProbe<unknown>()
    kit.spawn(
      counter({
        receiveSignal: signalsTo(probe.ref),
        eventHandler: (state, event) => {
          if (event.nr === 3) throw new Error('three is too much')
          return counterOptions.eventHandler(state, event)
        },
      }),
      'counter',
    )
    kit.runUntilIdle()
    expect(probe.pending).toEqual(['RecoveryFailed 3', 'PostStop 3'])
  })

  test('[P-189, P-060] because the handler of RecoveryCompleted throws, the permit is released', () => {
    const { kit } = kitWithJournal(inMemoryStores(), { maxConcurrentRecoveries: 1 })
    const throwing = counter({
      receiveSignal: (_, { type }) => {
        if (type === 'RecoveryCompleted') throw new Error('not ready')
      },
    })
    const probe = kit.createTestProbe<State>()
    const ref = kit.spawn(Behaviors.supervise(throwing).onFailure(restart), 'throwing')
    probe.watch(ref)
    probe.expectTerminated(ref)
    expect(kit.eventsOf('RecoveryFailed')).toHaveLength(1)
    kit.spawn(counter(), 'next').tell({ type: 'Get', replyTo: probe.ref })
    probe.expectMessage({ sum: 0, history: [] })
  })

  test('[P-191] with a backoff strategy, recovery is retried until it succeeds', () => {
    let failures = 2
    const { kit } = kitWithJournal(
      storesFailingOn(storesWithEvents(), call => call === 'replay' && failures-- > 0),
    )
    const probe = kit.createTestProbe<State>()
    kit.spawn(counter({ onPersistFailure: backoff }), 'counter').tell({ type: 'Get', replyTo: probe.ref })
    probe.expectMessage({ sum: 6, history: [1, 2, 3] })
    expect(kit.now).toBe(300)
    expect(kit.eventsOf('RecoveryFailed')).toHaveLength(2)
  })

  test('[P-201] because no answer comes in time, the actor fails with JournalTimeout', () => {
    const { kit, journal } = kitWithOpenJournal()
    const ref = kit.spawn(counter(), 'counter')
    const load = journal.receiveMessage()
    kit.advance(29_999)
    const { persistenceId, requestId, replyTo } = load
    replyTo.tell(
      persistenceProtocol.reply({ type: 'SnapshotLoaded', persistenceId, requestId, snapshot: null }),
    )
    expect(journal.receiveMessage().type).toBe('ReplayMessages')
    kit.advance(29_000)
    expect(kit.eventsOf('RecoveryFailed')).toEqual([])
    kit.advance(1000)
    expect(kit.eventsOf('RecoveryFailed')).toMatchObject([
      { actor: ref.path, error: { name: 'JournalTimeout' } },
    ])
    expect(kit.eventsOf('ActorStopped').map(each => each.actor)).toContain(ref.path)
  })

  test("[P-199] a stop during the snapshot's load passes the permit to the next actor", () => {
    const { kit, journal } = kitWithOpenJournal({ maxConcurrentRecoveries: 1 })
    const probe = kit.createTestProbe<unknown>()
    const parent = kit.spawn(
      Behaviors.setup<string>(context => {
        const child = context.spawn(counter({ receiveSignal: signalsTo(probe.ref) }), 'child')
        return Behaviors.receiveMessage(() => {
          context.stop(child)
          return Behaviors.same
        })
      }),
      'parent',
    )
    kit.runUntilIdle()
    expect(journal.receiveMessage().replyTo.path).toContain('/user/parent/child#')
    kit.spawn(counter(), 'next')
    journal.expectNoMessage()
    parent.tell('stop it')
    expect(journal.receiveMessage().replyTo.path).toContain('/user/next#')
    expect(probe.pending).toEqual(['PostStop 0'])
  })

  test("[P-200] a restart during the snapshot's load signals PreRestart and recovers again", () => {
    const { kit, journal } = kitWithOpenJournal()
    const probe = kit.createTestProbe<unknown>()
    const ref = kit.spawn(
      Behaviors.supervise(counter({ receiveSignal: signalsTo(probe.ref) })).onFailure(restart),
      'counter',
    )
    journal.receiveMessage()
    kit.system.failNext('/user/counter')
    ref.tell({ type: 'Stop' })
    expect(journal.receiveMessage().type).toBe('LoadSnapshot')
    expect(probe.pending).toEqual(['PreRestart 0'])
  })

  test('[P-182] a stashed command that fails after recovery is an ordinary failure', () => {
    const { kit } = kitWithJournal()
    kit.spawn(Behaviors.supervise(counter()).onFailure(restart), 'counter').tell({ type: 'Throw' })
    kit.runUntilIdle()
    expect(kit.eventsOf('RecoveryFailed')).toEqual([])
    expect(kit.eventsOf('ActorFailed')).toMatchObject([
      { decision: 'restart', error: { message: 'asked to throw' } },
    ])
  })
})

describe('when a write fails', () => {
  test('[P-198] the actor gets JournalPersistFailed with the unstored state and stops', () => {
    const { kit } = kitWithJournal(storesFailingOn(inMemoryStores(), call => call === 'append'))
    const probe = kit.createTestProbe<unknown>()
    const ref = kit.spawn(counter({ receiveSignal: signalsTo(probe.ref) }), 'counter')
    probe.watch(ref)
    ref.tell({ type: 'Add', nr: 5, replyTo: probe.ref })
    probe.expectTerminated(ref)
    expect(probe.pending).toEqual(['RecoveryCompleted 0', 'JournalPersistFailed 5', 'PostStop 0'])
    expect(kit.eventsOf('PersistFailed')).toMatchObject([
      { persistenceId: id, rejected: false, error: { message: 'append refused' } },
    ])
    expect(kit.eventsOf('EventPersisted')).toEqual([])
  })

  test('[P-190] with a backoff strategy the actor recovers and handles stashed commands; the failed command is lost', () => {
    let failures = 2
    const { kit } = kitWithJournal(
      storesFailingOn(inMemoryStores(), call => call === 'append' && failures-- > 0),
    )
    const probe = kit.createTestProbe<unknown>()
    const ref = kit.spawn(
      counter({ onPersistFailure: backoff, receiveSignal: signalsTo(probe.ref) }),
      'counter',
    )
    for (const nr of [1, 2, 4]) ref.tell({ type: 'Add', nr, replyTo: probe.ref })
    kit.advance(2000)
    expect(probe.pending).toEqual([
      'RecoveryCompleted 0',
      'JournalPersistFailed 1',
      'PreRestart 0',
      'RecoveryCompleted 0',
      'JournalPersistFailed 2',
      'PreRestart 0',
      'RecoveryCompleted 0',
      { type: 'Sum', sum: 4 },
    ])
  })

  test('because no answer comes in time, the actor fails with JournalTimeout', () => {
    const { kit, journal, ref } = recoveredKitWithOpenJournal()
    ref.tell({ type: 'Add', nr: 1 })
    expect(journal.receiveMessage().type).toBe('WriteMessages')
    kit.advance(9_999)
    expect(kit.eventsOf('PersistFailed')).toEqual([])
    kit.advance(1)
    expect(kit.eventsOf('PersistFailed')).toMatchObject([
      { rejected: false, error: { name: 'JournalTimeout' } },
    ])
  })
})

describe('when a write is rejected', () => {
  const refused = (nr: number): Event => ({ type: 'Added', nr, at: new Date(0) }) as Event

  test('[P-198, P-192] the actor gets JournalPersistRejected and fails as from any handler error', () => {
    const { kit, stores } = kitWithJournal()
    const probe = kit.createTestProbe<unknown>()
    const rejecting = counter({
      receiveSignal: signalsTo(probe.ref),
      commandHandler: (state, command, context) =>
        command.type === 'Add' && command.nr === 1
          ? Effect.persist<Event, State>(refused(1))
          : counterOptions.commandHandler(state, command, context),
    })
    const ref = kit.spawn(Behaviors.supervise(rejecting).onFailure(restart, EventRejected), 'counter')
    ref.tell({ type: 'Add', nr: 1, replyTo: probe.ref })
    kit.runUntilIdle()
    ref.tell({ type: 'Add', nr: 2, replyTo: probe.ref })
    kit.runUntilIdle()
    expect(probe.pending).toEqual([
      'RecoveryCompleted 0',
      'JournalPersistRejected 1',
      'PreRestart 0',
      'RecoveryCompleted 0',
      { type: 'Sum', sum: 2 },
    ])
    expect(kit.eventsOf('PersistFailed')).toMatchObject([{ rejected: true, error: { name: 'NotStorable' } }])
    expect(stores.journal.highestSequenceNr(id)).toBe(1)
  })
})

describe('an error in', () => {
  test('[P-193, P-194] a command handler stops the actor by default, and restarts it under a restart strategy', () => {
    for (const strategy of ['stop', 'restart'] as const) {
      const { kit } = kitWithJournal()
      const probe = kit.createTestProbe<State>()
      const behavior = strategy === 'stop' ? counter() : Behaviors.supervise(counter()).onFailure(restart)
      const ref = kit.spawn(behavior, 'counter')
      ref.tell({ type: 'Add', nr: 1 })
      kit.runUntilIdle()
      ref.tell({ type: 'Throw' })
      kit.runUntilIdle()
      expect(kit.eventsOf('ActorFailed')).toMatchObject([{ decision: strategy }])
      if (strategy === 'stop') continue
      ref.tell({ type: 'Get', replyTo: probe.ref })
      probe.expectMessage({ sum: 1, history: [1] })
    }
  })

  test('[P-195] a follow-up stops the actor; the event stays stored', () => {
    const { kit, stores } = kitWithJournal()
    kit
      .spawn(
        counter({
          commandHandler: () =>
            Effect.persist<Event, State>({ type: 'Added', nr: 1 }).thenRun(() => {
              throw new Error('too late')
            }),
        }),
        'counter',
      )
      .tell({ type: 'Stop' })
    kit.runUntilIdle()
    expect(kit.eventsOf('ActorFailed')).toMatchObject([{ decision: 'stop', error: { message: 'too late' } }])
    expect(stores.journal.highestSequenceNr(id)).toBe(1)
  })

  test('[P-196] a signal handler after recovery stops the actor', () => {
    const { kit } = kitWithJournal()
    kit
      .spawn(
        counter({
          snapshotWhen: () => true,
          receiveSignal: (_, { type }) => {
            if (type === 'SnapshotCompleted') throw new Error('no snapshots please')
          },
        }),
        'counter',
      )
      .tell({ type: 'Add', nr: 1 })
    kit.runUntilIdle()
    expect(kit.eventsOf('ActorFailed')).toMatchObject([{ error: { message: 'no snapshots please' } }])
  })

  test("[P-197] the event handler prevents the event's write", () => {
    const { kit, stores } = kitWithJournal()
    kit
      .spawn(
        counter({
          eventHandler: () => {
            throw new Error('refused')
          },
        }),
        'counter',
      )
      .tell({ type: 'Add', nr: 1 })
    kit.runUntilIdle()
    expect(kit.eventsOf('ActorFailed')).toMatchObject([{ error: { message: 'refused' } }])
    expect(stores.journal.heads()).toEqual([])
  })
})

describe('when a watched actor stops', () => {
  const watching = (receiveSignal?: Parameters<typeof counter>[0]) =>
    Behaviors.setup<Command>(context => {
      context.watch(
        context.spawn(
          Behaviors.receiveMessage<string>(() => {
            throw new Error('child fails')
          }),
          'child',
        ),
      )
      return counter({
        ...receiveSignal,
        commandHandler: () =>
          Effect.none<Event, State>().thenRun(() => context.child('child')?.tell('fail' as never)),
      })
    })

  test('[P-202] an actor without a handler fails with DeathPactException', () => {
    for (const options of [{}, { receiveSignal: () => 'unhandled' as const }]) {
      const { kit } = kitWithJournal()
      kit.spawn(watching(options), 'counter').tell({ type: 'Stop' })
      kit.runUntilIdle()
      expect(kit.eventsOf('ActorFailed').map(each => each.error.name)).toEqual([
        'Error',
        'DeathPactException',
      ])
    }
  })

  test('[P-203] the signal handler gets Terminated', () => {
    const { kit } = kitWithJournal()
    const probe = kit.createTestProbe<unknown>()
    kit.spawn(watching({ receiveSignal: signalsTo(probe.ref) }), 'counter').tell({ type: 'Stop' })
    kit.runUntilIdle()
    expect(probe.pending).toEqual(['RecoveryCompleted 0', 'ChildFailed 0'])
  })
})

test('[P-043] an answer to a request of an earlier incarnation is ignored', () => {
  const { kit, journal } = kitWithOpenJournal()
  const probe = kit.createTestProbe<State>()
  const ref = kit.spawn(counter({ onPersistFailure: backoff }), 'counter')
  const first = journal.receiveMessage()
  const { persistenceId, replyTo } = first
  replyTo.tell(
    persistenceProtocol.reply({
      type: 'LoadSnapshotFailed',
      persistenceId,
      requestId: first.requestId,
      error: { name: 'Down' },
    }),
  )
  const second = journal.receiveMessage()
  const snapshot = { persistenceId, sequenceNr: 9, timestamp: 0, snapshot: { sum: 99, history: [] } }
  replyTo.tell(
    persistenceProtocol.reply({
      type: 'SnapshotLoaded',
      persistenceId,
      requestId: first.requestId,
      snapshot,
    }),
  )
  journal.expectNoMessage()
  replyTo.tell(
    persistenceProtocol.reply({
      type: 'SnapshotLoaded',
      persistenceId,
      requestId: second.requestId,
      snapshot: null,
    }),
  )
  const replay = journal.receiveMessage()
  expect(replay).toMatchObject({ type: 'ReplayMessages', fromSequenceNr: 1 })
  replyTo.tell(
    persistenceProtocol.reply({
      type: 'RecoverySuccess',
      persistenceId,
      requestId: replay.requestId,
      highestSequenceNr: 0,
    }),
  )
  ref.tell({ type: 'Get', replyTo: probe.ref })
  probe.expectMessage({ sum: 0, history: [] })
})
