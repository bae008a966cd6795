import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { type Step, scripted, throwError } from '../../testkit/scripted-actor.ts'
import type { Behavior } from '../api/behavior.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from '../authoring/behaviors.ts'

const strategies = {
  stop: SupervisorStrategy.stop,
  resume: SupervisorStrategy.resume,
  restart: SupervisorStrategy.restart,
  limited: SupervisorStrategy.restart.withLimit(1, 1000),
  backoff: SupervisorStrategy.restartWithBackoff({ minBackoffMs: 10, maxBackoffMs: 10, randomFactor: 0 }),
}

function run(behavior: Behavior<Step>, ...steps: Step[]) {
  const kit = ActorTestKit.create()
  const ref = kit.spawn(behavior, 'a')
  for (const step of steps) {
    ref.tell(step)
    kit.advance(20)
  }
  return kit
}

const logged = (kit: ActorTestKit) =>
  kit
    .eventsOf('Logged')
    .filter(event => event.actor !== '/deadLetters')
    .map(event => [event.level, event.text])

describe('a failure in the log', () => {
  test('[A-002, A-012] appears once, at level error, with class and message', () => {
    const unsupervised = run(scripted([], 'a'), throwError(new RangeError('x')), throwError())
    expect(logged(unsupervised)).toEqual([['error', 'RangeError']])
    for (const strategy of Object.values(strategies)) {
      const behavior = Behaviors.supervise(scripted([], 'a')).onFailure(strategy)
      expect(logged(run(behavior, throwError(new Error('broken'))))).toEqual([['error', 'Error: broken']])
    }
  })

  test('appears at the level of the outer supervisor that handles it', () => {
    const behavior = Behaviors.supervise(scripted([], 'a'))
      .onFailure(SupervisorStrategy.restart.withLimit(0, 1000).withLogLevel('debug'))
      .onFailure(SupervisorStrategy.resume.withLogLevel('info'), Object as unknown as typeof Error)
    expect(logged(run(behavior, throwError())).map(([level]) => level)).toEqual(['info'])
  })

  test('[A-043, A-044] appears only at the level of the strategy', () => {
    for (const strategy of Object.values(strategies)) {
      const behavior = Behaviors.supervise(scripted([], 'a')).onFailure(strategy.withLogLevel('info'))
      expect(logged(run(behavior, throwError(new Error('broken'))))).toEqual([['info', 'Error: broken']])
    }
  })

  test('[A-044] does not appear when the strategy disables logging', () => {
    for (const strategy of Object.values(strategies)) {
      const behavior = Behaviors.supervise(scripted([], 'a')).onFailure(strategy.withLoggingEnabled(false))
      const kit = run(behavior, throwError())
      expect(logged(kit)).toEqual([])
      expect(kit.eventsOf('ActorFailed')).toHaveLength(1)
    }
  })

  test('[A-045] under backoff appears at the critical level after a number of failures, until the count is reset', () => {
    const strategy = strategies.backoff
      .withLogLevel('info')
      .withCriticalLogLevel('warn', 2)
      .withResetBackoffAfter(1000)
    const kit = ActorTestKit.create()
    const ref = kit.spawn(Behaviors.supervise(scripted([], 'a')).onFailure(strategy), 'a')
    const failAndWait = (ms: number) => {
      ref.tell(throwError())
      kit.advance(ms)
    }
    for (const ms of [20, 20, 20, 2000, 20]) failAndWait(ms)
    expect(logged(kit).map(([level]) => level)).toEqual(['info', 'info', 'warn', 'warn', 'info'])
  })
})
