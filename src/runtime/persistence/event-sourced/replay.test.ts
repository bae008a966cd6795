import { describe, expect, test } from 'vitest'
import { type ActorRef, Behaviors, SupervisorStrategy } from '../../actor/index.ts'
import { type JournalAnswer, type JournalCommand, persistenceProtocol } from '../journal-protocol.ts'
import { Persistence } from '../persistence.ts'
import type { StoredEvent } from '../stored-event.ts'
import { counter, id, kitWithJournal, kitWithOpenJournal, type State } from './counter.fixture.ts'

/** Events from text: `a1 b2` is event 1 of writer `a` and event 2 of writer `b`. Each adds its number to the state. */
const eventsIn = (text: string): StoredEvent[] =>
  text.split(' ').map(each => ({
    persistenceId: id,
    writerUuid: each.slice(0, 1),
    sequenceNr: Number(each.slice(1)),
    timestamp: 0,
    payload: { type: 'Added', nr: Number(each.slice(1)) },
  }))

type Request = Extract<JournalCommand, { readonly type: 'LoadSnapshot' | 'ReplayMessages' }>

/** Answers a request like a journal. */
function answer(
  { replyTo, requestId }: JournalCommand,
  with_: { readonly type: string; readonly [key: string]: unknown },
): void {
  replyTo.tell(
    persistenceProtocol.reply({ persistenceId: id, requestId, ...with_ } as unknown as JournalAnswer),
  )
}

describe('a replay', () => {
  test("fails at an old writer's event in a later batch and requests no further batch [P-034]", () => {
    const { kit, journal } = kitWithOpenJournal({
      replayBatchSize: 2,
      replayFilter: { mode: 'fail', windowSize: 2, maxOldWriters: 10 },
    })
    kit.spawn(counter(), 'counter')
    answer(journal.receiveMessage(), { type: 'SnapshotLoaded', snapshot: null })
    answer(journal.receiveMessage(), {
      type: 'ReplayedMessages',
      events: eventsIn('a1 a2'),
      nextSequenceNr: 3,
    })
    answer(journal.receiveMessage(), {
      type: 'ReplayedMessages',
      events: eventsIn('b3 b4'),
      nextSequenceNr: 5,
    })
    const third = journal.receiveMessage()
    expect(third).toMatchObject({ type: 'ReplayMessages', fromSequenceNr: 5 })
    answer(third, { type: 'ReplayedMessages', events: eventsIn('a5 b5'), nextSequenceNr: 7 })
    journal.expectNoMessage()
    expect(kit.eventsOf('RecoveryFailed')).toMatchObject([{ error: { name: 'ReplayedByOldWriter' } }])
  })

  test('reads the next batch only on request [P-041]', () => {
    const { kit } = kitWithJournal()
    kit.spawn(counter(), 'counter').tell({ type: 'AddAll', nrs: [1, 2, 3, 4, 5] })
    const requester = kit.createTestProbe<JournalAnswer>()
    kit.runUntilIdle()
    const ask = (fromSequenceNr: number) =>
      Persistence.get(kit.system).journal.tell(replaying(requester.ref, fromSequenceNr))
    ask(1)
    expect(requester.receiveMessage()).toMatchObject({ type: 'ReplayedMessages', nextSequenceNr: 3 })
    requester.expectNoMessage(60_000)
    ask(3)
    expect(requester.receiveMessage()).toMatchObject({ type: 'ReplayedMessages', nextSequenceNr: 5 })
  })

  test('for a stopped requester leaves nothing behind [P-042]', () => {
    const { kit } = kitWithJournal()
    kit.spawn(counter(), 'counter').tell({ type: 'AddAll', nrs: [1, 2, 3, 4, 5] })
    const ended = kit.spawn(Behaviors.stopped, 'ended')
    kit.runUntilIdle()
    Persistence.get(kit.system).journal.tell(replaying(ended, 1))
    kit.runUntilIdle()
    expect(kit.eventsOf('DeadLetter').map(({ label }) => label)).toEqual(['ReplayedMessages'])
    expect(kit.nextDue).toBeNull()
    const requester = kit.createTestProbe<JournalAnswer>()
    Persistence.get(kit.system).journal.tell(replaying(requester.ref, 5))
    expect(requester.receiveMessage()).toMatchObject({ type: 'ReplayedMessages', nextSequenceNr: null })
  })

  test("that timed out has no effect on the actor's next recovery [P-044]", () => {
    const { kit, journal } = kitWithOpenJournal({ recoveryEventTimeoutMs: 1000 })
    const onPersistFailure = SupervisorStrategy.restartWithBackoff({
      minBackoffMs: 100,
      maxBackoffMs: 100,
      randomFactor: 0,
    })
    const ref = kit.spawn(counter({ onPersistFailure }), 'counter')
    answer(journal.receiveMessage(), { type: 'SnapshotLoaded', snapshot: null })
    const slow = journal.receiveMessage()
    kit.advance(1000)
    expect(kit.eventsOf('RecoveryFailed')).toMatchObject([{ error: { name: 'JournalTimeout' } }])
    answer(journal.receiveMessage(), { type: 'SnapshotLoaded', snapshot: null })
    const next = journal.receiveMessage()
    answer(slow, { type: 'ReplayedMessages', events: eventsIn('a1 a2'), nextSequenceNr: null })
    answer(slow, { type: 'RecoverySuccess', highestSequenceNr: 2 })
    answer(next, { type: 'RecoverySuccess', highestSequenceNr: 0 })
    const probe = kit.createTestProbe<State>()
    ref.tell({ type: 'Get', replyTo: probe.ref })
    probe.expectMessage({ sum: 0, history: [] })
  })
})

