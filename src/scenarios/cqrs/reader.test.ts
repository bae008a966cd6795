import { expect, test } from 'vitest'
import type { ActorRef, PubSubCommand } from '../../runtime/index.ts'
import { inMemoryStores, Persistence } from '../../runtime/index.ts'
import {
  isJournalCommand,
  type JournalAnswer,
  type JournalCommand,
  StoreService,
} from '../../runtime/persistence/index.ts'
import { persistenceProtocol } from '../../runtime/persistence/journal-protocol.ts'
import { ActorTestKit } from '../../runtime/testkit/index.ts'
import { type GetReply, writerId } from './protocol.ts'
import { create } from './reader.ts'

/** A reader with a journal that executes one request at each `step()` of the test. */
function setUp() {
  const kit = ActorTestKit.create()
  const journal = kit.createTestProbe<JournalCommand>('held-journal')
  Persistence.get(kit.system).useDatabase(journal.ref.path)
  Persistence.get(kit.system).configure({ replayBatchSize: 2 })
  const keeper = StoreService.open(inMemoryStores()) as StoreService
  const execute = (command: JournalCommand) => {
    expect(isJournalCommand(command)).toBe(true)
    const request = { command, at: kit.now, requester: '', replyTo: command.replyTo.path }
    const done = keeper.execute([request]) as readonly {
      answers: readonly JournalAnswer[]
    }[]
    for (const answer of done.flatMap(({ answers }) => answers))
      command.replyTo.tell(persistenceProtocol.reply(answer))
    kit.runUntilIdle()
  }
  const commonFields = {
    persistenceId: writerId,
    requestId: 9,
    replyTo: kit.system.ignoreRef as ActorRef<JournalAnswer>,
  }
  const write = (sequenceNr: number) =>
    execute({
      ...commonFields,
      type: 'WriteMessages',
      writes: [
        [{ sequenceNr, writerUuid: 'w', payload: { type: 'Written', key: `k${sequenceNr}`, value: 'v' } }],
      ],
    })
  const entries = (to: number) =>
    Object.fromEntries(Array.from({ length: to }, (_, index) => [`k${index + 1}`, 'v']))
  const saveAndDelete = (sequenceNr: number) => {
    execute({ ...commonFields, type: 'SaveSnapshot', sequenceNr, snapshot: entries(sequenceNr) })
    execute({ ...commonFields, type: 'DeleteMessagesTo', toSequenceNr: sequenceNr })
  }
  const step = () => execute(journal.receiveMessage())
  const finish = () => {
    while (journal.pending.length > 0) step()
  }
  const start = () => {
    const mediator = kit.createTestProbe<PubSubCommand>('mediator')
    const reader = kit.spawn(create(mediator.ref), 'reader')
    kit.runUntilIdle()
    const probe = kit.createTestProbe<GetReply>('client')
    return {
      get: (key: string) => {
        reader.tell({ type: 'Get', key, replyTo: probe.ref })
        return probe.receiveMessage().value
      },
    }
  }
  const warnings = () => kit.eventsOf('Logged').flatMap(({ level, text }) => (level === 'warn' ? [text] : []))
  return { write, saveAndDelete, start, step, finish, warnings, execute, commonFields }
}

test('a reader that starts while the writer saves a snapshot and deletes events has all keys', () => {
  const { write, saveAndDelete, start, step, finish, warnings } = setUp()
  for (const nr of [1, 2, 3, 4, 5, 6]) write(nr)
  const reader = start()
  step()
  step()
  saveAndDelete(6)
  finish()
  expect(['k1', 'k3', 'k4', 'k6'].map(reader.get)).toEqual(['v', 'v', 'v', 'v'])
  expect(warnings()).toEqual([])
})

test('a reader warns of deleted events that no snapshot covers', () => {
  const { write, start, finish, warnings, execute, commonFields } = setUp()
  for (const nr of [1, 2, 3, 4]) write(nr)
  execute({ ...commonFields, type: 'DeleteMessagesTo', toSequenceNr: 3 })
  const reader = start()
  finish()
  expect([reader.get('k1'), reader.get('k4')]).toEqual([null, 'v'])
  expect(warnings()).toEqual(['The journal has no events 1 to 3, and no snapshot covers them'])
})

test('a reader leaves out events and a snapshot of another form, which an imported journal can hold', () => {
  const { write, start, finish, warnings, execute, commonFields } = setUp()
  write(1)
  execute({ ...commonFields, type: 'SaveSnapshot', sequenceNr: 1, snapshot: ['another program'] })
  const foreign = { sequenceNr: 2, writerUuid: 'w', payload: { type: 'Paid', euros: 5 } }
  execute({ ...commonFields, type: 'WriteMessages', writes: [[foreign]] })
  write(3)
  const reader = start()
  finish()
  expect([reader.get('k1'), reader.get('undefined'), reader.get('k3')]).toEqual([null, null, 'v'])
  expect(warnings()).toEqual(['Snapshot 1 is no state of the writer: it is left out'])
})
