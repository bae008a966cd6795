import { expect, test } from 'vitest'
import { logText, type Step, scripted, scriptedStart } from '../../testkit/scripted-actor.ts'
import { scriptedKit } from '../../testkit/scripted-kit.ts'
import type { Behavior } from '../api/behavior.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { NoWatchdog } from '../base/actor-errors.ts'
import type { ErrorClass } from '../base/error-class.ts'
import type { FaultRequest } from '../kernel/fault-request.ts'

class IOException extends Error {}
class DiskFull extends IOException {}
class Exception extends Error {}

const withResume = (behavior: Behavior<Step>, errorClass: ErrorClass = Error) =>
  Behaviors.supervise(behavior).onFailure(SupervisorStrategy.resume, errorClass)

function setUp(behavior: (log: string[]) => Behavior<Step>) {
  const { kit, log, tell } = scriptedKit(behavior)
  kit.runUntilIdle()
  return {
    kit,
    log,
    inject: (request: Partial<FaultRequest>) => kit.system.failNext('/user/a', request),
    tell: (...texts: string[]) => tell(...texts.map(text => logText(log, text))),
    failures: () => kit.eventsOf('ActorFailed').map(event => event.error),
  }
}

test('an injected error fails the next messages as often as requested', () => {
  const { inject, tell, failures, log } = setUp(log => withResume(scripted(log, 'a')))
  inject({ error: 'Boom', times: 2 })
  inject({ error: 'Bang' })
  tell('1', '2', '3', '4')
  expect(failures().map(error => error.name)).toEqual(['Boom', 'Boom', 'Bang'])
  expect(failures()[0]?.message).toBe('[Boom] was thrown on request.')
  expect(log).toEqual(['4'])
})

test('an injected error of a registered class matches supervisors of its superclasses', () => {
  const { inject, tell, kit, failures } = setUp(log => withResume(scripted(log, 'a'), IOException))
  kit.system.registerErrors(DiskFull)
  inject({ error: 'DiskFull' })
  tell('1')
  expect(kit.eventsOf('ActorFailed')).toMatchObject([{ decision: 'resume', error: { name: 'DiskFull' } }])
  inject({ error: 'Unknown' })
  tell('2')
  expect(failures()).toHaveLength(2)
  expect(kit.eventsOf('ActorFailed').at(-1)).toMatchObject({ decision: 'stop', error: { name: 'Unknown' } })
})

test.each([
  ['IOException', IOException, 'resume'],
  ['IOException', Exception, 'resume'],
  ['IOException', DiskFull, 'stop'],
  ['TypeError', TypeError, 'resume'],
] as const)(
  'an injected error with the unregistered name [%s] under a supervisor for %o: %s',
  (error, errorClass, decision) => {
    const { inject, tell, kit } = setUp(log => withResume(scripted(log, 'a'), errorClass))
    inject({ error })
    tell('1')
    expect(kit.eventsOf('ActorFailed')).toMatchObject([{ decision }])
  },
)

test.each([
  ['non-error', 'ThrownValue', '[a text in place of an error] was thrown instead of an Error.'],
  ['native-error', 'TypeError', undefined],
  ['returns-nothing', 'InvalidBehavior', expect.stringContaining('returned [undefined]')],
  ['duplicate-name', 'InvalidActorName', expect.stringContaining('[twin]: it is taken')],
  ['illegal-name', 'InvalidActorName', expect.stringContaining('[no/name]')],
] as const)('the fault %s fails the message with %s', (fault, name, message) => {
  const { inject, tell, failures, log } = setUp(log => withResume(scripted(log, 'a')))
  inject({ fault })
  tell('1', '2')
  expect(failures()).toEqual([{ name, message }])
  expect(log).toEqual(['2'])
})

test('the fault duplicate-name uses the name of an existing child', () => {
  const { inject, tell, failures } = setUp(log =>
    Behaviors.setup<Step>(context => {
      context.spawn(Behaviors.ignore, 'child')
      return scripted(log, 'a')
    }),
  )
  inject({ fault: 'duplicate-name' })
  tell('1')
  expect(failures()[0]?.message).toContain('[child]: it is taken')
})

test('the fault stack-overflow bypasses every supervisor and ends the system', () => {
  const { inject, tell, kit } = setUp(log => withResume(scripted(log, 'a')))
  inject({ fault: 'stack-overflow' })
  expect(() => tell('1')).toThrow(/call stack/)
  expect(kit.system.failure).toBeInstanceOf(RangeError)
  expect(kit.system.failedActor).toMatch('/user/a#')
})

test('the fault endless-loop without a watchdog fails the system with an explanation', () => {
  const { inject, tell, kit } = setUp(log => withResume(scripted(log, 'a')))
  inject({ fault: 'endless-loop' })
  expect(() => tell('1')).toThrow(/would loop for ever here/)
  expect(kit.system.failure).toBeInstanceOf(NoWatchdog)
})

test('a fault during starts fails the next message and then the requested number of starts', () => {
  const { inject, tell, kit, log } = setUp(log =>
    Behaviors.supervise(scriptedStart(log, 'a')).onFailure(
      SupervisorStrategy.restartWithBackoff({ minBackoffMs: 10, maxBackoffMs: 100, randomFactor: 0 }),
    ),
  )
  inject({ during: 'start', error: 'IOException', times: 2 })
  tell('1', '2')
  kit.advance(9)
  expect(kit.eventsOf('ActorFailed')).toHaveLength(1)
  kit.advance(100)
  expect(kit.eventsOf('ActorBackingOff').map(event => event.until)).toEqual([10, 30, 70])
  expect(kit.eventsOf('ActorFailed').map(event => event.label)).toEqual(['function', undefined, undefined])
  expect(log).toEqual(['a start', 'a PreRestart', 'a start', '2'])
})

test.each(['returns-nothing', 'illegal-name', 'non-error'] as const)(
  'the fault %s can happen at a start',
  fault => {
    const { inject, tell, kit, log } = setUp(log =>
      Behaviors.supervise(scriptedStart(log, 'a')).onFailure(SupervisorStrategy.restart.withLimit(3, 1000)),
    )
    inject({ during: 'start', fault, times: 1 })
    tell('1', '2')
    expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['restart', 'restart'])
    expect(log).toEqual(['a start', 'a PreRestart', 'a start', '2'])
  },
)

test('failNext returns false for an actor that does not exist', () => {
  const { kit } = setUp(log => scripted(log, 'a'))
  expect(kit.system.failNext('/user/nobody')).toBe(false)
})
