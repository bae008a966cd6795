import { describe, expect, test } from 'vitest'
import type { TraceEvent, TraceEventBody, TraceEventOf } from '../../../trace/trace-event.ts'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { type Step, scripted, throwError } from '../../testkit/scripted-actor.ts'
import { tracedSystem } from '../../testkit/traced-system.ts'
import type { Behavior } from '../api/behavior.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { IllegalContextUse } from '../base/actor-errors.ts'

function setUp(guardian: Behavior<never>) {
  const events: TraceEvent[] = []
  const { system, drain } = tracedSystem({ guardian })
  const run = (ms = 0) => {
    const until = system.now + ms
    system.runInstant(system.now)
    for (let due = system.nextDue; due !== null && due <= until; due = system.nextDue) system.runInstant(due)
  }
  const eventsOf = <T extends TraceEventBody['type']>(type: T): readonly TraceEventOf<T>[] => {
    events.push(...drain())
    return events.filter((event): event is TraceEventOf<T> => event.type === type)
  }
  return { system, run, eventsOf }
}

const quiet = () => Behaviors.receiveMessage<Step>(() => Behaviors.same)

describe("the application's guardian", () => {
  test('[A-155] ends the system when it stops, also on its first message', () => {
    const log: string[] = []
    const { system, run } = setUp(scripted(log, 'user'))
    let terminatedCalled = false
    system.whenTerminated(() => {
      terminatedCalled = true
    })
    system.tell(() => undefined)
    run()
    expect([system.terminated, terminatedCalled]).toEqual([false, false])
    system.tell(() => Behaviors.stopped)
    run()
    expect([system.terminated, terminatedCalled, system.endReason]).toEqual([true, true, 'left'])
    expect(log).toEqual(['user PostStop'])

    const first = setUp(Behaviors.receiveMessage<string>(() => Behaviors.stopped))
    first.system.tell('now')
    first.run()
    expect(first.system.terminated).toBe(true)
  })

  test('ends the system as failed when it fails, in a handler or at its start', () => {
    const { system, run, eventsOf } = setUp(scripted([], 'user'))
    system.tell(throwError(new Error('broken')))
    run()
    expect([system.terminated, system.endReason]).toEqual([true, 'failed'])
    expect(eventsOf('ActorFailed').map(event => [event.actor, event.decision])).toEqual([['/user', 'stop']])

    const atStart = setUp(
      Behaviors.setup<never>(() => {
        throw new Error('no')
      }),
    )
    atStart.run()
    expect([atStart.system.terminated, atStart.system.endReason]).toEqual([true, 'failed'])
    expect(atStart.eventsOf('ActorFailed')[0]?.error.name).toBe('ActorInitializationException')
  })

  test('ends the system when a watched child stops and Terminated is unhandled', () => {
    const { system, run, eventsOf } = setUp(
      Behaviors.setup<Step>(context => {
        context.watch(context.spawn(quiet(), 'child'))
        return scripted([], 'user')
      }),
    )
    run()
    const stopChild: Step = context => {
      context.stop(context.child('child')!)
      return undefined
    }
    system.tell(stopChild)
    run()
    expect(system.endReason).toBe('failed')
    expect(eventsOf('ActorFailed')[0]?.error.name).toBe('DeathPactException')
  })

  test('[A-161] starts after the set-up of the system, and then receives the messages sent before', () => {
    const log: string[] = []
    const { system, run, eventsOf } = setUp(
      Behaviors.setup<string>(context => {
        log.push(`started beside ${context.system.resolve('/system/service').path}`)
        context.system.resolve<string>('/system/service').tell('from the guardian')
        return Behaviors.receiveMessage(message => {
          log.push(message)
          return Behaviors.same
        })
      }),
    )
    system.tell('early')
    system.systemActorOf(
      Behaviors.receiveMessage<string>(message => {
        log.push(`service got ${message}`)
        return Behaviors.same
      }),
      'service',
    )
    expect(log).toEqual([])
    run()
    expect(log).toEqual(['started beside /system/service', 'early', 'service got from the guardian'])
    expect(eventsOf('ActorStarted').map(event => event.actor.split('#')[0])).toEqual([
      '/system/service',
      '/user',
    ])
  })

  test('[A-161] keeps 1000 messages sent before its start; one more fails the start', () => {
    const run = (count: number) => {
      let handled = 0
      const app = setUp(
        Behaviors.receiveMessage<number>(() => {
          handled++
          return Behaviors.same
        }),
      )
      for (let i = 0; i < count; i++) app.system.tell(i)
      app.run()
      return [handled, app.system.endReason]
    }
    expect(run(1000)).toEqual([1000, null])
    expect(run(1001)).toEqual([0, 'failed'])
  })

  test('[A-162] runs its stop callback also when it stops in its setup', () => {
    let called = 0
    const { system, run } = setUp(
      Behaviors.setup<never>(() =>
        Behaviors.stoppedThen(() => {
          called++
        }),
      ),
    )
    run()
    expect([called, system.terminated, system.endReason]).toEqual([1, true, 'left'])
  })

  test('[A-156] receives PostStop when the system terminates', () => {
    const log: string[] = []
    const { system, run } = setUp(scripted(log, 'user'))
    run()
    system.terminate('downed')
    run()
    expect([log, system.terminated, system.endReason]).toEqual([['user PostStop'], true, 'downed'])
  })

  test('[A-157] never starts when the system terminates before, and messages sent to it become dead letters', () => {
    const log: string[] = []
    const { system, run, eventsOf } = setUp(
      Behaviors.setup<Step>(() => {
        log.push('started')
        return scripted(log, 'user')
      }),
    )
    system.tell(() => undefined)
    system.terminate()
    run(10)
    expect([log, system.terminated]).toEqual([[], true])
    expect(eventsOf('DeadLetter').map(event => event.to)).toEqual(['/user'])
  })

  test('is the only actor that spawns under /user', () => {
    const { system, run, eventsOf } = setUp(
      Behaviors.setup<never>(context => {
        context.spawn(quiet(), 'child')
        return Behaviors.empty
      }),
    )
    run()
    expect(eventsOf('ActorStarted').map(event => event.actor.split('#')[0])).toEqual(['/user', '/user/child'])
    expect(() => system.spawn(quiet(), 'other')).toThrow(IllegalContextUse)
  })

  test('stops before the services under /system', () => {
    const log: string[] = []
    const { system, run } = setUp(scripted(log, 'user'))
    system.systemActorOf(scripted(log, 'service'), 'service')
    run()
    system.tell(() => Behaviors.stopped)
    run()
    expect(log).toEqual(['user PostStop', 'service PostStop'])
  })
})

describe('the implicit guardians', () => {
  test('[A-209] ignore messages', () => {
    const kit = ActorTestKit.create()
    const child = kit.createTestProbe<string>()
    for (const path of ['/user', '/system']) kit.system.resolve<string>(path).tell('hello')
    kit.system.tell('hello')
    kit.runUntilIdle()
    for (const type of ['DeadLetter', 'MessageUnhandled', 'ActorFailed', 'ActorStopped'] as const) {
      expect(kit.eventsOf(type)).toEqual([])
    }
    child.ref.tell('still there')
    child.expectMessage('still there')
  })
})
