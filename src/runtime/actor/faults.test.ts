import { expect, test } from 'vitest'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { type Step, say, scripted, scriptedStart } from '../testkit/scripted-actor.ts'
import { NobodyWatches } from './actor-errors.ts'
import type { Behavior } from './behavior.ts'
import type { ErrorClass } from './behavior-values.ts'
import { Behaviors } from './behaviors.ts'
import type { FaultRequest } from './faults.ts'
import { SupervisorStrategy } from './supervisor-strategy.ts'

class IOException extends Error {}
class DiskFull extends IOException {}
class Exception extends Error {}

const resumed = (behavior: Behavior<Step>, errorClass: ErrorClass = Error) =>
  Behaviors.supervise(behavior).onFailure(SupervisorStrategy.resume, errorClass)

function setUp(behavior: (log: string[]) => Behavior<Step>) {
  const kit = ActorTestKit.create()
  const log: string[] = []
  const ref = kit.spawn(behavior(log), 'a')
  kit.runUntilIdle()
  return {
    kit,
    log,
    order: (order: Partial<FaultRequest>) => kit.system.failNext('/user/a', order),
    tell: (...texts: string[]) => {
      for (const text of texts) ref.tell(say(log, text))
      kit.runUntilIdle()
    },
    failures: () => kit.eventsOf('ActorFailed').map(event => event.error),
  }
}

test('the next message fails with an error of that name, so many times', () => {
  const { order, tell, failures, log } = setUp(log => resumed(scripted(log, 'a')))
  order({ error: 'Boom', times: 2 })
  order({ error: 'Bang' })
  tell('1', '2', '3', '4')
  expect(failures().map(error => error.name)).toEqual(['Boom', 'Boom', 'Bang'])
  expect(failures()[0]?.message).toBe('[Boom] was thrown on request.')
  expect(log).toEqual(['4'])
})

test('a class that is registered brings those it extends', () => {
  const { order, tell, kit, failures } = setUp(log => resumed(scripted(log, 'a'), IOException))
  kit.system.registerErrors(DiskFull)
  order({ error: 'DiskFull' })
  tell('1')
  expect(kit.eventsOf('ActorFailed')).toMatchObject([{ decision: 'resume', error: { name: 'DiskFull' } }])
  order({ error: 'Unknown' })
  tell('2')
  expect(failures()).toHaveLength(2)
  expect(kit.eventsOf('ActorFailed').at(-1)).toMatchObject({ decision: 'stop', error: { name: 'Unknown' } })
})

test.each([
  ['IOException', IOException, 'resume'],
  ['IOException', Exception, 'resume'],
  ['IOException', DiskFull, 'stop'],
  ['TypeError', TypeError, 'resume'],
] as const)('an unknown [%s] is caught by %o: %s', (error, errorClass, decision) => {
  const { order, tell, kit } = setUp(log => resumed(scripted(log, 'a'), errorClass))
  order({ error })
  tell('1')
  expect(kit.eventsOf('ActorFailed')).toMatchObject([{ decision }])
})

test.each([
  ['non-error', 'ThrownValue', '[a text in place of an error] was thrown, which is no Error.'],
  ['native-error', 'TypeError', undefined],
  ['returns-nothing', 'InvalidBehavior', expect.stringContaining('answered with [undefined]')],
  ['duplicate-name', 'InvalidActorName', expect.stringContaining('[twin]: it is taken')],
  ['illegal-name', 'InvalidActorName', expect.stringContaining('[no/name]')],
] as const)('%s comes out as %s', (fault, name, message) => {
  const { order, tell, failures, log } = setUp(log => resumed(scripted(log, 'a')))
  order({ fault })
  tell('1', '2')
  expect(failures()).toEqual([{ name, message }])
  expect(log).toEqual(['2'])
})

test('a duplicate name is that of a child, where there is one', () => {
  const { order, tell, failures } = setUp(log =>
    Behaviors.setup<Step>(context => {
      context.spawn(Behaviors.ignore, 'child')
      return scripted(log, 'a')
    }),
  )
  order({ fault: 'duplicate-name' })
  tell('1')
  expect(failures()[0]?.message).toContain('[child]: it is taken')
})

test('an exhausted stack passes every supervisor and ends the system', () => {
  const { order, tell, kit } = setUp(log => resumed(scripted(log, 'a')))
  order({ fault: 'stack-overflow' })
  expect(() => tell('1')).toThrow(/call stack/)
  expect(kit.system.failure).toBeInstanceOf(RangeError)
  expect(kit.system.failedActor).toMatch('/user/a#')
})

test('an endless loop where nobody would end it fails the system, with a sentence', () => {
  const { order, tell, kit } = setUp(log => resumed(scripted(log, 'a')))
  order({ fault: 'endless-loop' })
  expect(() => tell('1')).toThrow(/would loop for ever here/)
  expect(kit.system.failure).toBeInstanceOf(NobodyWatches)
})

test('during starts: it fails at one message, and then at so many starts', () => {
  const { order, tell, kit, log } = setUp(log =>
    Behaviors.supervise(scriptedStart(log, 'a')).onFailure(
      SupervisorStrategy.restartWithBackoff({ minBackoffMs: 10, maxBackoffMs: 100, randomFactor: 0 }),
    ),
  )
  order({ during: 'start', error: 'IOException', times: 2 })
  tell('1', '2')
  kit.advance(9)
  expect(kit.eventsOf('ActorFailed')).toHaveLength(1)
  kit.advance(100)
  expect(kit.eventsOf('ActorBackingOff').map(event => event.until)).toEqual([10, 30, 70])
  expect(kit.eventsOf('ActorFailed').map(event => event.label)).toEqual(['function', undefined, undefined])
  expect(log).toEqual(['a start', 'a PreRestart', 'a start', '2'])
})

test.each(['returns-nothing', 'illegal-name', 'non-error'] as const)('%s happens at a start too', fault => {
  const { order, tell, kit, log } = setUp(log =>
    Behaviors.supervise(scriptedStart(log, 'a')).onFailure(SupervisorStrategy.restart.withLimit(3, 1000)),
  )
  order({ during: 'start', fault, times: 1 })
  tell('1', '2')
  expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['restart', 'restart'])
  expect(log).toEqual(['a start', 'a PreRestart', 'a start', '2'])
})

test('nobody fails who does not live', () => {
  const { kit } = setUp(log => scripted(log, 'a'))
  expect(kit.system.failNext('/user/nobody')).toBe(false)
})
