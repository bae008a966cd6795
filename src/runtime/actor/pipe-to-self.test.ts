import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import type { Behavior } from './behavior.ts'
import { Behaviors } from './behaviors.ts'
import type { Outcome } from './pipe-to-self.ts'
import { SupervisorStrategy } from './supervisor-strategy.ts'

interface Ends {
  readonly succeed: (value: number) => void
  readonly fail: (error: Error) => void
}

/** Begins on each `begin`, and writes down what comes of it. */
function piping(log: string[], begun: Ends[], map: (outcome: Outcome<number>) => string): Behavior<string> {
  return Behaviors.setup(context => {
    log.push('start')
    return Behaviors.receiveMessage<string>(message => {
      log.push(message)
      if (message === 'begin')
        context.pipeToSelf<number>((succeed, fail) => void begun.push({ succeed, fail }), map)
      return message === 'stop' ? Behaviors.stopped : Behaviors.same
    }).receiveSignal((_, signal) => {
      log.push(signal.type)
      return signal.type === 'MessageAdaptionFailure' ? Behaviors.unhandled : Behaviors.same
    })
  })
}

const told = (outcome: Outcome<number>) =>
  outcome.type === 'Success' ? `got ${outcome.value}` : `failed: ${outcome.error.message}`

function setUp(map = told, wrap: (behavior: Behavior<string>) => Behavior<string> = behavior => behavior) {
  const kit = ActorTestKit.create()
  const log: string[] = []
  const begun: Ends[] = []
  const ref = kit.spawn(wrap(piping(log, begun, map)), 'a')
  const tell = (message: string) => {
    ref.tell(message)
    kit.runUntilIdle()
  }
  tell('begin')
  log.length = 0
  return { kit, log, begun, ref, tell }
}

describe('pipeToSelf', () => {
  test('[A-279] delivers success and failure as mapped messages', () => {
    const { kit, log, begun, tell } = setUp()
    begun[0]!.succeed(3)
    kit.runUntilIdle()
    tell('begin')
    begun[1]!.fail(new Error('no'))
    expect(log).toEqual(['got 3', 'begin'])
    kit.runUntilIdle()
    expect(log).toEqual(['got 3', 'begin', 'failed: no'])
  })

  test('maps when the turn of the outcome comes, behind what was sent before', () => {
    const { kit, log, begun, ref } = setUp(outcome => {
      log.push('mapping')
      return told(outcome)
    })
    ref.tell('earlier')
    begun[0]!.succeed(1)
    kit.runUntilIdle()
    expect(log).toEqual(['earlier', 'mapping', 'got 1'])
  })

  test('counts the first end only, and one that throws at its begin has failed', () => {
    const { kit, log, begun } = setUp()
    begun[0]!.succeed(1)
    begun[0]!.fail(new Error('too late'))
    kit.runUntilIdle()
    expect(log).toEqual(['got 1'])
    const probe = kit.createTestProbe<string>()
    kit.spawn(
      Behaviors.setup<string>(context => {
        context.pipeToSelf<number>(() => {
          throw new Error('not even begun')
        }, told)
        return Behaviors.receiveMessageWithSame(message => probe.ref.tell(message))
      }),
      'b',
    )
    probe.expectMessage('failed: not even begun')
  })

  test('[A-280] logs and skips a mapping to nothing', () => {
    const { kit, log, begun } = setUp(() => null as unknown as string)
    begun[0]!.succeed(1)
    kit.runUntilIdle()
    expect(log).toEqual([])
    expect(kit.eventsOf('Logged').map(event => event.level)).toEqual(['warn'])
    expect(kit.eventsOf('ActorFailed')).toEqual([])
  })

  test('[A-049] an exception in the mapping is for the supervisors: PreRestart, a new start, and it serves on', () => {
    const broken = () => {
      throw new Error('broken')
    }
    const { kit, log, begun, tell } = setUp(broken, behavior =>
      Behaviors.supervise(Behaviors.setup<string>(() => behavior)).onFailure(SupervisorStrategy.restart),
    )
    begun[0]!.succeed(1)
    kit.runUntilIdle()
    tell('again')
    expect(log).toEqual(['MessageAdaptionFailure', 'PreRestart', 'start', 'again'])
  })

  test('is a dead letter when the actor has stopped', () => {
    const { kit, begun, tell } = setUp()
    tell('stop')
    begun[0]!.succeed(1)
    kit.runUntilIdle()
    expect(kit.eventsOf('DeadLetter').map(event => event.body)).toEqual(['{"type":"Success","value":1}'])
  })
})
