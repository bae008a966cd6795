import { describe, expect, test } from 'vitest'
import type { Behavior } from '../actor/behavior.ts'
import { Behaviors } from '../actor/behaviors.ts'
import { SupervisorStrategy } from '../actor/supervisor-strategy.ts'
import { type AllForOneStrategy, OneForOneStrategy } from './index.ts'
import { below, fail, type Scripted, type Step, setUp } from './scripted.fixture.ts'

class OutOfPaper extends Error {
  override name = 'OutOfPaper'
}

const escalating = new OneForOneStrategy({}, () => 'escalate')
const always = (directive: 'resume' | 'restart' | 'stop') => new OneForOneStrategy({}, () => directive)

/** A boss over a manager, who passes every failure on, over workers. */
function company(strategy: OneForOneStrategy | AllForOneStrategy) {
  return setUp({
    strategy,
    preStart: boss => {
      boss.spawn('manager', {
        strategy: escalating,
        preStart: manager => void [manager.spawn('w1'), manager.spawn('w2')],
      })
    },
  })
}

describe('escalation', () => {
  test('[A-070] a manager that handles nothing fails itself and is restarted together with all workers', () => {
    const { tell, taken, kit } = company(always('restart'))
    kit.runUntilIdle()
    taken()
    tell(below('manager', 'w1', fail(new OutOfPaper())))
    expect(taken()).toEqual([
      'manager preRestart',
      'manager postStop',
      'w1 postStop',
      'w2 postStop',
      'manager postRestart',
      'manager preStart',
      'w1 preStart',
      'w2 preStart',
    ])
    expect(
      kit
        .eventsOf('ActorFailed')
        .map(event => [event.actor.split('/').at(-1)?.split('#')[0], event.decision, event.error.name]),
    ).toEqual([
      ['w1', 'escalate', 'OutOfPaper'],
      ['manager', 'restart', 'OutOfPaper'],
    ])
  })

  test('[A-070] an escalated failure is told step by step, each the cause of the next', () => {
    const { tell, kit } = company(always('restart'))
    tell(below('manager', 'w1', fail()))
    const [first, second] = kit.eventsOf('ActorFailed')
    expect(second?.cause).toBe(`kit/${first?.seq}`)
  })

  test('[A-072] after the resume of a middle actor its own children work again', () => {
    const { tell, taken, kit } = company(always('resume'))
    kit.runUntilIdle()
    taken()
    const hello: Step = actor => actor.say('works')
    tell(below('manager', 'w1', fail()))
    tell(below('manager', 'w1', hello), below('manager', 'w2', hello))
    expect(taken()).toEqual(['w1 works', 'w2 works'])
    expect(kit.eventsOf('ActorResumed')).toHaveLength(2)
  })

  test('two workers whose failures both went up wake together', () => {
    const { tell, taken, kit } = company(always('resume'))
    kit.runUntilIdle()
    taken()
    tell(manager => {
      for (const name of ['w1', 'w2']) manager.childNamed('manager').tell(below(name, fail(new Error(name))))
    })
    tell(
      below('manager', 'w1', w => w.say('works')),
      below('manager', 'w2', w => w.say('works')),
    )
    // The manager fails once, by the first.
    const manager = kit
      .eventsOf('ActorFailed')
      .filter(event => event.actor.includes('/manager#') && !event.actor.includes('/w'))
    expect(manager.map(event => event.error.message)).toEqual(['w1'])
    expect(taken()).toEqual(['w1 works', 'w2 works'])
  })
})

test('[A-071] a child beyond its restart limit is stopped and reported to its watching parent', () => {
  const { tell, taken } = setUp({
    strategy: new OneForOneStrategy({ maxNrOfRetries: 1, withinTimeRangeMs: 5000 }, () => 'restart'),
    preStart: actor => void actor.context.watch(actor.spawn('worker')),
  })
  tell(below('worker', fail()))
  taken()
  tell(below('worker', fail()))
  expect(taken()).toEqual(['worker postStop', 'top Terminated'])
})

