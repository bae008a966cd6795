import { describe, expect, test } from 'vitest'
import type { Behavior } from '../actor/api/behavior.ts'
import { SupervisorStrategy } from '../actor/api/supervisor-strategy.ts'
import { Behaviors } from '../actor/authoring/behaviors.ts'
import { type AllForOneStrategy, OneForOneStrategy } from './index.ts'
import { below, fail, type Scripted, type Step, setUp } from './scripted.fixture.ts'

class OutOfPaper extends Error {
  override name = 'OutOfPaper'
}

const escalating = new OneForOneStrategy({}, () => 'escalate')
const always = (directive: 'resume' | 'restart' | 'stop') => new OneForOneStrategy({}, () => directive)

/** A tree of three levels: a boss with this strategy, a manager that escalates every failure, two workers. */
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

describe('an escalated failure', () => {
  test('[A-070] fails the manager, which is restarted together with all its workers', () => {
    const { tell, takeLines, kit } = company(always('restart'))
    kit.runUntilIdle()
    takeLines()
    tell(below('manager', 'w1', fail(new OutOfPaper())))
    expect(takeLines()).toEqual([
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

  test('[A-070] is traced at each level, with the failure below as cause', () => {
    const { tell, kit } = company(always('restart'))
    tell(below('manager', 'w1', fail()))
    const [first, second] = kit.eventsOf('ActorFailed')
    expect(second?.cause).toBe(`kit/${first?.seq}`)
  })

  test('[A-072] ends in a resume of the manager, after which its workers handle messages again', () => {
    const { tell, takeLines, kit } = company(always('resume'))
    kit.runUntilIdle()
    takeLines()
    const hello: Step = actor => actor.logLine('works')
    tell(below('manager', 'w1', fail()))
    tell(below('manager', 'w1', hello), below('manager', 'w2', hello))
    expect(takeLines()).toEqual(['w1 works', 'w2 works'])
    expect(kit.eventsOf('ActorResumed')).toHaveLength(2)
  })

  test('of a second worker is resumed together with the first', () => {
    const { tell, takeLines, kit } = company(always('resume'))
    kit.runUntilIdle()
    takeLines()
    tell(manager => {
      for (const name of ['w1', 'w2']) manager.childNamed('manager').tell(below(name, fail(new Error(name))))
    })
    tell(
      below('manager', 'w1', w => w.logLine('works')),
      below('manager', 'w2', w => w.logLine('works')),
    )
    // The manager fails once, with the first worker's error.
    const manager = kit
      .eventsOf('ActorFailed')
      .filter(event => event.actor.includes('/manager#') && !event.actor.includes('/w'))
    expect(manager.map(event => event.error.message)).toEqual(['w1'])
    expect(takeLines()).toEqual(['w1 works', 'w2 works'])
  })
})

test('[A-071] a child that exceeds its restart limit is stopped, and its watching parent receives Terminated', () => {
  const { tell, takeLines } = setUp({
    strategy: new OneForOneStrategy({ maxNrOfRetries: 1, withinTimeRangeMs: 5000 }, () => 'restart'),
    preStart: actor => void actor.context.watch(actor.spawn('worker')),
  })
  tell(below('worker', fail()))
  takeLines()
  tell(below('worker', fail()))
  expect(takeLines()).toEqual(['worker postStop', 'top Terminated'])
})

test('[A-073] a descendant of a failed actor handles messages only after the directive', () => {
  const { tell, takeLines, kit } = setUp({
    strategy: always('resume'),
    preStart: actor => {
      actor.spawn('middle', { preStart: middle => void middle.spawn('leaf') })
    },
  })
  tell(actor => {
    const middle = actor.childNamed('middle')
    const leaf = actor.context.system.resolve<Step>('/user/top/middle/leaf')
    middle.tell(fail())
    // The parent is busy for 100 ms, so its directive is 100 ms late.
    actor.context.block(100)
    actor.context.scheduleOnce(10, leaf, leafActor => leafActor.logLine('handles'))
  })
  takeLines()
  kit.advance(99)
  expect(takeLines()).toEqual([])
  expect(kit.eventsOf('ActorFailed')).toEqual([])
  kit.advance(2)
  expect(takeLines()).toEqual(['leaf handles'])
  expect(kit.eventsOf('ActorFailed').map(event => event.at)).toEqual([100])
})

test('[A-073] a typed child of a failed actor is suspended with it', () => {
  const { tell, takeLines, kit, log } = setUp({
    strategy: always('resume'),
    preStart: actor => void actor.spawn('middle'),
  })
  const typed = Behaviors.receiveMessage<string>(text => {
    log.push(`typed ${text}`)
    return Behaviors.same
  })
  tell(below('middle', middle => middle.context.actorOf(typed, 'typed')))
  takeLines()
  tell(actor => {
    actor.childNamed('middle').tell(fail())
    actor.context.block(50)
    actor.context.scheduleOnce(10, kit.system.resolve<string>('/user/top/middle/typed'), 'answers')
  })
  kit.advance(49)
  expect(takeLines()).toEqual([])
  kit.advance(2)
  expect(takeLines()).toEqual(['typed answers'])
})

test('[A-074] an actor whose creation fails repeatedly, with alternating resume and restart, finally runs preStart', () => {
  let decisions = 0
  let attempts = 0
  const failsAtFirst =
    (step: Step): Step =>
    actor => {
      if (++attempts < 6) step(actor)
    }
  for (const where of ['construct', 'preStart'] as const) {
    attempts = 0
    const { kit, takeLines } = setUp({
      strategy: new OneForOneStrategy({}, () => (++decisions % 2 === 0 ? 'resume' : 'restart')),
      preStart: actor => void actor.spawn('a', { [where]: failsAtFirst(fail()) }).tell('works'),
    })
    kit.advance(20)
    const lines = takeLines().filter(line => line.startsWith('a'))
    expect(lines.slice(-2)).toEqual(['a preStart', 'a works'])
    expect(lines).not.toContain('a postRestart')
    expect(lines).not.toContain('a preRestart')
  }
})

test('[A-075] Kill to the middle actor of a three-level tree restarts it and its child', () => {
  const { tell, takeLines, kit, log } = setUp({
    strategy: always('restart'),
    preStart: actor => void actor.spawn('middle', { preStart: middle => void middle.spawn('leaf') }),
  })
  kit.runUntilIdle()
  takeLines()
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

test('[A-076] a parent that spawns named children in its constructor restarts without a name clash', () => {
  const { tell, takeLines, kit, probe } = setUp({
    construct: actor => void [actor.spawn('a'), actor.spawn('b')],
  })
  tell(fail())
  tell(fail())
  tell(
    below('a', actor => actor.logLine('works')),
    below('b', actor => actor.logLine('works')),
  )
  expect(takeLines().slice(-2)).toEqual(['a works', 'b works'])
  expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['restart', 'restart'])
  expect(probe.terminated).toEqual([])
})

test('[A-077] a parent that handles Terminated can reuse the name: same path, new incarnation', () => {
  const refs: string[] = []
  const spawnChild = (actor: Scripted) => {
    refs.push(actor.context.watch(actor.spawn('child')).path)
  }
  const { tell } = setUp({ preStart: spawnChild })
  tell(actor => {
    actor.context.become(message => {
      if (typeof message !== 'object' || message.type !== 'Terminated') return
      expect(actor.context.child('child')).toBeUndefined()
      spawnChild(actor)
    })
    actor.context.stop(actor.childNamed('child'))
  })
  expect(refs.map(ref => ref.split('#')[0])).toEqual(['/user/top/child', '/user/top/child'])
  expect(refs[0]).not.toBe(refs[1])
})

test('[A-078] a spawn directly after stop(child) throws because the name is still taken', () => {
  const { tell, takeLines, kit } = setUp({ preStart: actor => void actor.spawn('child') })
  tell(actor => {
    actor.context.stop(actor.childNamed('child'))
    expect(() => actor.spawn('child')).toThrow(/is taken/)
    actor.logLine('spawn threw')
  })
  expect(takeLines()).toContain('top spawn threw')
  tell(actor => void actor.spawn('child'))
  expect(kit.eventsOf('ActorFailed')).toEqual([])
})

test('[A-079] a decider that reads the sender gets the failed child', () => {
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

describe('children that preRestart does not stop', () => {
  const keepChildren = { preRestart: () => undefined, postRestart: () => undefined }

  test('[A-059] are restarted with their parent, and their children too', () => {
    const { tell, takeLines, kit } = setUp({
      ...keepChildren,
      preStart: actor => void actor.spawn('a', { ...keepChildren, preStart: a => void a.spawn('b') }),
    })
    kit.runUntilIdle()
    takeLines()
    tell(fail())
    expect(takeLines()).toEqual([
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

  test('are restarted when they are typed', () => {
    const { tell, takeLines, log } = setUp(keepChildren)
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
    takeLines()
    tell(actor => {
      actor.context.child('typed')?.tell('y' as never)
      throw new Error('x')
    })
    tell(actor => actor.context.child('typed')?.tell('z' as never))
    expect(takeLines()).toEqual([
      'top preRestart',
      'top postRestart',
      'typed PreRestart',
      'typed 1',
      'typed 2',
    ])
  })
})

describe('a typed child of an actor that fails in the turn of the spawn', () => {
  const spawnsAndFails = (actor: Scripted, child: Behavior<string>) => {
    actor.context.actorOf(child, 'typed')
    throw new Error('after that')
  }
  const resumes = always('resume')

  test('stops when its start fails, although its parent awaits a directive', () => {
    const { kit, tell } = setUp({ strategy: resumes, preStart: actor => void actor.spawn('middle') })
    const broken = Behaviors.setup<string>(() => {
      throw new Error('no start')
    })
    tell(below('middle', middle => spawnsAndFails(middle, broken)))
    expect(kit.eventsOf('ActorStopped')).toMatchObject([
      { actor: expect.stringMatching(/^\/user\/top\/middle\/typed#/) },
    ])
  })

  test('is restarted after its failed start once its parent is resumed', () => {
    const { kit, takeLines, tell, log } = setUp({
      strategy: resumes,
      preStart: actor => void actor.spawn('middle'),
    })
    takeLines()
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
    expect(takeLines()).toEqual(['typed starts'])
  })
})
