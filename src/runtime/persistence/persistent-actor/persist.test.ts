import { expect, test } from 'vitest'
import { Props } from '../../classic/index.ts'
import { kitWithJournal } from '../event-sourced/counter.fixture.ts'
import { type Command, fail, Scripted, setUp } from './scripted.fixture.ts'

test('[P-070] the state is rebuilt from stored events', () => {
  const { stores, tell } = setUp()
  tell(actor => actor.store('a', 'b'))
  const { takeLines } = setUp({ stores })
  expect(takeLines()).toEqual(['preStart', 'recovered a,b'])
})

test('[P-071] the events of one persistAll and those of several persists are applied in order', () => {
  const { tell, takeLines } = setUp()
  takeLines()
  tell(actor => actor.persistAll(['a', 'b'], event => actor.apply(event)))
  tell(actor => actor.store('c', 'd'))
  expect(takeLines()).toEqual(['"a" is 1', '"b" is 2', '"c" is 3', '"d" is 4'])
})

test('[P-078] a handler can reply to the sender of the command', () => {
  const { tell, probe } = setUp()
  tell(actor => actor.persist('a', event => actor.sender.tell(`stored ${event}`)))
  expect(probe.receiveMessage()).toBe('stored a')
})

test('[P-079] primitive values can be events', () => {
  const { stores, tell } = setUp()
  tell(actor => actor.store(7, true, 'text'))
  const { takeLines } = setUp({ stores })
  expect(takeLines()).toEqual(['preStart', 'recovered 7,true,text'])
})

test('[P-083] one event object that is persisted twice calls both handlers', () => {
  const { tell, takeLines } = setUp()
  takeLines()
  const event = { type: 'Added' }
  tell(actor => actor.store(event, event))
  expect(takeLines()).toEqual(['{"type":"Added"} is 1', '{"type":"Added"} is 2'])
})

test('[P-084] persistAll of nothing calls nothing and delays no deferred handler', () => {
  const { tell, takeLines } = setUp()
  takeLines()
  tell(actor => {
    actor.persistAll([], event => actor.apply(event))
    actor.defer('now', event => actor.lines.push(event))
    actor.lines.push('end')
  })
  expect(takeLines()).toEqual(['now', 'end'])
})

test('[P-096] messages are handled in the order of arrival around persists', () => {
  const { tell, takeLines } = setUp()
  takeLines()
  tell(
    actor => actor.store('a'),
    'first',
    actor => actor.store('b'),
    'second',
    'third',
  )
  expect(takeLines()).toEqual(['"a" is 1', 'first', '"b" is 2', 'second', 'third'])
})

test('[P-098] handlers of nested persists run after those of the outer ones and before the next command', () => {
  const { tell, takeLines } = setUp()
  takeLines()
  tell(actor => {
    for (const outer of ['a', 'b'])
      actor.persist(outer, event => {
        actor.lines.push(event)
        actor.store(`${event} inside`)
      })
  }, 'next')
  expect(takeLines()).toEqual(['a', 'b', '"a inside" is 3', '"b inside" is 4', 'next'])
})

test.each([
  { how: 'persist', stashing: true },
  { how: 'persistAsync', stashing: false },
] as const)('[P-100] six nested levels of $how keep their order', ({ how }) => {
  const { tell, takeLines } = setUp()
  takeLines()
  tell(actor => {
    const nest = (level: number) =>
      actor[how](level, event => {
        actor.apply(event)
        if (event < 6) nest(event + 1)
      })
    nest(1)
  })
  expect(takeLines()).toEqual(['1 is 1', '2 is 2', '3 is 3', '4 is 4', '5 is 5', '6 is 6'])
})

test('[P-074] a restarted actor has all stored state, and changes in memory only are gone', () => {
  const { tell, takeLines } = setUp()
  tell(
    actor => actor.store('a'),
    actor => {
      actor.state.push('memory only')
      throw new Error('failed on request')
    },
    actor => actor.lines.push(`has ${actor.state.join()}`),
  )
  expect(takeLines().slice(-2)).toEqual(['recovered a', 'has a'])
})

test('a handler runs with the number of its own event', () => {
  const { tell, takeLines } = setUp()
  takeLines()
  tell(actor => {
    actor.store('a', 'b')
    actor.lines.push(`before: ${actor.lastSequenceNr}`)
  })
  expect(takeLines()).toEqual(['before: 0', '"a" is 1', '"b" is 2'])
})

test('the trace contains each stored event once, and no message of the machinery', () => {
  const { kit, ref, tell } = setUp()
  tell(actor => actor.store('a', 'b'))
  expect(kit.eventsOf('EventPersisted')).toMatchObject([
    { actor: ref.path, sequenceNr: 1, body: '"a"' },
    { actor: ref.path, sequenceNr: 2, body: '"b"' },
  ])
  const delivered = kit.eventsOf('MessageDelivered').filter(event => event.to === ref.path)
  expect(delivered.map(event => event.label)).not.toContain('string')
})

test('[P-097] the hooks of a class above another are called around those of the other one', () => {
  const lines: string[] = []
  class Outer extends Scripted {
    override aroundPreStart(): void {
      lines.push('outer before preStart')
      super.aroundPreStart()
      lines.push('outer after preStart')
    }
    override aroundPreRestart(reason: Error, message: Command | undefined): void {
      lines.push('outer before preRestart')
      super.aroundPreRestart(reason, message)
    }
    override aroundPostRestart(reason: Error): void {
      super.aroundPostRestart(reason)
      lines.push('outer after postRestart')
    }
    override aroundPostStop(): void {
      super.aroundPostStop()
      lines.push('outer after postStop')
    }
  }
  const { kit } = kitWithJournal()
  const ref = kit.spawn(Props(Outer, {}, lines), 'outer')
  ref.tell(fail)
  kit.runUntilIdle()
  kit.stop(ref)
  kit.runUntilIdle()
  expect(lines).toEqual([
    'outer before preStart',
    'preStart',
    'outer after preStart',
    'recovered ',
    'outer before preRestart',
    'preRestart function',
    'postStop',
    'preStart',
    'outer after postRestart',
    'recovered ',
    'postStop',
    'outer after postStop',
  ])
})
