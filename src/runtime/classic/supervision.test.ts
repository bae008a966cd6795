import { describe, expect, test } from 'vitest'
import type { ActorRef } from '../actor/api/actor-ref.ts'
import { ActorInitializationException } from '../actor/base/actor-errors.ts'
import { Actor, AllForOneStrategy, OneForOneStrategy, Props, type Receive } from './index.ts'
import { RestartCount } from './restart-limit.ts'
import { below, fail, type Script, Scripted, type Step, scripted, setUp } from './scripted.fixture.ts'

class DiskFull extends Error {
  override name = 'DiskFull'
}

const alwaysRestart = (limit: ConstructorParameters<typeof OneForOneStrategy>[0] = {}) =>
  new OneForOneStrategy(limit, () => 'restart')

/** A parent with this strategy and these children. */
function family(strategy: Script['strategy'], children: Record<string, Partial<Script>> = { a: {} }) {
  const all = setUp({
    ...(strategy === undefined ? {} : { strategy }),
    preStart: actor => {
      for (const [name, script] of Object.entries(children)) actor.spawn(name, script)
    },
  })
  const refs: Record<string, ActorRef<Step | string>> = {}
  all.tell(actor => {
    for (const name of Object.keys(children)) refs[name] = actor.childNamed(name)
  })
  all.takeLines()
  const failChild = (name = 'a', error?: Error) => {
    refs[name]!.tell(fail(error))
    all.kit.runUntilIdle()
  }
  return { ...all, refs, failChild, restarts: () => all.kit.eventsOf('ActorRestarted').length }
}

describe('one-for-one', () => {
  test('[A-054] restarts a child up to the limit, then stops it and notifies its watcher', () => {
    const { failChild, probe, refs, decisions, takeLines, kit } = family(alwaysRestart({ maxNrOfRetries: 2 }))
    probe.watch(refs.a!)
    failChild()
    failChild()
    expect(probe.terminated).toEqual([])
    failChild()
    probe.expectTerminated(refs.a!)
    expect(decisions()).toEqual(['restart', 'restart', 'stop'])
    expect(kit.eventsOf('ActorFailed').map(event => event.count)).toEqual([1, 2, undefined])
    expect(takeLines().filter(line => line === 'a preRestart')).toHaveLength(2)
    expect(kit.eventsOf('ActorFailed').at(-1)?.exhausted).toEqual([
      {
        error: 'Error',
        strategy: { type: 'restart', maxRestarts: 2, withinMs: Number.MAX_SAFE_INTEGER, stopChildren: true },
      },
    ])
  })

  test('[A-056] with a limit of 0 stops a child at its first failure', () => {
    const { failChild, probe, refs, takeLines } = family(
      alwaysRestart({ maxNrOfRetries: 0, withinTimeRangeMs: 1000 }),
    )
    probe.watch(refs.a!)
    failChild()
    probe.expectTerminated(refs.a!)
    expect(takeLines()).toEqual(['a postStop'])
  })

  test('[A-057] applies each directive to the failed child only', () => {
    for (const [directive, hooks, lives] of [
      ['resume', [], true],
      ['restart', ['a preRestart', 'a postStop', 'a postRestart', 'a preStart'], true],
      ['stop', ['a postStop'], false],
    ] as const) {
      const strategy = new OneForOneStrategy({}, [[DiskFull, directive]])
      const { failChild, refs, takeLines, kit, decisions } = family(strategy, { a: {}, b: {} })
      failChild('a', new DiskFull())
      refs.a!.tell('x')
      refs.b!.tell('y')
      kit.runUntilIdle()
      expect(takeLines()).toEqual([...hooks, ...(lives ? ['a x'] : []), 'b y'])
      expect(decisions()).toEqual([directive])
    }
  })

  test('[A-057] restarts a child of a nested supervisor without effect on the rest of the tree', () => {
    const { tell, takeLines } = family(alwaysRestart(), {
      middle: { strategy: alwaysRestart(), preStart: actor => void [actor.spawn('x'), actor.spawn('y')] },
      other: {},
    })
    takeLines()
    tell(below('middle', 'x', fail()))
    tell(
      below('middle', 'y', actor => actor.logLine('lives')),
      below('other', actor => actor.logLine('lives')),
    )
    expect(takeLines()).toEqual([
      'x preRestart',
      'x postStop',
      'x postRestart',
      'x preStart',
      'other lives',
      'y lives',
    ])
  })
})

