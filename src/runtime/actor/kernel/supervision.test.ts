import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { logText, type Step, scripted, scriptedStart, throwError } from '../../testkit/scripted-actor.ts'
import { scriptedKit } from '../../testkit/scripted-kit.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { BackoffOptions } from '../api/backoff-strategy.ts'
import type { Behavior } from '../api/behavior.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { DeathPactException } from '../base/actor-errors.ts'
import { failureText } from '../base/error-text.ts'

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
  const parts = scriptedKit(behavior)
  const { kit, ref } = parts
  const probe = kit.createTestProbe()
  probe.watch(ref)
  return { ...parts, probe, failures: () => kit.eventsOf('ActorFailed').map(event => event.decision) }
}

describe('the stop strategy', () => {
  test('[A-002, A-097] is the default: an exception stops the actor with PostStop, is traced once, and watchers receive Terminated', () => {
    const { log, probe, ref, tell, kit, failures } = setUp(log => scripted(log, 'a'))
    tell(throwError(), logText(log, 'not reached'))
    expect(log).toEqual(['a PostStop'])
    expect(failures()).toEqual(['stop'])
    probe.expectTerminated(ref)
    expect(kit.eventsOf('DeadLetter')).toHaveLength(1)
  })

  test('[A-012] stops the actor with PostStop', () => {
    const { log, tell, probe, ref, failures } = setUp(log =>
      supervise(scripted(log, 'a'), SupervisorStrategy.stop),
    )
    tell(throwError())
    expect(log).toEqual(['a PostStop'])
    expect(failures()).toEqual(['stop'])
    probe.expectTerminated(ref)
  })

  test('[A-013] stops an actor whose setup throws; a watching parent sees no failure', () => {
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

  test('[A-003] applies to exceptions outside the supervised class, without PreRestart', () => {
    const { log, tell } = setUp(log =>
      Behaviors.supervise(scripted(log, 'a')).onFailure(SupervisorStrategy.restart, DiskFull),
    )
    tell(throwError(new OutOfPaper()))
    expect(log).toEqual(['a PostStop'])
  })

  test('[A-014] for an inner class combines with restart for its superclass outside', () => {
    const nested = (log: string[]) =>
      Behaviors.supervise(scriptedStart(log, 'a'))
        .onFailure(SupervisorStrategy.stop, DiskFull)
        .onFailure(SupervisorStrategy.restart, Error)
    const first = setUp(nested)
    first.tell(throwError(new OutOfPaper()))
    expect(first.log).toEqual(['a start', 'a PreRestart', 'a start'])
    first.tell(throwError(new DiskFull()))
    expect(first.log).toEqual(['a start', 'a PreRestart', 'a start', 'a PostStop'])
  })
})

describe('the resume strategy', () => {
  test('[A-005, A-096] keeps the state, delivers no signal, and traces the failure', () => {
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
    tell(increase, throwError(), increase)
    expect(count).toBe(2)
    expect(log).toEqual([])
    expect(failures()).toEqual(['resume'])
  })

  test('[A-031] does not apply to a failing start', () => {
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

describe('the restart strategy', () => {
  test('[A-001, A-011, A-092] delivers PreRestart and runs setup again', () => {
    const log: string[] = []
    const behavior = supervise(scriptedStart(log, 'a'), SupervisorStrategy.restart)
    expect(log).toEqual([])
    const { tell, ref } = setUp(() => behavior)
    tell()
    expect(log).toEqual(['a start'])
    tell(logText(log, 'one'), throwError(), logText(log, 'two'))
    expect(log).toEqual(['a start', 'one', 'a PreRestart', 'a start', 'two'])
    expect(ref.path).toMatch(/^\/user\/a#\d+$/)
  })

  test('[A-008] withLimit(2) restarts at two failures and stops at the third with PostStop', () => {
    const { log, tell } = setUp(log =>
      supervise(scriptedStart(log, 'a'), SupervisorStrategy.restart.withLimit(2, 1000)),
    )
    tell(throwError(), throwError(), throwError())
    expect(log).toEqual(['a start', 'a PreRestart', 'a start', 'a PreRestart', 'a start', 'a PostStop'])
  })

  test('[A-010] withLimit(0) stops at the first failure', () => {
    const { log, tell } = setUp(log =>
      supervise(scriptedStart(log, 'a'), SupervisorStrategy.restart.withLimit(0, 1000)),
    )
    tell(throwError())
    expect(log).toEqual(['a start', 'a PostStop'])
  })

  test('counts within a fixed window, and starts anew after it', () => {
    const { log, tell, kit } = setUp(log =>
      supervise(scriptedStart(log, 'a'), SupervisorStrategy.restart.withLimit(2, 100)),
    )
    tell(throwError())
    kit.advance(99)
    tell(throwError())
    kit.advance(1)
    tell(throwError(), throwError())
    expect(log.filter(line => line === 'a start')).toHaveLength(5)
    tell(throwError())
    expect(log.at(-1)).toBe('a PostStop')
  })

  test('passes a failure beyond its limit to the next outer supervisor', () => {
    const { log, tell, failures } = setUp(log =>
      Behaviors.supervise(scriptedStart(log, 'a'))
        .onFailure(SupervisorStrategy.restart.withLimit(1, 1000), DiskFull)
        .onFailure(SupervisorStrategy.resume, Error),
    )
    tell(throwError(new DiskFull()), throwError(new DiskFull()), logText(log, 'alive'))
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
    tell(logText(log, 'served'))
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

  test('cancels all timers before PreRestart', () => {
    const { log, tell } = setUp(log =>
      supervise(
        Behaviors.withTimers<Step>(timers => {
          timers.startSingleTimer('t', logText(log, 'tick'), 10)
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
    tell(throwError())
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

  test('[A-029] without a limit does not retry a failing first start, which is an initialization failure', () => {
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

  test('[A-030] and the other strategies turn a start failure outside the supervised class into an initialization failure', () => {
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

  test('repeats a setup that fails at every restart, with growing pauses', () => {
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
    tell(throwError())
    kit.advance(10)
    // The pauses are 1, 2, 4, 8 … 1000 ms.
    expect(starts).toBe(5)
  })

  for (const [name, strategy] of [
    ['restart', SupervisorStrategy.restart],
    ['backoff', backoff()],
  ] as const) {
    test(`[A-017] ${name} stops all children first and handles waiting messages after their PostStop`, () => {
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
      tell(throwError(), context => {
        log.push(`children ${context.children.length}`)
        return undefined
      })
      kit.advance(10)
      expect(log).toEqual(['a PreRestart', 'child 1 PostStop', 'child 2 PostStop', 'children 0'])
    })

    test(`[A-020] ${name} with withStopChildren(false) keeps the children`, () => {
      const { kit, log, tell } = setUp(log => supervise(scripted(log, 'a'), strategy.withStopChildren(false)))
      let child: ActorRef<Step> | null = null
      tell(context => {
        child = context.spawn(scripted(log, 'child'), 'child')
        return undefined
      })
      tell(throwError())
      kit.advance(10)
      child!.tell(logText(log, 'child lives'))
      tell(context => {
        log.push(`children ${context.children.length}`)
        return undefined
      })
      expect(log.toSorted()).toEqual(['a PreRestart', 'child lives', 'children 1'])
    })

    test(`[A-036] ${name}: handles each message stashed during a restart once, also when the replay fails`, () => {
      const { kit, log, tell } = setUp(log => supervise(scriptedStart(log, 'a'), strategy))
      tell(context => {
        context.spawn(scripted(log, 'child'), 'child')
        return undefined
      })
      tell(throwError(), logText(log, 'one'), throwError(), logText(log, 'two'), logText(log, 'three'))
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

    test(`[A-021] ${name}: stops the children spawned in between when a stashed message fails on replay`, () => {
      const { kit, log, tell } = setUp(log => supervise(scriptedStart(log, 'a'), strategy))
      const spawn: Step = context => {
        context.spawn(scripted(log, 'child'), 'child')
        return undefined
      }
      tell(spawn)
      tell(throwError(), spawn, throwError(), spawn)
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

    test(`[A-037] ${name}: keeps messages stashed during a restart over repeated start failures`, () => {
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
      tell(throwError(), logText(log, 'one'), logText(log, 'two'))
      kit.advance(1000)
      expect(starts).toBe(5)
      expect(log).toEqual(['a PreRestart', 'one', 'two'])
    })
  }

  for (const [name, strategy] of [
    ['limit', SupervisorStrategy.restart.withLimit(10, 10_000)],
    ['backoff', backoff()],
  ] as const) {
    test(`[A-023] ${name}: stops children spawned by a failing setup before the next attempt`, () => {
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
      tell(throwError(), logText(log, 'served'))
      kit.advance(1000)
      expect(starts).toBe(3)
      expect(log).toEqual(['a PreRestart', 'child 1 PostStop', 'child 2 PostStop', 'served'])
    })
  }

  test('[A-018] delivers Terminated of an unrelated actor during the restart to the new behavior', () => {
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
    tell(throwError())
    other.tell(() => Behaviors.stopped)
    kit.advance(9)
    expect(log).toEqual(['PreRestart'])
    kit.advance(1)
    expect(log).toEqual(['PreRestart', 'Terminated'])
  })

  test('[A-019, A-186] drops the watchWith message of a child that the restart stops, and delivers that of another actor', () => {
    const { kit, log, tell } = setUp(log => supervise(scripted(log, 'a'), SupervisorStrategy.restart))
    const other = kit.spawn(scripted([], 'other'), 'other')
    tell(context => {
      context.watchWith(context.spawn(scripted(log, 'child'), 'child'), logText(log, 'child is gone'))
      context.watchWith(other, logText(log, 'other is gone'))
      return undefined
    })
    tell(throwError())
    other.tell(() => Behaviors.stopped)
    kit.runUntilIdle()
    expect(log).toEqual(['a PreRestart', 'child PostStop', 'other is gone'])
  })

  test('[A-053, A-052, A-051] and every other strategy stop an actor whose setup returns stopped', () => {
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
      tell(throwError())
      probe.expectTerminated(ref)
      expect(starts).toBe(2)
    }
  })

  test('delivers no PostStop and drops waiting messages when the actor is stopped during a restart', () => {
    const kit = ActorTestKit.create()
    const log: string[] = []
    const parent = kit.spawn(scripted(log, 'parent'), 'parent')
    let child: ActorRef<Step> | null = null
    parent.tell(context => {
      child = context.spawn(supervise(scripted(log, 'child'), backoff()), 'child')
      return undefined
    })
    kit.runUntilIdle()
    child!.tell(throwError())
    child!.tell(logText(log, 'never'))
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

describe('the backoff strategy', () => {
  test('[A-025] restarts after the minimum delay, then after twice that; without a stash it drops messages', () => {
    const { kit, log, tell } = setUp(log => supervise(scriptedStart(log, 'a'), backoff({ stashCapacity: 0 })))
    tell(throwError(), logText(log, 'dropped'))
    kit.advance(9)
    expect(log).toEqual(['a start', 'a PreRestart'])
    kit.advance(1)
    expect(log).toEqual(['a start', 'a PreRestart', 'a start'])
    tell(throwError())
    kit.advance(19)
    expect(log).toHaveLength(4)
    kit.advance(1)
    expect(log).toHaveLength(5)
    expect(kit.eventsOf('MessageDropped')).toHaveLength(1)
    expect(kit.eventsOf('ActorBackingOff').map(event => event.until)).toEqual([10, 30])
  })

  test('doubles the delay up to the maximum, and adds the random part to it', () => {
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

  test('[A-024] with a stash of two handles two of four messages and publishes two as dropped', () => {
    const { kit, log, tell, ref } = setUp(log => supervise(scripted(log, 'a'), backoff({ stashCapacity: 2 })))
    const dropped = kit.createTestProbe<{ readonly type: string; readonly recipient: string }>()
    kit.system.eventStream.subscribe(dropped.ref, 'Dropped')
    tell(throwError(), logText(log, '1'), logText(log, '2'), logText(log, '3'), logText(log, '4'))
    kit.advance(10)
    expect(log).toEqual(['a PreRestart', '1', '2'])
    expect(dropped.receiveMessages(2).map(({ recipient }) => recipient)).toEqual([ref.path, ref.path])
  })

  test('[A-026] with two restarts stops an actor whose setup always throws after three failures', () => {
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

  test('[A-032] resets the count after the mean of minimum and maximum delay without a restart', () => {
    expect(backoff().resetBackoffAfterMs).toBe(505)
    const { kit, tell } = setUp(log => supervise(scripted(log, 'a'), backoff()))
    tell(throwError())
    kit.advance(10 + 504)
    tell(throwError())
    kit.advance(20 + 505)
    tell(throwError())
    const delays = kit.eventsOf('ActorBackingOff').map(event => event.until - event.at)
    expect(delays).toEqual([10, 20, 10])
  })

  test('[A-028] counts separately in two supervisors for different classes', () => {
    const { kit, tell } = setUp(log =>
      Behaviors.supervise(scripted(log, 'a'))
        .onFailure(backoff(), DiskFull)
        .onFailure(backoff({ minBackoffMs: 100 }), OutOfPaper),
    )
    tell(throwError(new DiskFull()))
    kit.advance(10)
    tell(throwError(new OutOfPaper()))
    kit.advance(100)
    tell(throwError(new OutOfPaper()))
    expect(kit.eventsOf('ActorBackingOff').map(event => event.until - event.at)).toEqual([10, 100, 200])
  })

  test('throws RangeError for options that are not finite numbers, except a reset time of NaN', () => {
    const { restartWithBackoff } = SupervisorStrategy
    const options = { minBackoffMs: 1, maxBackoffMs: 2, randomFactor: 0 }
    for (const invalid of [
      { maxBackoffMs: Number.POSITIVE_INFINITY },
      { minBackoffMs: Number.NaN },
      { randomFactor: Number.POSITIVE_INFINITY },
      { maxRestarts: Number.NaN },
    ]) {
      expect(() => restartWithBackoff({ ...options, ...invalid })).toThrow(RangeError)
    }
    const kit = ActorTestKit.create()
    const strategy = restartWithBackoff({ ...options, resetBackoffAfterMs: Number.NaN })
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

  test('throws for maxRestarts below -1', () => {
    expect(() => backoff({ maxRestarts: -2 })).toThrow(/maxRestarts \[-2\]/)
  })
})

describe('nested supervisors', () => {
  test('[A-015, A-016] with restart and backoff for disjoint classes restart on both, whichever is inside', () => {
    for (const [inner, outer] of [
      [SupervisorStrategy.restart, backoff()],
      [backoff(), SupervisorStrategy.restart],
    ] as const) {
      const { kit, log, tell } = setUp(log =>
        Behaviors.supervise(scriptedStart(log, 'a')).onFailure(inner, DiskFull).onFailure(outer, OutOfPaper),
      )
      tell(throwError(new DiskFull()))
      kit.advance(100)
      tell(throwError(new OutOfPaper()))
      kit.advance(100)
      tell(logText(log, 'served'))
      expect(log.filter(line => line === 'a start')).toHaveLength(3)
      expect(log.at(-1)).toBe('served')
    }
  })

  test('[A-038] around nested setups start the innermost behavior exactly once', () => {
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

  test('inside a restarted one start with fresh counts', () => {
    const { log, tell } = setUp(log =>
      Behaviors.supervise(scriptedStart(log, 'a'))
        .onFailure(SupervisorStrategy.restart.withLimit(1, 10_000), DiskFull)
        .onFailure(SupervisorStrategy.restart, OutOfPaper),
    )
    tell(
      throwError(new DiskFull()),
      throwError(new OutOfPaper()),
      throwError(new DiskFull()),
      logText(log, 'alive'),
    )
    expect(log.at(-1)).toBe('alive')
  })

  test('[A-039] for the same class are replaced when a handler returns a newly supervised behavior', () => {
    const { log, tell, failures, kit } = setUp(log =>
      supervise(scriptedStart(log, 'a'), SupervisorStrategy.restart),
    )
    const resuming: Step = () => supervise(scripted(log, 'b'), SupervisorStrategy.resume)
    tell(...Array.from({ length: 50 }, () => resuming))
    tell(throwError(), logText(log, 'still b'))
    expect(failures()).toEqual(['resume'])
    expect(log).toEqual(['a start', 'still b'])
    expect(kit.system.userGuardian.children?.get('a')?.wrappers).toHaveLength(1)
  })

  test('[A-041] that a restarted setup creates with resume apply to later failures', () => {
    const { kit, tell, failures } = setUp(log => {
      let starts = 0
      return supervise(
        Behaviors.setup<Step>(() =>
          ++starts === 1 ? scripted(log, 'a') : supervise(scripted(log, 'a'), SupervisorStrategy.resume),
        ),
        backoff(),
      )
    })
    tell(throwError())
    kit.advance(10)
    tell(throwError(), throwError())
    expect(failures()).toEqual(['backoff', 'resume', 'resume'])
  })

  test('[A-042] for DeathPactException recover the actor from an unhandled Terminated', () => {
    const { kit, log, tell, failures } = setUp(log =>
      Behaviors.supervise(scriptedStart(log, 'a')).onFailure(SupervisorStrategy.restart, DeathPactException),
    )
    const other = kit.spawn(scripted([], 'other'), 'other')
    tell(context => {
      context.watch(other)
      return undefined
    })
    other.tell(() => Behaviors.stopped)
    tell(logText(log, 'served'))
    kit.runUntilIdle()
    expect(failures()).toEqual(['restart'])
    expect(log.filter(line => line !== 'served')).toEqual([
      'a start',
      'a Terminated',
      'a PreRestart',
      'a start',
    ])
  })

  test('[A-050] catch a failure on an adapted message at the innermost match', () => {
    const { log, tell, probe, ref } = setUp(log =>
      Behaviors.supervise(supervise(scriptedStart(log, 'a'), SupervisorStrategy.stop)).onFailure(
        SupervisorStrategy.restart,
        TypeError,
      ),
    )
    tell(context => {
      const adapter = context.messageAdapter(
        (message): message is string => typeof message === 'string',
        text => throwError(new Error(text)),
      )
      adapter.tell('boom')
      return undefined
    })
    probe.expectTerminated(ref)
    expect(log).toEqual(['a start', 'a PostStop'])
  })

  test('[A-046] catch failures on messages of another type', () => {
    const { tell, failures, ref } = setUp(log => supervise(scripted(log, 'a'), SupervisorStrategy.resume))
    ;(ref as ActorRef<unknown>).tell('not a step')
    tell()
    expect(failures()).toEqual(['resume'])
  })
})

test('[A-067] an actor under restart without a limit survives a hundred failures', () => {
  const { log, tell } = setUp(log => supervise(scripted(log, 'a'), SupervisorStrategy.restart))
  tell(...Array.from({ length: 100 }, () => throwError()), logText(log, 'alive'))
  expect(log.at(-1)).toBe('alive')
})

test('a traced failure has its class, and its message only when our code or a scenario wrote it', () => {
  expect(failureText(new DiskFull('full'))).toEqual({ name: 'DiskFull', message: 'full' })
  expect(failureText(new TypeError('differs from engine to engine'))).toEqual({ name: 'TypeError' })
})

test('a thrown value other than an Error is a failure', () => {
  const { tell, kit } = setUp(log => supervise(scripted(log, 'a'), SupervisorStrategy.resume))
  tell(() => {
    throw 'just text'
  })
  expect(kit.eventsOf('ActorFailed')[0]?.error.name).toBe('ThrownValue')
})
