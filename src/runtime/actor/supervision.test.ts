import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { fail, type Step, say, scripted, scriptedStart } from '../testkit/scripted-actor.ts'
import { DeathPactException } from './actor-errors.ts'
import type { ActorRef } from './actor-ref.ts'
import type { BackoffOptions } from './backoff-strategy.ts'
import type { Behavior } from './behavior.ts'
import { Behaviors } from './behaviors.ts'
import { failureText } from './error-text.ts'
import { SupervisorStrategy } from './supervisor-strategy.ts'

class DiskFull extends Error {
  override name = 'DiskFull'
}
class OutOfPaper extends Error {
  override name = 'OutOfPaper'
}

const backoff = (changes: Partial<BackoffOptions> = {}) =>
  SupervisorStrategy.restartWithBackoff({ minBackoffMs: 10, maxBackoffMs: 1000, randomFactor: 0, ...changes })

const supervise = (behavior: Behavior<Step>, strategy: SupervisorStrategy) =>
  Behaviors.supervise(behavior).onFailure(strategy)

function setUp(behavior: (log: string[]) => Behavior<Step>) {
  const kit = ActorTestKit.create()
  const log: string[] = []
  const ref = kit.spawn(behavior(log), 'a')
  const probe = kit.createTestProbe()
  probe.watch(ref)
  const tell = (...steps: Step[]) => {
    for (const step of steps) ref.tell(step)
    kit.runUntilIdle()
  }
  return {
    kit,
    log,
    ref,
    probe,
    tell,
    failures: () => kit.eventsOf('ActorFailed').map(event => event.decision),
  }
}

describe('stop', () => {
  test('[A-002, A-097] unsupervised, an exception stops the actor after PostStop, is told once, and watchers learn of it', () => {
    const { log, probe, ref, tell, kit, failures } = setUp(log => scripted(log, 'a'))
    tell(fail(), say(log, 'not reached'))
    expect(log).toEqual(['a PostStop'])
    expect(failures()).toEqual(['stop'])
    probe.expectTerminated(ref)
    expect(kit.eventsOf('DeadLetter')).toHaveLength(1)
  })

  test('[A-012] the stop strategy stops with PostStop', () => {
    const { log, tell, probe, ref, failures } = setUp(log =>
      supervise(scripted(log, 'a'), SupervisorStrategy.stop),
    )
    tell(fail())
    expect(log).toEqual(['a PostStop'])
    expect(failures()).toEqual(['stop'])
    probe.expectTerminated(ref)
  })

  test('[A-013] under stop, a throwing setup ends the actor; a watching parent sees no failure', () => {
    const { log, kit } = setUp(log =>
      Behaviors.setup<Step>(context => {
        const child = Behaviors.setup<Step>(() => {
          throw new Error('no')
        })
        context.watch(context.spawn(supervise(child, SupervisorStrategy.stop), 'child'))
        return Behaviors.receiveSignal((_, signal) => {
          log.push(signal.type)
          return Behaviors.same
        })
      }),
    )
    kit.runUntilIdle()
    expect(log).toEqual(['Terminated'])
    expect(kit.eventsOf('ActorFailed')).toHaveLength(1)
  })

  test('[A-003] an exception outside the supervised class stops the actor with PostStop and without PreRestart', () => {
    const { log, tell } = setUp(log =>
      Behaviors.supervise(scripted(log, 'a')).onFailure(SupervisorStrategy.restart, DiskFull),
    )
    tell(fail(new OutOfPaper()))
    expect(log).toEqual(['a PostStop'])
  })

  test('[A-014] stop for an inner class, restart for its outer superclass', () => {
    const nested = (log: string[]) =>
      Behaviors.supervise(scriptedStart(log, 'a'))
        .onFailure(SupervisorStrategy.stop, DiskFull)
        .onFailure(SupervisorStrategy.restart, Error)
    const first = setUp(nested)
    first.tell(fail(new OutOfPaper()))
    expect(first.log).toEqual(['a start', 'a PreRestart', 'a start'])
    first.tell(fail(new DiskFull()))
    expect(first.log).toEqual(['a start', 'a PreRestart', 'a start', 'a PostStop'])
  })
})