describe('all-for-one', () => {
  const all = new AllForOneStrategy({ maxNrOfRetries: 2 }, [[DiskFull, 'restart']])

  test('[A-058] restarts every child of the supervisor', () => {
    const { failChild, takeLines } = family(all, { a: {}, b: {}, c: {} })
    failChild('b', new DiskFull())
    const lines = takeLines()
    for (const name of ['a', 'b', 'c']) {
      expect(lines.filter(line => line.startsWith(name))).toEqual([
        `${name} preRestart`,
        `${name} postStop`,
        `${name} postRestart`,
        `${name} preStart`,
      ])
    }
  })

  test('[A-058] stops all children when one exceeds the limit', () => {
    const { failChild, takeLines, decisions } = family(all, { a: {}, b: {} })
    failChild('a', new DiskFull())
    failChild('b', new DiskFull())
    takeLines()
    failChild('a', new DiskFull())
    expect(takeLines()).toEqual(['a postStop', 'b postStop'])
    expect(decisions()).toEqual(['restart', 'restart', 'stop'])
  })

  test('[A-058] restarts a sibling after the messages that it handled before', () => {
    const { failChild, refs, takeLines } = family(all, { a: {}, b: {} })
    refs.b!.tell('before')
    failChild('a', new DiskFull())
    expect(takeLines().filter(line => line.startsWith('b'))).toEqual([
      'b before',
      'b preRestart',
      'b postStop',
      'b postRestart',
      'b preStart',
    ])
  })

  test('[A-058] restarts a nested supervisor together with its children', () => {
    const { failChild, takeLines } = family(all, { a: {}, b: { preStart: actor => void actor.spawn('x') } })
    takeLines()
    failChild('a', new DiskFull())
    const lines = takeLines()
    expect(lines.filter(line => line.startsWith('x'))).toEqual(['x postStop', 'x preStart'])
    expect(lines.filter(line => line === 'b postRestart')).toHaveLength(1)
  })
})

