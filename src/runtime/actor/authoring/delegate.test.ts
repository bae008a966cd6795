import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { type Step, scripted, scriptedStart, throwError } from '../../testkit/scripted-actor.ts'
import type { Behavior } from '../api/behavior.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from './behaviors.ts'

const delegating = <T>(log: string[], to: Behavior<T>): Behavior<T> =>
  Behaviors.receive((context, message) => {
    log.push('delegator')
    return Behaviors.delegate(context, to, message)
  })

const spawned = <T>(behavior: Behavior<T>) => {
  const kit = ActorTestKit.create()
  const ref = kit.spawn(behavior, 'a')
  return {
    kit,
    tell: (...messages: T[]) => {
      for (const message of messages) ref.tell(message)
      kit.runUntilIdle()
    },
  }
}

describe('delegate', () => {
  test('[A-281] switches to the delegate when the delegate returns same', () => {
    const log: string[] = []
    const { tell } = spawned(
      delegating(
        log,
        Behaviors.setup<string>(() => {
          log.push('started')
          return Behaviors.receiveMessageWithSame(message => void log.push(`delegate ${message}`))
        }),
      ),
    )
    tell('a', 'b')
    expect(log).toEqual(['delegator', 'started', 'delegate a', 'delegate b'])
  })

  test('[A-282] leaves a message unhandled that the delegate does not handle, and still switches to the delegate', () => {
    const log: string[] = []
    const { tell, kit } = spawned(
      delegating(
        log,
        Behaviors.receiveMessage<string>(message => {
          log.push(`delegate ${message}`)
          return Behaviors.unhandled
        }),
      ),
    )
    tell('a')
    expect(kit.eventsOf('MessageUnhandled')).toHaveLength(1)
    tell('b')
    expect(log).toEqual(['delegator', 'delegate a', 'delegate b'])
    expect(kit.eventsOf('MessageUnhandled')).toHaveLength(2)
  })

  test('continues with the behavior that the delegate returns, or stops with it', () => {
    const log: string[] = []
    const { tell, kit } = spawned(
      delegating(
        log,
        Behaviors.receiveMessage<string>(() =>
          Behaviors.receiveMessage(message => {
            log.push(`next ${message}`)
            return Behaviors.stopped
          }),
        ),
      ),
    )
    tell('a', 'b')
    expect(log).toEqual(['delegator', 'next b'])
    expect(kit.eventsOf('ActorStopped')).toHaveLength(1)
  })

  test('applies the supervisors and interceptors of the delegate', () => {
    const log: string[] = []
    const { tell, kit } = spawned<Step>(
      delegating(
        [],
        Behaviors.intercept<Step>(() => ({
          aroundReceive: (_, message, target) => {
            log.push('intercepted')
            return target(message)
          },
        }))(Behaviors.supervise(scriptedStart(log, 'b')).onFailure(SupervisorStrategy.restart)),
      ),
    )
    tell(() => undefined, throwError())
    expect(log).toEqual(['b start', 'intercepted', 'intercepted', 'b PreRestart', 'b start'])
    expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['restart'])
    tell(
      () => scripted(log, 'c'),
      () => Behaviors.stopped,
    )
    expect(log.slice(5)).toEqual(['intercepted', 'intercepted', 'c PostStop'])
  })
})