describe('resume', () => {
  test('[A-005, A-096] resume keeps state, gives no signal, and tells of the failure', () => {
    let count = 0
    const { log, tell, failures } = setUp(log =>
      supervise(
        Behaviors.setup<Step>(() => {
          count = 0
          return scripted(log, 'a')
        }),
        SupervisorStrategy.resume,
      ),
    )
    const increase: Step = () => {
      count++
      return undefined
    }
    tell(increase, fail(), increase)
    expect(count).toBe(2)
    expect(log).toEqual([])
    expect(failures()).toEqual(['resume'])
  })

  test('[A-031] resume cannot rescue a failing start', () => {
    const { probe, ref, failures } = setUp(() =>
      supervise(
        Behaviors.setup<Step>(() => {
          throw new Error('no')
        }),
        SupervisorStrategy.resume,
      ),
    )
    probe.expectTerminated(ref)
    expect(failures()).toEqual(['stop'])
  })
})

describe('restart', () => {
  test('[A-001, A-011, A-092] setup runs at start, not before; a restart gives PreRestart and starts afresh', () => {
    const log: string[] = []
    const behavior = supervise(scriptedStart(log, 'a'), SupervisorStrategy.restart)
    expect(log).toEqual([])
    const { tell, ref } = setUp(() => behavior)
    tell()
    expect(log).toEqual(['a start'])
    tell(say(log, 'one'), fail(), say(log, 'two'))
    expect(log).toEqual(['a start', 'one', 'a PreRestart', 'a start', 'two'])
    expect(ref.path).toMatch(/^\/user\/a#\d+$/)
  })

  test('[A-008] withLimit(2): two failures restart, the third stops with PostStop', () => {
    const { log, tell } = setUp(log =>
      supervise(scriptedStart(log, 'a'), SupervisorStrategy.restart.withLimit(2, 1000)),
    )
    tell(fail(), fail(), fail())
    expect(log).toEqual(['a start', 'a PreRestart', 'a start', 'a PreRestart', 'a start', 'a PostStop'])
  })

  test('[A-010] withLimit(0): the first failure stops', () => {
    const { log, tell } = setUp(log =>
      supervise(scriptedStart(log, 'a'), SupervisorStrategy.restart.withLimit(0, 1000)),
    )
    tell(fail())
    expect(log).toEqual(['a start', 'a PostStop'])
  })

  test('the window of a limit is fixed: after it a full new budget exists', () => {
    const { log, tell, kit } = setUp(log =>
      supervise(scriptedStart(log, 'a'), SupervisorStrategy.restart.withLimit(2, 100)),
    )
    tell(fail())
    kit.advance(99)
    tell(fail())
    kit.advance(1)
    tell(fail(), fail())
    expect(log.filter(line => line === 'a start')).toHaveLength(5)
    tell(fail())
    expect(log.at(-1)).toBe('a PostStop')
  })

  test('an exhausted limit passes the failure to the next supervisor outside', () => {
    const { log, tell, failures } = setUp(log =>
      Behaviors.supervise(scriptedStart(log, 'a'))
        .onFailure(SupervisorStrategy.restart.withLimit(1, 1000), DiskFull)
        .onFailure(SupervisorStrategy.resume, Error),
    )
    tell(fail(new DiskFull()), fail(new DiskFull()), say(log, 'alive'))
    expect(failures()).toEqual(['restart', 'resume'])
    expect(log.at(-1)).toBe('alive')
  })

  test('[A-034] withLimit(3) retries a failing first start at once', () => {
    let starts = 0
    const { tell, log, kit } = setUp(log =>
      supervise(
        Behaviors.setup<Step>(() => {
          if (++starts < 3) throw new Error('not yet')
          return scripted(log, 'a')
        }),
        SupervisorStrategy.restart.withLimit(3, 1000),
      ),
    )
    tell(say(log, 'served'))
    expect(log).toEqual(['served'])
    expect(starts).toBe(3)
    expect(kit.now).toBe(0)
  })

  test('withLimit(1) does not retry a failing first start', () => {
    let starts = 0
    const { probe, ref } = setUp(() =>
      supervise(
        Behaviors.setup<Step>(() => {
          starts++
          throw new Error('never')
        }),
        SupervisorStrategy.restart.withLimit(1, 1000),
      ),
    )
    probe.expectTerminated(ref)
    expect(starts).toBe(1)
  })

  test('no timer is active any more when PreRestart comes', () => {
    const { log, tell } = setUp(log =>
      supervise(
        Behaviors.withTimers<Step>(timers => {
          timers.startSingleTimer('t', say(log, 'tick'), 10)
          return Behaviors.receive<Step>((context, step) => step(context) ?? Behaviors.same).receiveSignal(
            () => {
              log.push(`active ${timers.isTimerActive('t')}`)
              return Behaviors.same
            },
          )
        }),
        SupervisorStrategy.restart,
      ),
    )
    tell(fail())
    expect(log).toEqual(['active false'])
  })

  test('[A-035] withLimit(2) gives up after three start attempts', () => {
    let starts = 0
    const { probe, ref } = setUp(() =>
      supervise(
        Behaviors.setup<Step>(() => {
          starts++
          throw new Error('never')
        }),
        SupervisorStrategy.restart.withLimit(2, 1000),
      ),
    )
    probe.expectTerminated(ref)
    expect(starts).toBe(3)
  })

  test('[A-029] unlimited restart does not retry a failing first start: it is an initialization failure', () => {
    let starts = 0
    const { log, kit } = setUp(log =>
      Behaviors.setup<Step>(context => {
        const child = Behaviors.setup<Step>(() => {
          starts++
          throw new DiskFull('full')
        })
        context.watch(context.spawn(supervise(child, SupervisorStrategy.restart), 'child'))
        return Behaviors.receiveSignal((_, signal) => {
          if (signal.type === 'ChildFailed')
            log.push(`${signal.cause.name} ${(signal.cause.cause as Error).name}`)
          return Behaviors.same
        })
      }),
    )
    kit.runUntilIdle()
    expect(starts).toBe(1)
    expect(log).toEqual(['ActorInitializationException DiskFull'])
  })

  test('[A-030] a start failure outside the supervised class is an initialization failure for all three', () => {
    for (const strategy of [
      SupervisorStrategy.restart,
      SupervisorStrategy.restart.withLimit(5, 1000),
      backoff(),
    ]) {
      let starts = 0
      const { kit } = setUp(() =>
        Behaviors.supervise(
          Behaviors.setup<Step>(() => {
            starts++
            throw new OutOfPaper()
          }),
        ).onFailure(strategy, DiskFull),
      )
      kit.advance(5000)
      expect(starts).toBe(1)
      expect(kit.eventsOf('ActorFailed')[0]?.error.name).toBe('ActorInitializationException')
    }
  })

  test('a setup that fails at every restart is tried again and again, yet lets time go on', () => {
    let starts = 0
    const { tell, kit } = setUp(log =>
      supervise(
        Behaviors.setup<Step>(() => {
          if (++starts > 1) throw new Error('never again')
          return scripted(log, 'a')
        }),
        SupervisorStrategy.restart,
      ),
    )
    tell(fail())
    kit.advance(10)
    // After 1, 2, 4 and 8 ms, and so on up to a second.
    expect(starts).toBe(5)
  })

  for (const [name, strategy] of [
    ['restart', SupervisorStrategy.restart],
    ['backoff', backoff()],
  ] as const) {
    test(`[A-017] ${name} stops all children first; a message sent meanwhile is answered after their PostStop`, () => {
      const { kit, log, tell } = setUp(log =>
        supervise(
          Behaviors.setup<Step>(() => scripted(log, 'a')),
          strategy,
        ),
      )
      tell(context => {
        context.spawn(scripted(log, 'child 1'), 'child-1')
        context.spawn(scripted(log, 'child 2'), 'child-2')
        return undefined
      })
      tell(fail(), context => {
        log.push(`children ${context.children.length}`)
        return undefined
      })
      kit.advance(10)
      expect(log).toEqual(['a PreRestart', 'child 1 PostStop', 'child 2 PostStop', 'children 0'])
    })

    test(`[A-020] ${name} withStopChildren(false) keeps children`, () => {
      const { kit, log, tell } = setUp(log => supervise(scripted(log, 'a'), strategy.withStopChildren(false)))
      let child: ActorRef<Step> | null = null
      tell(context => {
        child = context.spawn(scripted(log, 'child'), 'child')
        return undefined
      })
      tell(fail())
      kit.advance(10)
      child!.tell(say(log, 'child lives'))
      tell(context => {
        log.push(`children ${context.children.length}`)
        return undefined
      })
      expect(log.toSorted()).toEqual(['a PreRestart', 'child lives', 'children 1'])
    })

    test(`[A-036] ${name}: messages stashed during restart survive a failure during their replay, none lost or doubled`, () => {
      const { kit, log, tell } = setUp(log => supervise(scriptedStart(log, 'a'), strategy))
      tell(context => {
        context.spawn(scripted(log, 'child'), 'child')
        return undefined
      })
      tell(fail(), say(log, 'one'), fail(), say(log, 'two'), say(log, 'three'))
      kit.advance(100)
      expect(log.filter(line => !line.startsWith('child'))).toEqual([
        'a start',
        'a PreRestart',
        'a start',
        'one',
        'a PreRestart',
        'a start',
        'two',
        'three',
      ])
    })

    test(`[A-021] ${name}: a stashed message that fails on replay also stops the children created in between`, () => {
      const { kit, log, tell } = setUp(log => supervise(scriptedStart(log, 'a'), strategy))
      const spawn: Step = context => {
        context.spawn(scripted(log, 'child'), 'child')
        return undefined
      }
      tell(spawn)
      tell(fail(), spawn, fail(), spawn)
      kit.advance(100)
      expect(log).toEqual([
        'a start',
        'a PreRestart',
        'child PostStop',
        'a start',
        'a PreRestart',
        'child PostStop',
        'a start',
      ])
    })

    test(`[A-037] ${name}: messages stashed during restart survive repeated start failures`, () => {
      let starts = 0
      const { kit, log, tell } = setUp(log =>
        supervise(
          Behaviors.setup<Step>(() => {
            starts++
            if (starts > 1 && starts < 5) throw new Error('not yet')
            return scripted(log, 'a')
          }),
          strategy,
        ),
      )
      tell(fail(), say(log, 'one'), say(log, 'two'))
      kit.advance(1000)
      expect(starts).toBe(5)
      expect(log).toEqual(['a PreRestart', 'one', 'two'])
    })
  }

  for (const [name, strategy] of [
    ['limit', SupervisorStrategy.restart.withLimit(10, 10_000)],
    ['backoff', backoff()],
  ] as const) {
    test(`[A-023] ${name}: children spawned by a failing setup are stopped before the next attempt`, () => {
      let starts = 0
      const { kit, log, tell } = setUp(log =>
        supervise(
          Behaviors.setup<Step>(context => {
            starts++
            context.spawn(scripted(log, `child ${starts}`), 'child')
            if (starts === 2) throw new Error('second start')
            return scripted(log, 'a')
          }),
          strategy,
        ),
      )
      tell(fail(), say(log, 'served'))
      kit.advance(1000)
      expect(starts).toBe(3)
      expect(log).toEqual(['a PreRestart', 'child 1 PostStop', 'child 2 PostStop', 'served'])
    })
  }

  test('[A-018] a Terminated of an unrelated actor that comes during the restart reaches the restarted behavior', () => {
    const { kit, log, tell } = setUp(log =>
      supervise(
        Behaviors.receive<Step>((context, step) => step(context) ?? Behaviors.same).receiveSignal(
          (_, signal) => {
            log.push(signal.type)
            return Behaviors.same
          },
        ),
        backoff(),
      ),
    )
    const other = kit.spawn(scripted([], 'other'), 'other')
    tell(context => {
      context.watch(other)
      return undefined
    })
    tell(fail())
    other.tell(() => Behaviors.stopped)
    kit.advance(9)
    expect(log).toEqual(['PreRestart'])
    kit.advance(1)
    expect(log).toEqual(['PreRestart', 'Terminated'])
  })

  test('[A-019, A-186] a child watched with a message does not tell it after the restart; an outsider does', () => {
    const { kit, log, tell } = setUp(log => supervise(scripted(log, 'a'), SupervisorStrategy.restart))
    const other = kit.spawn(scripted([], 'other'), 'other')
    tell(context => {
      context.watchWith(context.spawn(scripted(log, 'child'), 'child'), say(log, 'child is gone'))
      context.watchWith(other, say(log, 'other is gone'))
      return undefined
    })
    tell(fail())
    other.tell(() => Behaviors.stopped)
    kit.runUntilIdle()
    expect(log).toEqual(['a PreRestart', 'child PostStop', 'other is gone'])
  })

  test('[A-053, A-052, A-051] stopped as the outcome of a start ends the actor, under every strategy', () => {
    const strategies = [
      SupervisorStrategy.stop,
      SupervisorStrategy.restart,
      SupervisorStrategy.resume,
      backoff(),
      SupervisorStrategy.restart.withLimit(3, 1000),
    ]
    for (const strategy of strategies) {
      for (const behavior of [Behaviors.stopped, Behaviors.setup<Step>(() => Behaviors.stopped)]) {
        const { probe, ref } = setUp(() => supervise(behavior, strategy))
        probe.expectTerminated(ref)
      }
      if (strategy.type === 'resume' || strategy.type === 'stop') continue
      let starts = 0
      const { probe, ref, tell } = setUp(log =>
        supervise(
          Behaviors.setup<Step>(() => (++starts === 1 ? scripted(log, 'a') : Behaviors.stopped)),
          strategy,
        ),
      )
      tell(fail())
      probe.expectTerminated(ref)
      expect(starts).toBe(2)
    }
  })

  test('stopped while restarting, user code sees no PostStop and the waiting messages vanish', () => {
    const kit = ActorTestKit.create()
    const log: string[] = []
    const parent = kit.spawn(scripted(log, 'parent'), 'parent')
    let child: ActorRef<Step> | null = null
    parent.tell(context => {
      child = context.spawn(supervise(scripted(log, 'child'), backoff()), 'child')
      return undefined
    })
    kit.runUntilIdle()
    child!.tell(fail())
    child!.tell(say(log, 'never'))
    kit.runUntilIdle()
    parent.tell(context => {
      context.stop(child!)
      return undefined
    })
    kit.advance(100)
    expect(log).toEqual(['child PreRestart'])
    expect(kit.eventsOf('DeadLetter')).toEqual([])
  })
})

describe('backoff', () => {
  test('[A-025] the first restart comes after the least delay, the second after twice that; with no stash a message is dropped', () => {
    const { kit, log, tell } = setUp(log => supervise(scriptedStart(log, 'a'), backoff({ stashCapacity: 0 })))
    tell(fail(), say(log, 'dropped'))
    kit.advance(9)
    expect(log).toEqual(['a start', 'a PreRestart'])
    kit.advance(1)
    expect(log).toEqual(['a start', 'a PreRestart', 'a start'])
    tell(fail())
    kit.advance(19)
    expect(log).toHaveLength(4)
    kit.advance(1)
    expect(log).toHaveLength(5)
    expect(kit.eventsOf('MessageDropped')).toHaveLength(1)
    expect(kit.eventsOf('ActorBackingOff').map(event => event.until)).toEqual([10, 30])
  })

  test('delays double up to the greatest, and chance comes on top of it', () => {
    const strategy = SupervisorStrategy.restartWithBackoff({
      minBackoffMs: 3000,
      maxBackoffMs: 30_000,
      randomFactor: 0.2,
    })
    expect([0, 1, 2, 3, 4, 5].map(count => strategy.delayMs(count, 0))).toEqual([
      3000, 6000, 12_000, 24_000, 30_000, 30_000,
    ])
    expect(strategy.delayMs(9, 0.5)).toBe(33_000)
  })

  test('[A-024] with a stash of two, two of four messages are answered, two are published as dropped', () => {
    const { kit, log, tell, ref } = setUp(log => supervise(scripted(log, 'a'), backoff({ stashCapacity: 2 })))
    const dropped = kit.createTestProbe<{ readonly type: string; readonly recipient: string }>()
    kit.system.eventStream.subscribe(dropped.ref, 'Dropped')
    tell(fail(), say(log, '1'), say(log, '2'), say(log, '3'), say(log, '4'))
    kit.advance(10)
    expect(log).toEqual(['a PreRestart', '1', '2'])
    expect(dropped.receiveMessages(2).map(({ recipient }) => recipient)).toEqual([ref.path, ref.path])
  })

  test('[A-026] two allowed restarts and a setup that keeps throwing: three failures, then it is gone', () => {
    const { kit, probe, ref, failures } = setUp(() =>
      supervise(
        Behaviors.setup<Step>(() => {
          throw new Error('never')
        }),
        backoff().withMaxRestarts(2),
      ),
    )
    kit.advance(100)
    expect(failures()).toEqual(['backoff', 'backoff', 'stop'])
    probe.expectTerminated(ref)
  })

  test('[A-032] the count is forgotten after the mean of least and greatest delay without another restart', () => {
    expect(backoff().resetBackoffAfterMs).toBe(505)
    const { kit, tell } = setUp(log => supervise(scripted(log, 'a'), backoff()))
    tell(fail())
    kit.advance(10 + 504)
    tell(fail())
    kit.advance(20 + 505)
    tell(fail())
    const delays = kit.eventsOf('ActorBackingOff').map(event => event.until - event.at)
    expect(delays).toEqual([10, 20, 10])
  })

  test('[A-028] two backoff supervisors for different classes do not confuse their counts', () => {
    const { kit, tell } = setUp(log =>
      Behaviors.supervise(scripted(log, 'a'))
        .onFailure(backoff(), DiskFull)
        .onFailure(backoff({ minBackoffMs: 100 }), OutOfPaper),
    )
    tell(fail(new DiskFull()))
    kit.advance(10)
    tell(fail(new OutOfPaper()))
    kit.advance(100)
    tell(fail(new OutOfPaper()))
    expect(kit.eventsOf('ActorBackingOff').map(event => event.until - event.at)).toEqual([10, 100, 200])
  })

  test('what is no time is refused, and the reset comes at some time whatever is given for it', () => {
    const { restartWithBackoff } = SupervisorStrategy
    const given = { minBackoffMs: 1, maxBackoffMs: 2, randomFactor: 0 }
    for (const wrong of [
      { maxBackoffMs: Number.POSITIVE_INFINITY },
      { minBackoffMs: Number.NaN },
      { randomFactor: Number.POSITIVE_INFINITY },
      { maxRestarts: Number.NaN },
    ]) {
      expect(() => restartWithBackoff({ ...given, ...wrong })).toThrow(RangeError)
    }
    const kit = ActorTestKit.create()
    const strategy = restartWithBackoff({ ...given, resetBackoffAfterMs: Number.NaN })
    const ref = kit.spawn(
      Behaviors.supervise(
        Behaviors.receiveMessage<string>(() => {
          throw new Error('x')
        }),
      ).onFailure(strategy),
      'a',
    )
    ref.tell('1')
    kit.advance(10)
    ref.tell('2')
    kit.advance(10)
    expect(kit.eventsOf('ActorBackingOff').map(event => event.until)).toEqual([1, 11])
  })

  test('below -1 restarts, a negative count is refused', () => {
    expect(() => backoff({ maxRestarts: -2 })).toThrow(/maxRestarts \[-2\]/)
  })
})

describe('nesting', () => {
  test('[A-015, A-016] restart and backoff for disjoint classes, either inside: both kinds restart', () => {
    for (const [inner, outer] of [
      [SupervisorStrategy.restart, backoff()],
      [backoff(), SupervisorStrategy.restart],
    ] as const) {
      const { kit, log, tell } = setUp(log =>
        Behaviors.supervise(scriptedStart(log, 'a')).onFailure(inner, DiskFull).onFailure(outer, OutOfPaper),
      )
      tell(fail(new DiskFull()))
      kit.advance(100)
      tell(fail(new OutOfPaper()))
      kit.advance(100)
      tell(say(log, 'served'))
      expect(log.filter(line => line === 'a start')).toHaveLength(3)
      expect(log.at(-1)).toBe('served')
    }
  })

  test('[A-038] nested supervisors around nested setups start the innermost exactly once', () => {
    const { kit, log } = setUp(log =>
      Behaviors.supervise(
        Behaviors.setup<Step>(() =>
          Behaviors.supervise(Behaviors.setup<Step>(() => scriptedStart(log, 'a'))).onFailure(
            backoff(),
            DiskFull,
          ),
        ),
      ).onFailure(SupervisorStrategy.restart.withLimit(3, 1000), OutOfPaper),
    )
    kit.runUntilIdle()
    expect(log).toEqual(['a start'])
  })

  test('an outer restart gives inner supervisors fresh counts', () => {
    const { log, tell } = setUp(log =>
      Behaviors.supervise(scriptedStart(log, 'a'))
        .onFailure(SupervisorStrategy.restart.withLimit(1, 10_000), DiskFull)
        .onFailure(SupervisorStrategy.restart, OutOfPaper),
    )
    tell(fail(new DiskFull()), fail(new OutOfPaper()), fail(new DiskFull()), say(log, 'alive'))
    expect(log.at(-1)).toBe('alive')
  })

  test('[A-039] a behavior returned later that supervises the same class replaces the old supervisor', () => {
    const { log, tell, failures, kit } = setUp(log =>
      supervise(scriptedStart(log, 'a'), SupervisorStrategy.restart),
    )
    const resuming: Step = () => supervise(scripted(log, 'b'), SupervisorStrategy.resume)
    tell(...Array.from({ length: 50 }, () => resuming))
    tell(fail(), say(log, 'still b'))
    expect(failures()).toEqual(['resume'])
    expect(log).toEqual(['a start', 'still b'])
    expect(kit.system.userGuardian.children?.get('a')?.wrappers).toHaveLength(1)
  })

  test('[A-041] a behavior made in a restarted setup that brings its own resume: later failures resume', () => {
    const { kit, tell, failures } = setUp(log => {
      let starts = 0
      return supervise(
        Behaviors.setup<Step>(() =>
          ++starts === 1 ? scripted(log, 'a') : supervise(scripted(log, 'a'), SupervisorStrategy.resume),
        ),
        backoff(),
      )
    })
    tell(fail())
    kit.advance(10)
    tell(fail(), fail())
    expect(failures()).toEqual(['backoff', 'resume', 'resume'])
  })

  test('[A-042] supervised for DeathPactException, an actor recovers from an unhandled Terminated', () => {
    const { kit, log, tell, failures } = setUp(log =>
      Behaviors.supervise(scriptedStart(log, 'a')).onFailure(SupervisorStrategy.restart, DeathPactException),
    )
    const other = kit.spawn(scripted([], 'other'), 'other')
    tell(context => {
      context.watch(other)
      return undefined
    })
    other.tell(() => Behaviors.stopped)
    tell(say(log, 'served'))
    kit.runUntilIdle()
    expect(failures()).toEqual(['restart'])
    expect(log.filter(line => line !== 'served')).toEqual([
      'a start',
      'a Terminated',
      'a PreRestart',
      'a start',
    ])
  })

  test('[A-050] a failure in handling an adapted message is caught by the innermost matching supervisor', () => {
    const { log, tell, probe, ref } = setUp(log =>
      Behaviors.supervise(supervise(scriptedStart(log, 'a'), SupervisorStrategy.stop)).onFailure(
        SupervisorStrategy.restart,
        TypeError,
      ),
    )
    tell(context => {
      const adapter = context.messageAdapter(
        (message): message is string => typeof message === 'string',
        text => fail(new Error(text)),
      )
      adapter.tell('boom')
      return undefined
    })
    probe.expectTerminated(ref)
    expect(log).toEqual(['a start', 'a PostStop'])
  })

  test('[A-046] failures caused by messages of another type are caught', () => {
    const { tell, failures, ref } = setUp(log => supervise(scripted(log, 'a'), SupervisorStrategy.resume))
    ;(ref as ActorRef<unknown>).tell('not a step')
    tell()
    expect(failures()).toEqual(['resume'])
  })
})

test('[A-067] without limit a hundred crashes are survived', () => {
  const { log, tell } = setUp(log => supervise(scripted(log, 'a'), SupervisorStrategy.restart))
  tell(...Array.from({ length: 100 }, () => fail()), say(log, 'alive'))
  expect(log.at(-1)).toBe('alive')
})

test('a failure names its class; only words of ours or of a scenario are told', () => {
  expect(failureText(new DiskFull('full'))).toEqual({ name: 'DiskFull', message: 'full' })
  expect(failureText(new TypeError('differs from engine to engine'))).toEqual({ name: 'TypeError' })
})

test('whatever is thrown that is no Error is a failure too', () => {
  const { tell, kit } = setUp(log => supervise(scripted(log, 'a'), SupervisorStrategy.resume))
  tell(() => {
    throw 'just text'
  })
  expect(kit.eventsOf('ActorFailed')[0]?.error.name).toBe('ThrownValue')
})