describe('a restart', () => {
  test('[A-055] whose factory returns the same instance runs preRestart and postRestart each time, postStop only at the end', () => {
    const lines: string[] = []
    class Same extends Actor<string> {
      override receive(): Receive<string> {
        return {
          string: () => {
            throw new Error('x')
          },
        }
      }
      override preRestart(): void {
        lines.push('preRestart')
      }
      override postRestart(): void {
        lines.push('postRestart')
      }
      override postStop(): void {
        lines.push('postStop')
      }
    }
    let instance: Same | null = null
    const { kit } = setUp()
    const ref = kit.spawn(
      Props(() => {
        instance ??= new Same()
        return instance
      }),
      'same',
    )
    for (let i = 0; i < 3; i++) ref.tell('fail')
    ref.tell({ type: 'PoisonPill' })
    kit.runUntilIdle()
    expect(lines).toEqual([...Array(3).fill(['preRestart', 'postRestart']).flat(), 'postStop'])
  })

  test('[A-059] cascades through nested supervisors', () => {
    const { failChild, takeLines } = family(alwaysRestart(), {
      a: { preStart: actor => void actor.spawn('b', { preStart: inner => void inner.spawn('c') }) },
    })
    takeLines()
    failChild('a')
    expect(takeLines()).toEqual([
      'a preRestart',
      'a postStop',
      'c postStop',
      'b postStop',
      'a postRestart',
      'a preStart',
      'b preStart',
      'c preStart',
    ])
  })

  test('[A-060] continues after preRestart threw, and logs that error', () => {
    const { failChild, takeLines, kit } = family(alwaysRestart(), {
      a: { preRestart: fail(new DiskFull('again')) },
    })
    failChild()
    expect(takeLines()).toEqual(['a preRestart', 'a postRestart', 'a preStart'])
    expect(kit.eventsOf('Logged').map(event => event.text)).toEqual([
      'Error: failed on request',
      'DiskFull: again',
    ])
    expect(kit.eventsOf('ActorFailed')).toHaveLength(1)
  })

  test('[A-060] whose constructor throws is a further failure, and is repeated within the limit', () => {
    let constructed = 0
    const { failChild, kit, refs, takeLines, decisions } = family(alwaysRestart({ maxNrOfRetries: 5 }), {
      a: {
        construct: () => {
          if (++constructed > 1 && constructed < 4) throw new DiskFull('not yet')
        },
      },
    })
    failChild()
    refs.a!.tell('works')
    kit.advance(10)
    expect(decisions()).toEqual(['restart', 'restart', 'restart'])
    expect(takeLines()).toEqual(['a preRestart', 'a postStop', 'a postRestart', 'a preStart', 'a works'])
    expect(kit.eventsOf('ActorFailed').at(-1)?.error.name).toBe('ActorInitializationException')
  })

  test('[A-061] of the parent follows when its decider throws, and a Terminated behind it is still delivered', () => {
    const decider = () => {
      throw new DiskFull('no decision')
    }
    const { tell, takeLines, kit } = setUp({
      preStart: actor =>
        void actor.spawn('parent', {
          strategy: new OneForOneStrategy({}, decider),
          preRestart: () => undefined,
          postRestart: () => undefined,
        }),
    })
    tell(
      below('parent', actor => {
        actor.context.watch(actor.spawn('a'))
        actor.context.watch(actor.spawn('b'))
      }),
    )
    takeLines()
    tell(
      below('parent', actor => {
        actor.childNamed('a').tell(fail())
        actor.childNamed('b').tell(child => child.context.stop(child.self))
      }),
    )
    expect(takeLines()).toEqual([
      'b postStop',
      'parent preRestart',
      'parent postRestart',
      'parent Terminated',
      'a preRestart',
      'a postStop',
      'a postRestart',
      'a preStart',
    ])
    expect(kit.eventsOf('ActorFailed').map(event => [event.decision, event.error.name])).toEqual([
      ['escalate', 'Error'],
      ['restart', 'DiskFull'],
    ])
  })

  test('[A-062] follows an initialization failure when the strategy maps it to restart', () => {
    let constructed = 0
    const strategy = new OneForOneStrategy({}, [[ActorInitializationException, 'restart']])
    const { kit, takeLines, decisions } = setUp({
      strategy,
      preStart: actor =>
        void actor
          .spawn('a', {
            construct: () => {
              if (++constructed < 3) throw new DiskFull()
            },
          })
          .tell('works'),
    })
    kit.advance(10)
    expect(takeLines()).toEqual(['top preStart', 'a preStart', 'a works'])
    expect(decisions()).toEqual(['restart', 'restart'])
  })

  test('does not follow an initialization failure under the default decider, which stops the child', () => {
    const { kit, takeLines, decisions } = setUp({
      preStart: actor => actor.context.watch(actor.spawn('a', { construct: fail() })),
    })
    kit.runUntilIdle()
    expect(takeLines()).toEqual(['top preStart', 'top Terminated'])
    expect(decisions()).toEqual(['stop'])
  })
})

