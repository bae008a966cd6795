import { describe, expect, test } from 'vitest'
import type { StrategyText, SupervisionChoice, SupervisionRule } from '../../../trace/supervision.ts'
import { logText, type Step, scripted, scriptedStart, throwError } from '../../testkit/scripted-actor.ts'
import { scriptedKit } from '../../testkit/scripted-kit.ts'
import type { Behavior } from '../api/behavior.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from '../authoring/behaviors.ts'

class IOException extends Error {}
class DiskFull extends IOException {}

const restart: StrategyText = { type: 'restart', stopChildren: true }
const backoff: StrategyText = {
  type: 'backoff',
  minBackoffMs: 10,
  maxBackoffMs: 40,
  randomFactor: 0,
  stopChildren: true,
}
const rule = (error: string, strategy: StrategyText): SupervisionRule => ({ error, strategy })

function setUp(behavior: (log: string[]) => Behavior<Step>) {
  const parts = scriptedKit(behavior)
  const { kit } = parts
  kit.runUntilIdle()
  return {
    ...parts,
    choose: (rules: readonly SupervisionRule[], around?: SupervisionChoice['around']) => {
      const choice = around === undefined ? { rules } : { rules, around }
      expect(kit.system.supervise('/user/a', choice)).toBe(true)
    },
    clearOverride: () => kit.system.supervise('/user/a', null),
    failures: () => kit.eventsOf('ActorFailed').map(event => event.decision),
    alive: () => kit.eventsOf('ActorStopped').length === 0,
  }
}

describe('the rules of an override', () => {
  test('restart an unsupervised actor from the next failure on, repeatedly', () => {
    const { tell, choose, failures, log, alive } = setUp(log => scriptedStart(log, 'a'))
    choose([rule('Error', restart)])
    tell(throwError(), throwError(), logText(log, 'still here'))
    expect(failures()).toEqual(['restart', 'restart'])
    expect(log).toEqual(['a start', 'a PreRestart', 'a start', 'a PreRestart', 'a start', 'still here'])
    expect(alive()).toBe(true)
  })

  test('replace the supervision in the code, which applies again without the override', () => {
    const { tell, choose, clearOverride, failures, kit } = setUp(log =>
      Behaviors.supervise(scripted(log, 'a')).onFailure(SupervisorStrategy.restart),
    )
    choose([rule('Error', { type: 'resume' })])
    tell(throwError())
    clearOverride()
    tell(throwError())
    choose([])
    tell(throwError())
    expect(failures()).toEqual(['resume', 'restart', 'stop'])
    expect(kit.eventsOf('SupervisionSet').map(({ by, rules }) => [by, rules])).toEqual([
      ['code', [rule('Error', restart)]],
      ['person', [rule('Error', { type: 'resume' })]],
      ['code', [rule('Error', restart)]],
      ['person', []],
    ])
  })

  test('are searched from the innermost, by the name of the error class or of a superclass', () => {
    const { tell, choose, kit } = setUp(log => scripted(log, 'a'))
    choose([
      rule('DiskFull', { type: 'resume' }),
      rule('IOException', restart),
      rule('Error', { type: 'stop' }),
    ])
    tell(throwError(new DiskFull('x')), throwError(new IOException('y')), throwError(new TypeError('z')))
    expect(kit.eventsOf('ActorFailed').map(event => [event.error.name, event.decidedBy])).toEqual([
      ['DiskFull', rule('DiskFull', { type: 'resume' })],
      ['IOException', rule('IOException', restart)],
      ['TypeError', rule('Error', { type: 'stop' })],
    ])
  })

  test('pass a failure on when a limit is exhausted, and the event names the exhausted rule', () => {
    const limited = rule('IOException', { ...restart, maxRestarts: 2, withinMs: 1000 })
    const { tell, choose, kit } = setUp(log => scripted(log, 'a'))
    choose([limited, rule('Error', { type: 'resume' })])
    tell(...[1, 2, 3].map(() => throwError(new IOException('x'))))
    expect(kit.eventsOf('ActorFailed').map(event => [event.decision, event.exhausted])).toEqual([
      ['restart', undefined],
      ['restart', undefined],
      ['resume', [limited]],
    ])
    kit.advance(1000)
    tell(throwError(new IOException('x')))
    expect(kit.eventsOf('ActorFailed').at(-1)?.decision).toBe('restart')
  })

  test('stop the actor when all limits are exhausted, and the event names them', () => {
    const limited = rule('Error', { ...restart, maxRestarts: 1, withinMs: 1000 })
    const { tell, choose, kit } = setUp(log => scripted(log, 'a'))
    choose([limited])
    tell(throwError(), throwError())
    const last = kit.eventsOf('ActorFailed').at(-1)
    expect(last).toMatchObject({ decision: 'stop', exhausted: [limited] })
    expect(last).not.toHaveProperty('decidedBy')
  })

  test('start with fresh counts when they are set again', () => {
    const { tell, choose, failures } = setUp(log => scripted(log, 'a'))
    const rules = [rule('Error', { ...restart, maxRestarts: 1, withinMs: 1000 })]
    choose(rules)
    tell(throwError())
    choose(rules)
    tell(throwError())
    expect(failures()).toEqual(['restart', 'restart'])
  })

  test('reset the counts of inner rules at a restart by an outer rule', () => {
    const { tell, choose, failures } = setUp(log => scripted(log, 'a'))
    choose([rule('IOException', { ...restart, maxRestarts: 1, withinMs: 1000 }), rule('Error', restart)])
    tell(...[1, 2, 3].map(() => throwError(new IOException('x'))))
    expect(failures()).toEqual(['restart', 'restart', 'restart'])
  })

  test('apply to DeathPactException', () => {
    const { tell, choose, kit, alive } = setUp(log => scripted(log, 'a'))
    choose([rule('DeathPactException', { type: 'resume' })])
    tell(context => {
      context.watch(context.spawn(Behaviors.stopped, 'child'))
      return undefined
    })
    expect(kit.eventsOf('ActorFailed')).toMatchObject([
      { error: { name: 'DeathPactException' }, decision: 'resume' },
    ])
    expect(alive()).toBe(false)
    expect(kit.eventsOf('ActorStopped').map(event => event.actor)).not.toContain('/user/a')
  })
})