test('[A-073] while an ancestor has failed, what is below it is suspended: it answers only after the verdict', () => {
  const { tell, taken, kit } = setUp({
    strategy: always('resume'),
    preStart: actor => {
      actor.spawn('middle', { preStart: middle => void middle.spawn('leaf') })
    },
  })
  tell(actor => {
    const middle = actor.childNamed('middle')
    const leaf = actor.context.system.resolve<Step>('/user/top/middle/leaf')
    middle.tell(fail())
    // The verdict cannot come before this is over.
    actor.context.block(100)
    actor.context.scheduleOnce(10, leaf, leafActor => leafActor.say('answers'))
  })
  taken()
  kit.advance(99)
  expect(taken()).toEqual([])
  expect(kit.eventsOf('ActorFailed')).toEqual([])
  kit.advance(2)
  expect(taken()).toEqual(['leaf answers'])
  expect(kit.eventsOf('ActorFailed').map(event => event.at)).toEqual([100])
})

test('[A-073] a typed actor below a failed one is suspended with it', () => {
  const { tell, taken, kit, log } = setUp({
    strategy: always('resume'),
    preStart: actor => void actor.spawn('middle'),
  })
  const typed = Behaviors.receiveMessage<string>(text => {
    log.push(`typed ${text}`)
    return Behaviors.same
  })
  tell(below('middle', middle => middle.context.actorOf(typed, 'typed')))
  taken()
  tell(actor => {
    actor.childNamed('middle').tell(fail())
    actor.context.block(50)
    actor.context.scheduleOnce(10, kit.system.resolve<string>('/user/top/middle/typed'), 'answers')
  })
  kit.advance(49)
  expect(taken()).toEqual([])
  kit.advance(2)
  expect(taken()).toEqual(['typed answers'])
})

test('[A-074] failing creations with alternating resume and restart verdicts end in a normal preStart', () => {
  let decided = 0
  let made = 0
  const failsAtFirst =
    (step: Step): Step =>
    actor => {
      if (++made < 6) step(actor)
    }
  for (const where of ['construct', 'preStart'] as const) {
    made = 0
    const { kit, taken } = setUp({
      strategy: new OneForOneStrategy({}, () => (++decided % 2 === 0 ? 'resume' : 'restart')),
      preStart: actor => void actor.spawn('a', { [where]: failsAtFirst(fail()) }).tell('works'),
    })
    kit.advance(20)
    const lines = taken().filter(line => line.startsWith('a'))
    expect(lines.slice(-2)).toEqual(['a preStart', 'a works'])
    expect(lines).not.toContain('a postRestart')
    expect(lines).not.toContain('a preRestart')
  }
})

test('[A-075] killing the middle of a three-level tree restarts it and its child', () => {
  const { tell, taken, kit, log } = setUp({
    strategy: always('restart'),
    preStart: actor => void actor.spawn('middle', { preStart: middle => void middle.spawn('leaf') }),
  })
  kit.runUntilIdle()
  taken()
  tell(actor => actor.context.child('middle')?.tell({ type: 'Kill' } as never))
  expect(log).toEqual([
    'middle preRestart',
    'middle postStop',
    'leaf postStop',
    'middle postRestart',
    'middle preStart',
    'leaf preStart',
  ])
  expect(kit.eventsOf('ActorFailed').map(event => [event.error.name, event.label])).toEqual([
    ['ActorKilledException', 'Kill'],
  ])
})

test('[A-076] a parent may create named children in its constructor and be restarted without a clash', () => {
  const { tell, taken, kit, probe } = setUp({
    construct: actor => void [actor.spawn('a'), actor.spawn('b')],
  })
  tell(fail())
  tell(fail())
  tell(
    below('a', actor => actor.say('works')),
    below('b', actor => actor.say('works')),
  )
  expect(taken().slice(-2)).toEqual(['a works', 'b works'])
  expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['restart', 'restart'])
  expect(probe.terminated).toEqual([])
})

test('[A-077] in the Terminated handler the name is free: same path, other incarnation', () => {
  const refs: string[] = []
  const again = (actor: Scripted) => {
    refs.push(actor.context.watch(actor.spawn('child')).path)
  }
  const { tell } = setUp({ preStart: again })
  tell(actor => {
    actor.context.become(message => {
      if (typeof message !== 'object' || message.type !== 'Terminated') return
      expect(actor.context.child('child')).toBeUndefined()
      again(actor)
    })
    actor.context.stop(actor.childNamed('child'))
  })
  expect(refs.map(ref => ref.split('#')[0])).toEqual(['/user/top/child', '/user/top/child'])
  expect(refs[0]).not.toBe(refs[1])
})