describe('a restart limit', () => {
  const decisionsAfter = (limit: ConstructorParameters<typeof OneForOneStrategy>[0], gaps: number[]) => {
    const { failChild, kit, decisions } = family(alwaysRestart(limit))
    for (const gap of gaps) {
      kit.advance(gap)
      failChild()
    }
    return decisions()
  }

  test('[A-063] that is absent, without a window, permits every restart', () => {
    expect(decisionsAfter({}, Array<number>(100).fill(1))).toEqual(Array(100).fill('restart'))
  })

  test('[A-064] that is absent, with a finite window, permits one restart', () => {
    expect(decisionsAfter({ withinTimeRangeMs: 1000 }, [0, 10])).toEqual(['restart', 'stop'])
  })

  test('[A-065] with an infinite window counts for the whole life of the child', () => {
    expect(decisionsAfter({ maxNrOfRetries: 2 }, [0, 100_000, 100_000_000])).toEqual([
      'restart',
      'restart',
      'stop',
    ])
  })

  test('[A-066] holds for windows longer than 2^31 ms, one-for-one and all-for-one', () => {
    const month = 30 * 24 * 3600 * 1000
    for (const Strategy of [OneForOneStrategy, AllForOneStrategy]) {
      const strategy = new Strategy({ maxNrOfRetries: 1, withinTimeRangeMs: month }, () => 'restart')
      const count = new RestartCount()
      expect(count.requestPermission(strategy, 0)).toBe(true)
      expect(count.requestPermission(strategy, month - 1)).toBe(false)
      expect(count.requestPermission(strategy, month + 1)).toBe(true)
      const { failChild, kit, decisions } = family(strategy)
      failChild()
      kit.advance(2 ** 31)
      failChild()
      expect(decisions()).toEqual(['restart', 'stop'])
    }
  })

  test('[A-067] of two in one second stops the child at its third failure; without a limit a hundred restarts follow', () => {
    const limit = { maxNrOfRetries: 2, withinTimeRangeMs: 1000 }
    expect(decisionsAfter(limit, [0, 10, 10])).toEqual(['restart', 'restart', 'stop'])
    expect(
      decisionsAfter({ withinTimeRangeMs: Number.POSITIVE_INFINITY }, Array<number>(100).fill(1)),
    ).toEqual(Array(100).fill('restart'))
  })

  test('[A-068] permits a third restart after the window has passed', () => {
    const limit = { maxNrOfRetries: 2, withinTimeRangeMs: 500 }
    expect(decisionsAfter(limit, [0, 10, 600])).toEqual(['restart', 'restart', 'restart'])
    expect(decisionsAfter(limit, [0, 10, 480])).toEqual(['restart', 'restart', 'stop'])
  })

  test('[A-069] without a window is final even after a long time; a window without a limit permits one restart', () => {
    expect(decisionsAfter({ maxNrOfRetries: 2 }, [0, 10, 10_000])).toEqual(['restart', 'restart', 'stop'])
    expect(decisionsAfter({ withinTimeRangeMs: 1000 }, [0, 900])).toEqual(['restart', 'stop'])
    expect(decisionsAfter({ withinTimeRangeMs: 1000 }, [0, 1100])).toEqual(['restart', 'restart'])
  })

  test('a table without a matching row escalates, and an injected failure matches by its name', () => {
    const strategy = new OneForOneStrategy({}, [[DiskFull, 'resume']])
    const { failChild, decisions, kit, refs } = family(strategy)
    kit.system.failNext(refs.a!.path, { error: 'DiskFull' })
    refs.a!.tell('x')
    kit.runUntilIdle()
    expect(decisions()).toEqual(['resume'])
    failChild('a', new Error('other'))
    expect(decisions()).toEqual(['resume', 'escalate', 'restart'])
  })
})

test('a resumed failure is logged as a warning, others as errors, and none without loggingEnabled', () => {
  const logged = (limit: object, directive: 'resume' | 'restart' | 'stop') => {
    const { failChild, kit } = family(new OneForOneStrategy(limit, () => directive))
    failChild('a', new DiskFull('x'))
    return kit.eventsOf('Logged').map(event => [event.level, event.text])
  }
  expect(logged({}, 'resume')).toEqual([['warn', 'DiskFull: x']])
  expect(logged({}, 'restart')).toEqual([['error', 'DiskFull: x']])
  expect(logged({}, 'stop')).toEqual([['error', 'DiskFull: x']])
  expect(logged({ loggingEnabled: false }, 'restart')).toEqual([])
})

test('an actor constructed outside of Props throws', () => {
  expect(() => new Scripted('a', { log: [] })).toThrow(/Spawn it/)
  expect(scripted('a', { log: [] }).toString()).toMatch(/spawn/)
})