describe('a restart by an override', () => {
  /** Spawns a child in its setup, and returns a behavior that logs its own starts. */
  const parent = (log: string[]): Behavior<Step> =>
    Behaviors.setup<Step>(context => {
      log.push('setup')
      context.spawn(Behaviors.ignore, 'child')
      return scriptedStart(log, 'a')
    })

  test('around the setup stops the children and spawns them again', () => {
    const { tell, choose, log, kit } = setUp(parent)
    choose([rule('Error', restart)], 'setup')
    tell(throwError())
    expect(log).toEqual(['setup', 'a start', 'a PreRestart', 'setup', 'a start'])
    expect(kit.eventsOf('ActorStarted').filter(event => event.actor.includes('child'))).toHaveLength(2)
  })

  test('around the handler does not spawn surviving children again', () => {
    const { tell, choose, log, kit } = setUp(parent)
    choose([rule('Error', { type: 'restart', stopChildren: false })], 'handler')
    tell(throwError(), throwError())
    expect(log).toEqual(['setup', 'a start', 'a PreRestart', 'a start', 'a PreRestart', 'a start'])
    expect(kit.eventsOf('ActorStarted').filter(event => event.actor.includes('child'))).toHaveLength(1)
  })

  test('around the setup fails with a name clash when children survive', () => {
    const { tell, choose, kit, alive } = setUp(parent)
    choose([rule('Error', { type: 'restart', stopChildren: false, maxRestarts: 3, withinMs: 1000 })], 'setup')
    tell(throwError())
    kit.advance(100)
    expect(kit.eventsOf('ActorFailed').map(event => [event.error.name, event.decision])).toEqual([
      ['Error', 'restart'],
      ['InvalidActorName', 'restart'],
      ['InvalidActorName', 'restart'],
      ['InvalidActorName', 'stop'],
    ])
    expect(alive()).toBe(false)
  })

  test('starts by default at the place of the supervision in the code', () => {
    const { tell, choose, log } = setUp(log =>
      Behaviors.setup<Step>(() => {
        log.push('setup')
        return Behaviors.supervise(scriptedStart(log, 'a')).onFailure(SupervisorStrategy.stop)
      }),
    )
    choose([rule('Error', restart)])
    tell(throwError())
    expect(log).toEqual(['setup', 'a start', 'a PreRestart', 'a start'])
  })

  test('around the setup creates the supervision in the code again', () => {
    const { tell, choose, clearOverride, failures, kit } = setUp(log =>
      Behaviors.setup<Step>(() =>
        Behaviors.supervise(scripted(log, 'a')).onFailure(SupervisorStrategy.resume),
      ),
    )
    choose([rule('Error', restart)], 'setup')
    tell(throwError())
    clearOverride()
    tell(throwError())
    expect(failures()).toEqual(['restart', 'resume'])
    expect(kit.eventsOf('SupervisionSet').at(-1)).toMatchObject({
      by: 'code',
      rules: [rule('Error', { type: 'resume' })],
    })
  })

  test('keeps the interceptor in the code, which receives PreRestart', () => {
    const { tell, choose, log } = setUp(log =>
      Behaviors.intercept<Step>(() => ({
        aroundSignal: (_context, signal, target) => {
          log.push(`before ${signal.type}`)
          return target(signal)
        },
      }))(scriptedStart(log, 'a')),
    )
    choose([rule('Error', restart)])
    tell(throwError(), throwError())
    const once = ['before PreRestart', 'a PreRestart', 'a start']
    expect(log).toEqual(['a start', ...once, ...once])
  })
})

