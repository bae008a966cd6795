import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import type { Behavior } from '../api/behavior.ts'
import type { Outcome } from '../api/outcome.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from '../authoring/behaviors.ts'

interface Ends {
  readonly succeed: (value: number) => void
  readonly fail: (error: Error) => void
}

/** Starts an operation on each `begin`, and logs its mapped outcome. */
function piping(
  log: string[],
  operations: Ends[],
  map: (outcome: Outcome<number>) => string,
): Behavior<string> {
  return Behaviors.setup(context => {
    log.push('start')
    return Behaviors.receiveMessage<string>(message => {
      log.push(message)
      if (message === 'begin')
        context.pipeToSelf<number>((succeed, fail) => void operations.push({ succeed, fail }), map)
      return message === 'stop' ? Behaviors.stopped : Behaviors.same
    }).receiveSignal((_, signal) => {
      log.push(signal.type)
      return signal.type === 'MessageAdaptionFailure' ? Behaviors.unhandled : Behaviors.same
    })
  })
}

const describeOutcome = (outcome: Outcome<number>) =>
  outcome.type === 'Success' ? `got ${outcome.value}` : `failed: ${outcome.error.message}`

function setUp(
  map = describeOutcome,
  wrap: (behavior: Behavior<string>) => Behavior<string> = behavior => behavior,
) {
  const kit = ActorTestKit.create()
  const log: string[] = []
  const operations: Ends[] = []
  const ref = kit.spawn(wrap(piping(log, operations, map)), 'a')
  const tell = (message: string) => {
    ref.tell(message)
    kit.runUntilIdle()
  }
  tell('begin')
  log.length = 0
  return { kit, log, operations, ref, tell }
}

describe('pipeToSelf', () => {
  test('[A-279] delivers success and failure as mapped messages', () => {
    const { kit, log, operations, tell } = setUp()
    operations[0]!.succeed(3)
    kit.runUntilIdle()
    tell('begin')
    operations[1]!.fail(new Error('no'))
    expect(log).toEqual(['got 3', 'begin'])
    kit.runUntilIdle()
    expect(log).toEqual(['got 3', 'begin', 'failed: no'])
  })

  test('maps the outcome in its own turn, behind messages sent before', () => {
    const { kit, log, operations, ref } = setUp(outcome => {
      log.push('mapping')
      return describeOutcome(outcome)
    })
    ref.tell('earlier')
    operations[0]!.succeed(1)
    kit.runUntilIdle()
    expect(log).toEqual(['earlier', 'mapping', 'got 1'])
  })

  test('ignores every outcome after the first, and fails an operation that throws at its start', () => {
    const { kit, log, operations } = setUp()
    operations[0]!.succeed(1)
    operations[0]!.fail(new Error('too late'))
    kit.runUntilIdle()
    expect(log).toEqual(['got 1'])
    const probe = kit.createTestProbe<string>()
    kit.spawn(
      Behaviors.setup<string>(context => {
        context.pipeToSelf<number>(() => {
          throw new Error('could not start')
        }, describeOutcome)
        return Behaviors.receiveMessageWithSame(message => probe.ref.tell(message))
      }),
      'b',
    )
    probe.expectMessage('failed: could not start')
  })

  test('[A-280] logs and skips a mapping to null', () => {
    const { kit, log, operations } = setUp(() => null as unknown as string)
    operations[0]!.succeed(1)
    kit.runUntilIdle()
    expect(log).toEqual([])
    expect(kit.eventsOf('Logged').map(event => event.level)).toEqual(['warn'])
    expect(kit.eventsOf('ActorFailed')).toEqual([])
  })

  test('[A-049] hands an exception of the mapping to the supervisors, which restart the actor', () => {
    const broken = () => {
      throw new Error('broken')
    }
    const { kit, log, operations, tell } = setUp(broken, behavior =>
      Behaviors.supervise(Behaviors.setup<string>(() => behavior)).onFailure(SupervisorStrategy.restart),
    )
    operations[0]!.succeed(1)
    kit.runUntilIdle()
    tell('again')
    expect(log).toEqual(['MessageAdaptionFailure', 'PreRestart', 'start', 'again'])
  })

  test('turns the outcome into a dead letter when the actor has stopped', () => {
    const { kit, operations, tell } = setUp()
    tell('stop')
    operations[0]!.succeed(1)
    kit.runUntilIdle()
    expect(kit.eventsOf('DeadLetter').map(event => event.body)).toEqual(['{"type":"Success","value":1}'])
  })
})