describe('over a link that loses, repeats and reorders messages', () => {
  const setUp = () => {
    const { kit, journal } = kitWithOpenJournal({ recoveryEventTimeoutMs: 1000 })
    const ref = kit.spawn(counter(), 'counter')
    answer(journal.receiveMessage(), { type: 'SnapshotLoaded', snapshot: null })
    return { kit, ref, replay: journal.receiveMessage() }
  }
  const batch = { type: 'ReplayedMessages', events: eventsIn('a1 a2'), nextSequenceNr: null }
  const success = { type: 'RecoverySuccess', highestSequenceNr: 2, lastReplayedNr: 2 }
  const stateOf = ({ kit, ref }: ReturnType<typeof setUp>) => {
    const probe = kit.createTestProbe<State>()
    ref.tell({ type: 'Get', replyTo: probe.ref })
    return probe.receiveMessage()
  }

  test('a recovery without its last batch fails after the time-out', () => {
    const { kit, replay } = setUp()
    answer(replay, success)
    kit.advance(999)
    expect(kit.eventsOf('RecoveryCompleted')).toEqual([])
    kit.advance(1)
    expect(kit.eventsOf('RecoveryFailed')).toMatchObject([{ error: { name: 'JournalTimeout' } }])
  })

  test('a recovery completes with the last batch that follows its end', () => {
    const recovery = setUp()
    answer(recovery.replay, success)
    answer(recovery.replay, batch)
    expect(stateOf(recovery)).toEqual({ sum: 3, history: [1, 2] })
  })

  test('a recovery applies a repeated batch once', () => {
    const recovery = setUp()
    answer(recovery.replay, batch)
    answer(recovery.replay, batch)
    answer(recovery.replay, success)
    expect(stateOf(recovery)).toEqual({ sum: 3, history: [1, 2] })
  })
})

const replaying = (replyTo: ActorRef<JournalAnswer>, fromSequenceNr: number): Request => ({
  type: 'ReplayMessages',
  persistenceId: id,
  requestId: fromSequenceNr,
  replyTo,
  fromSequenceNr,
  toSequenceNr: Number.MAX_SAFE_INTEGER,
  max: Number.MAX_SAFE_INTEGER,
  batchSize: 2,
})
