import { expect, test } from 'vitest'
import { Props } from '../../classic/index.ts'
import { kitWithOpenJournal } from '../event-sourced/counter.fixture.ts'
import { type JournalAnswer, persistenceProtocol, type StreamCommand } from '../journal-protocol.ts'
import { type Command, fail, Scripted } from './scripted.fixture.ts'

/** An actor that recovered from an empty journal. The test reads its requests and answers them. */
function openJournal() {
  const { kit, journal } = kitWithOpenJournal()
  const lines: string[] = []
  const ref = kit.spawn(Props(Scripted, {}, lines), 'scripted')
  kit.runUntilIdle()
  const answer = ({ persistenceId, requestId, replyTo }: StreamCommand, fields: object) => {
    replyTo.tell(persistenceProtocol.reply({ ...fields, persistenceId, requestId } as JournalAnswer))
    kit.runUntilIdle()
  }
  const recover = () => {
    answer(journal.receiveMessage(), { type: 'SnapshotLoaded', snapshot: null })
    answer(journal.receiveMessage(), { type: 'RecoverySuccess', highestSequenceNr: 0 })
  }
  recover()
  const tell = (...commands: Command[]) => {
    for (const command of commands) ref.tell(command)
    kit.runUntilIdle()
  }
  /** The next request, with the events of each of its atomic writes. */
  const write = () => {
    const request = journal.receiveMessage()
    if (request.type !== 'WriteMessages') throw new Error(`expected a write, got ${request.type}`)
    const events = request.writes.map(records => records.map(record => record.payload))
    return { events, confirm: () => answer(request, { type: 'WriteMessagesSucceeded' }) }
  }
  const noRequest = () => expect(journal.pending).toEqual([])
  return { kit, journal, lines, tell, write, noRequest, recover }
}

test('[P-049] with one write open, the event of the next command is not sent until it is answered', () => {
  const { tell, write, noRequest } = openJournal()
  tell(
    actor => actor.store('a'),
    actor => actor.store('b'),
  )
  const first = write()
  expect(first.events).toEqual([['a']])
  noRequest()
  first.confirm()
  expect(write().events).toEqual([['b']])
})

test('[P-050] nested persists are sent one request after the other', () => {
  const { tell, write, noRequest } = openJournal()
  tell(actor => actor.persist('a', () => actor.persist('b', () => actor.store('c'))))
  for (const event of ['a', 'b', 'c']) {
    const each = write()
    expect(each.events).toEqual([[event]])
    noRequest()
    each.confirm()
  }
})

test('[P-051] two persists of one command are one request, the nested one is a second', () => {
  const { tell, write } = openJournal()
  tell(actor => {
    actor.persist('a', () => actor.store('nested'))
    actor.store('b')
  })
  const first = write()
  expect(first.events).toEqual([['a'], ['b']])
  first.confirm()
  expect(write().events).toEqual([['nested']])
})

test('[P-052] thirty persists of one command are one request', () => {
  const { tell, write } = openJournal()
  const events = Array.from({ length: 30 }, (_, nr) => nr)
  tell(actor => actor.store(...events))
  expect(write().events).toEqual(events.map(event => [event]))
})

test('[P-053] events of persistAsync during a write are the next request together', () => {
  const { tell, write, noRequest } = openJournal()
  tell(
    actor => actor.storeAsync('a'),
    actor => actor.storeAsync('b'),
    actor => actor.persistAllAsync(['c', 'd'], event => actor.apply(event)),
  )
  const first = write()
  expect(first.events).toEqual([['a']])
  noRequest()
  first.confirm()
  expect(write().events).toEqual([['b'], ['c', 'd']])
})

test('[P-054] after a restart with a queued event recovery starts, and old answers are ignored', () => {
  const { journal, lines, tell, write, recover } = openJournal()
  tell(
    actor => actor.storeAsync('a'),
    actor => {
      actor.storeAsync('queued')
      fail()
    },
  )
  const old = write()
  expect(journal.pending.map(request => request.type)).toEqual(['LoadSnapshot'])
  old.confirm()
  recover()
  expect(lines.slice(-2)).toEqual(['preStart', 'recovered '])
  tell('next')
  expect(lines.at(-1)).toBe('next')
})

test('a write that gets no answer in time counts as failed', () => {
  const { kit, lines, tell } = openJournal()
  tell(actor => actor.store('a'))
  kit.advance(10_000)
  expect(lines.slice(-2)).toEqual([
    expect.stringMatching(/^a at 1 failed: Persisting .* no answer/),
    'postStop',
  ])
})

test('[P-038] a replay requests its batches one after the other', () => {
  const { kit, journal } = kitWithOpenJournal({ replayBatchSize: 2 })
  kit.spawn(Props(Scripted, {}, []), 'scripted')
  kit.runUntilIdle()
  const load = journal.receiveMessage()
  const tell = (requestId: number, fields: object) => {
    const { persistenceId, replyTo } = load
    replyTo.tell(persistenceProtocol.reply({ ...fields, persistenceId, requestId } as JournalAnswer))
    kit.runUntilIdle()
  }
  tell(load.requestId, { type: 'SnapshotLoaded', snapshot: null })
  const first = journal.receiveMessage()
  expect(first).toMatchObject({ type: 'ReplayMessages', fromSequenceNr: 1, batchSize: 2 })
  expect(journal.pending).toEqual([])
  const event = (sequenceNr: number) => ({
    persistenceId: load.persistenceId,
    sequenceNr,
    writerUuid: 'w',
    timestamp: 0,
    payload: sequenceNr,
  })
  tell(first.requestId, {
    type: 'ReplayedMessages',
    events: [event(1), event(2)],
    nextSequenceNr: 3,
    highestSequenceNr: 3,
  })
  expect(journal.receiveMessage()).toMatchObject({ type: 'ReplayMessages', fromSequenceNr: 3 })
})