test('[A-078] directly after stop(child) the name is still taken', () => {
  const { tell, taken, kit } = setUp({ preStart: actor => void actor.spawn('child') })
  tell(actor => {
    actor.context.stop(actor.childNamed('child'))
    expect(() => actor.spawn('child')).toThrow(/is taken/)
    actor.say('refused')
  })
  expect(taken()).toContain('top refused')
  tell(actor => void actor.spawn('child'))
  expect(kit.eventsOf('ActorFailed')).toEqual([])
})

test('[A-079] the failing child is known to the strategy as sender', () => {
  const senders: string[] = []
  let parent: Scripted | null = null
  const { tell, kit } = setUp({
    strategy: new OneForOneStrategy({}, () => {
      senders.push(parent!.sender.path)
      return 'stop'
    }),
    preStart: actor => {
      parent = actor
      actor.spawn('a')
    },
  })
  const path = () => kit.eventsOf('ActorStarted').find(event => event.actor.includes('/a#'))?.actor
  tell(below('a', fail()))
  expect(senders).toEqual([path()])
})

describe('children that are kept', () => {
  const keep = { preRestart: () => undefined, postRestart: () => undefined }

  test('[A-059] are restarted with their parent, and theirs with them', () => {
    const { tell, taken, kit } = setUp({
      ...keep,
      preStart: actor => void actor.spawn('a', { ...keep, preStart: a => void a.spawn('b') }),
    })
    kit.runUntilIdle()
    taken()
    tell(fail())
    expect(taken()).toEqual([
      'top preRestart',
      'top postRestart',
      'a preRestart',
      'a postRestart',
      'b preRestart',
      'b postStop',
      'b postRestart',
      'b preStart',
    ])
  })

  test('a typed child is started afresh too', () => {
    const { tell, taken, log } = setUp(keep)
    const typed = Behaviors.setup<string>(() => {
      let count = 0
      return Behaviors.receiveMessage<string>(() => {
        log.push(`typed ${++count}`)
        return Behaviors.same
      }).receiveSignal((_, signal) => {
        log.push(`typed ${signal.type}`)
        return Behaviors.same
      })
    })
    tell(actor => actor.context.actorOf(typed, 'typed').tell('x'))
    taken()
    tell(actor => {
      actor.context.child('typed')?.tell('y' as never)
      throw new Error('x')
    })
    tell(actor => actor.context.child('typed')?.tell('z' as never))
    expect(taken()).toEqual(['top preRestart', 'top postRestart', 'typed PreRestart', 'typed 1', 'typed 2'])
  })
})

describe('a typed actor that is spawned by one that fails in the same turn', () => {
  const spawnsAndFails = (actor: Scripted, child: Behavior<string>) => {
    actor.context.actorOf(child, 'typed')
    throw new Error('after that')
  }
  const resumes = always('resume')

  test('stops if it cannot start, though its parent has no verdict yet', () => {
    const { kit, tell } = setUp({ strategy: resumes, preStart: actor => void actor.spawn('middle') })
    const broken = Behaviors.setup<string>(() => {
      throw new Error('no start')
    })
    tell(below('middle', middle => spawnsAndFails(middle, broken)))
    expect(kit.eventsOf('ActorStopped')).toMatchObject([
      { actor: expect.stringMatching(/^\/user\/top\/middle\/typed#/) },
    ])
  })

  test('is started again once its parent goes on', () => {
    const { kit, taken, tell, log } = setUp({
      strategy: resumes,
      preStart: actor => void actor.spawn('middle'),
    })
    taken()
    let attempts = 0
    const second = Behaviors.supervise(
      Behaviors.setup<string>(() => {
        if (++attempts < 2) throw new Error('not yet')
        log.push('typed starts')
        return Behaviors.ignore
      }),
    ).onFailure(SupervisorStrategy.restart.withLimit(3, 1000))
    tell(below('middle', middle => spawnsAndFails(middle, second)))
    kit.advance(10)
    expect(taken()).toEqual(['typed starts'])
  })
})