describe('an override of an actor that is not running', () => {
  test('applies its rules to a start that fails during a restart, except resume', () => {
    let starts = 0
    const { tell, choose, kit } = setUp(log =>
      Behaviors.setup<Step>(() => {
        starts++
        if (starts === 2) throw new IOException('x')
        return scripted(log, 'a')
      }),
    )
    choose([rule('IOException', { type: 'resume' }), rule('Error', restart)])
    tell(throwError())
    kit.advance(1)
    expect(kit.eventsOf('ActorFailed').map(event => event.decidedBy?.error)).toEqual(['Error', 'Error'])
    expect(starts).toBe(3)
  })

  test('keeps a backoff and its mail, and applies from the next failure on', () => {
    const { tell, choose, kit, log, failures } = setUp(log => scriptedStart(log, 'a'))
    choose([rule('Error', backoff)])
    tell(throwError(), logText(log, 'waited'))
    choose([rule('Error', { type: 'stop' })])
    kit.advance(9)
    expect(log).toEqual(['a start', 'a PreRestart'])
    kit.advance(1)
    expect(log).toEqual(['a start', 'a PreRestart', 'a start', 'waited'])
    tell(throwError())
    expect(failures()).toEqual(['backoff', 'stop'])
    expect(kit.eventsOf('ActorBackingOff')).toHaveLength(1)
  })

  test('keeps the mail when it replaces an override whose backoff has a failing start', () => {
    const { tell, choose, kit, log } = setUp(log => scriptedStart(log, 'a'))
    choose([rule('Error', backoff)])
    kit.system.failNext('/user/a', { during: 'start', times: 1 })
    tell(logText(log, 'fails'), logText(log, 'waited'))
    choose([rule('Error', restart)])
    kit.advance(50)
    expect(log).toEqual(['a start', 'a PreRestart', 'a start', 'waited'])
  })

  test('is rejected when the actor does not exist', () => {
    const { kit, tell } = setUp(log => scripted(log, 'a'))
    tell(() => Behaviors.stopped)
    expect(kit.system.supervise('/user/a', { rules: [] })).toBe(false)
    expect(kit.system.supervise('/user/nobody', null)).toBe(false)
  })
})

test('SupervisionSet is not emitted for an unsupervised actor, and once for a supervised one that restarts', () => {
  const alone = setUp(log => scripted(log, 'a'))
  expect(alone.kit.eventsOf('SupervisionSet')).toEqual([])
  const { tell, kit } = setUp(log =>
    Behaviors.supervise(scripted(log, 'a'))
      .onFailure(SupervisorStrategy.resume, IOException)
      .onFailure(SupervisorStrategy.restart.withLimit(2, 500)),
  )
  tell(throwError())
  expect(kit.eventsOf('SupervisionSet').map(event => event.rules)).toEqual([
    [
      rule('IOException', { type: 'resume' }),
      rule('Error', { type: 'restart', maxRestarts: 2, withinMs: 500, stopChildren: true }),
    ],
  ])
})

test('SupervisionSet is emitted when the actor changes its supervision', () => {
  const { tell, kit, log } = setUp(log => scripted(log, 'a'))
  tell(() => Behaviors.supervise(scripted(log, 'b')).onFailure(SupervisorStrategy.resume))
  expect(kit.eventsOf('SupervisionSet')).toMatchObject([
    { by: 'code', rules: [rule('Error', { type: 'resume' })] },
  ])
})
