import { expect, test } from 'vitest'
import { stopBehindMail } from '../../actor/interaction/poison-pill.ts'
import { answerTypes } from '../journal-protocol.ts'
import {
  type Command,
  counter,
  counterOptions,
  id,
  kitWithJournal,
  kitWithOpenJournal,
  type Options,
} from './counter.fixture.ts'
import { Effect } from './effect.ts'

test('a poison pill behind ten commands stops the actor after the last one is stored [P-217]', () => {
  const { kit } = kitWithJournal()
  const probe = kit.createTestProbe<unknown>()
  const ref = kit.spawn(counter(), 'counter')
  for (let nr = 1; nr <= 10; nr++) ref.tell({ type: 'Add', nr, replyTo: probe.ref })
  stopBehindMail(ref)
  kit.runUntilIdle()
  expect(probe.receiveMessages(10)).toEqual(
    [1, 3, 6, 10, 15, 21, 28, 36, 45, 55].map(sum => ({ type: 'Sum', sum })),
  )
  expect(kit.eventsOf('ActorStopped').map(event => event.actor)).toEqual([ref.path])
  expect(kit.eventsOf('DeadLetter')).toEqual([])
})

test('a poison pill during recovery takes effect after it; later commands are dead letters [P-217]', () => {
  const { kit, journal } = kitWithOpenJournal()
  const ref = kit.spawn(counter(), 'counter')
  ref.tell({ type: 'Add', nr: 1 })
  stopBehindMail(ref)
  ref.tell({ type: 'Add', nr: 2 })
  kit.runUntilIdle()
  expect(kit.eventsOf('ActorStopped')).toEqual([])
  expect(kit.eventsOf('DeadLetter').map(event => event.body)).toEqual(['{"type":"Add","nr":2}'])
  expect(journal.receiveMessage().type).toBe('LoadSnapshot')
})

test('a poison pill stops the actor in spite of commands in the user stash [P-215]', () => {
  const { kit } = kitWithJournal()
  const ref = kit.spawn(counter(), 'counter')
  ref.tell({ type: 'Stash' })
  stopBehindMail(ref)
  kit.runUntilIdle()
  expect(kit.eventsOf('ActorStopped').map(event => event.actor)).toEqual([ref.path])
})

test('a poison pill during unstashAll stops the actor after the unstashed commands; later ones are dead letters [P-216]', () => {
  const { kit } = kitWithJournal()
  let open = false
  const commandHandler: Options['commandHandler'] = (state, command, context) => {
    if (command.type === 'UnstashAll') open = true
    return command.type === 'Add' && !open
      ? Effect.stash()
      : counterOptions.commandHandler(state, command, context)
  }
  const ref = kit.spawn(counter({ commandHandler }), 'counter')
  for (const nr of [1, 2, 3]) ref.tell({ type: 'Add', nr })
  ref.tell({ type: 'UnstashAll' })
  stopBehindMail(ref)
  ref.tell({ type: 'Add', nr: 4 })
  kit.runUntilIdle()
  expect(kit.eventsOf('EventPersisted').map(event => event.body)).toEqual(
    [1, 2, 3].map(nr => JSON.stringify({ type: 'Added', nr })),
  )
  expect(kit.eventsOf('ActorStopped').map(event => event.actor)).toEqual([ref.path])
  expect(kit.eventsOf('DeadLetter').map(event => event.body)).toEqual(['{"type":"Add","nr":4}'])
})

test('a command with the type of a journal answer reaches the command handler', () => {
  const { kit } = kitWithJournal()
  const handled: string[] = []
  const ref = kit.spawn(
    counter({
      commandHandler: (_, command) => {
        handled.push(command.type)
        return Effect.none()
      },
    }),
    'counter',
  )
  const types = [...answerTypes, 'JournalTimeout', 'RecoveryPermitGranted', 'PoisonPill']
  for (const type of types) {
    ref.tell({ type, persistenceId: id, requestId: 1, events: [], snapshot: null } as unknown as Command)
  }
  kit.runUntilIdle()
  expect(handled).toEqual(types)
})
