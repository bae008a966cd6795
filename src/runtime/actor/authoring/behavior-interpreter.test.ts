import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import type { ActorContext } from '../api/actor-context.ts'
import type { Behavior } from '../api/behavior.ts'
import type { Signal } from '../api/signal.ts'
import { DeathPactException, InvalidMessage } from '../base/actor-errors.ts'
import { BehaviorInterpreter } from './behavior-interpreter.ts'
import { Behaviors } from './behaviors.ts'

type Message = 'get' | 'swap' | 'ignore' | 'unknown' | 'stop'

/** Two states that log their messages; `swap` changes from one to the other. */
function recorder(log: string[], state: 'first' | 'second'): Behavior<Message> {
  return Behaviors.receiveMessage<Message>(message => {
    log.push(`${state} ${message}`)
    switch (message) {
      case 'swap':
        return recorder(log, state === 'first' ? 'second' : 'first')
      case 'unknown':
        return Behaviors.unhandled
      case 'stop':
        return Behaviors.stopped
      default:
        return Behaviors.same
    }
  }).receiveSignal((_, signal) => {
    log.push(`${state} ${signal.type}`)
    return Behaviors.same
  })
}

/** Runs `steps` from inside an actor's handler. */
function inside<R>(steps: (context: ActorContext<Message>) => R): R {
  const kit = ActorTestKit.create()
  const results: R[] = []
  const ref = kit.spawn(
    Behaviors.receive<Message>(context => {
      results.push(steps(context))
      return Behaviors.same
    }),
    'interpreter',
  )
  ref.tell('get')
  kit.runUntilIdle()
  expect(kit.eventsOf('ActorFailed')).toEqual([])
  return results[0]!
}

const { start, interpretMessage, interpretSignal, canonicalize, isAlive, isUnhandled, isDeferred } =
  BehaviorInterpreter

describe('a BehaviorInterpreter', () => {
  test("[A-090] runs a message inside a handler without a change of the actor's own behavior", () => {
    const log: string[] = []
    const kit = ActorTestKit.create()
    const ref = kit.spawn(
      Behaviors.receive<Message>((context, message) => {
        log.push(`actor ${message}`)
        interpretMessage(start(recorder(log, 'first'), context), context, 'swap')
        return Behaviors.same
      }),
      'a',
    )
    ref.tell('get')
    ref.tell('get')
    kit.runUntilIdle()
    expect(log).toEqual(['actor get', 'first swap', 'actor get', 'first swap'])
  })

  const signals = (context: ActorContext<Message>): Signal[] => [
    { type: 'PostStop' },
    { type: 'PreRestart' },
    { type: 'Terminated', ref: context.self },
  ]

  test('[A-109] passes PostStop, PreRestart and Terminated to the signal handler, before and after a message', () => {
    const log: string[] = []
    inside(context => {
      const initial = start(recorder(log, 'first'), context)
      for (const signal of signals(context)) interpretSignal(initial, context, signal)
      for (const signal of signals(context)) {
        const later = canonicalize(interpretMessage(initial, context, 'get'), initial)
        interpretSignal(later, context, signal)
      }
    })
    expect(log).toEqual([
      'first PostStop',
      'first PreRestart',
      'first Terminated',
      'first get',
      'first PostStop',
      'first get',
      'first PreRestart',
      'first get',
      'first Terminated',
    ])
  })

  test('[A-110] handles messages after a signal', () => {
    const log: string[] = []
    inside(context => {
      const initial = start(recorder(log, 'first'), context)
      const later = canonicalize(interpretSignal(initial, context, { type: 'PreRestart' }), initial)
      interpretMessage(later, context, 'get')
    })
    expect(log).toEqual(['first PreRestart', 'first get'])
  })

  test('[A-113] is no longer alive after the behavior returned stopped', () => {
    const [alive, stopped] = inside(context => {
      const initial = start(recorder([], 'first'), context)
      return [isAlive(initial), isAlive(interpretMessage(initial, context, 'stop'))]
    })
    expect([alive, stopped]).toEqual([true, false])
  })

  test('[A-112] reports an unhandled message', () => {
    const results = inside(context => {
      const initial = start(recorder([], 'first'), context)
      return (['unknown', 'get'] as const).map(message =>
        isUnhandled(interpretMessage(initial, context, message)),
      )
    })
    expect(results).toEqual([true, false])
  })

  test('[A-115] passes signals to the behavior that it switched to', () => {
    const log: string[] = []
    inside(context => {
      const initial = start(recorder(log, 'first'), context)
      const second = interpretMessage(initial, context, 'swap')
      interpretSignal(second, context, { type: 'PostStop' })
    })
    expect(log).toEqual(['first swap', 'second PostStop'])
  })

  test('reports a behavior as deferred until start has run its setup factories', () => {
    const deferred = Behaviors.setup<Message>(() => recorder([], 'first'))
    const results = inside(context => [isDeferred(deferred), isDeferred(start(deferred, context))])
    expect(results).toEqual([true, false])
  })

  test('rejects null as message, and throws DeathPactException for an unhandled Terminated', () => {
    const errors = inside(context => {
      const caught: unknown[] = []
      const quiet = start(
        Behaviors.receiveMessage<Message>(() => Behaviors.same),
        context,
      )
      for (const act of [
        () => interpretMessage(quiet, context, null as unknown as Message),
        () => interpretSignal(quiet, context, { type: 'Terminated', ref: context.self }),
      ]) {
        try {
          act()
        } catch (thrown) {
          caught.push(thrown)
        }
      }
      return caught
    })
    expect(errors[0]).toBeInstanceOf(InvalidMessage)
    expect(errors[1]).toBeInstanceOf(DeathPactException)
  })
})
