import { describe, expect, test } from 'vitest'
import { ActorInitializationException } from '../actor/actor-errors.ts'
import type { ActorRef } from '../actor/actor-ref.ts'
import { Actor, AllForOneStrategy, OneForOneStrategy, Props, type Receive } from './index.ts'
import { below, fail, type Script, Scripted, type Step, scripted, setUp } from './scripted.fixture.ts'
import { RestartCount } from './supervisor-strategy.ts'

class DiskFull extends Error {
  override name = 'DiskFull'
}

const always = (limit: ConstructorParameters<typeof OneForOneStrategy>[0] = {}) =>
  new OneForOneStrategy(limit, () => 'restart')

/** A parent with these children, each watched by the test's probe. */
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
  all.taken()
  const failChild = (name = 'a', error?: Error) => {
    refs[name]!.tell(fail(error))
    all.kit.runUntilIdle()
  }
  return { ...all, refs, failChild, restarts: () => all.kit.eventsOf('ActorRestarted').length }
}

describe('one for one', () => {
  test('[A-054] a child is not restarted more often than the limit allows; then its watcher is told', () => {
    const { failChild, probe, refs, decisions, taken, kit } = family(always({ maxNrOfRetries: 2 }))
    probe.watch(refs.a!)
    failChild()
    failChild()
    expect(probe.terminated).toEqual([])
    failChild()
    probe.expectTerminated(refs.a!)
    expect(decisions()).toEqual(['restart', 'restart', 'stop'])
    expect(kit.eventsOf('ActorFailed').map(event => event.count)).toEqual([1, 2, undefined])
    expect(taken().filter(line => line === 'a preRestart')).toHaveLength(2)
    expect(kit.eventsOf('ActorFailed').at(-1)?.exhausted).toEqual([
      {
        error: 'Error',
        strategy: { type: 'restart', maxRestarts: 2, withinMs: Number.MAX_SAFE_INTEGER, stopChildren: true },
      },
    ])
  })

  test('[A-056] a child with no permitted restarts is not restarted', () => {
    const { failChild, probe, refs, taken } = family(always({ maxNrOfRetries: 0, withinTimeRangeMs: 1000 }))
    probe.watch(refs.a!)
    failChild()
    probe.expectTerminated(refs.a!)
    expect(taken()).toEqual(['a postStop'])
  })

  test('[A-057] only the failing child is touched, whatever is decided; siblings answer as before', () => {
    for (const [directive, hooks, lives] of [
      ['resume', [], true],
      ['restart', ['a preRestart', 'a postStop', 'a postRestart', 'a preStart'], true],
      ['stop', ['a postStop'], false],
    ] as const) {
      const strategy = new OneForOneStrategy({}, [[DiskFull, directive]])
      const { failChild, refs, taken, kit, decisions } = family(strategy, { a: {}, b: {} })
      failChild('a', new DiskFull())
      refs.a!.tell('x')
      refs.b!.tell('y')
      kit.runUntilIdle()
      expect(taken()).toEqual([...hooks, ...(lives ? ['a x'] : []), 'b y'])
      expect(decisions()).toEqual([directive])
    }
  })

  test('[A-057] a failing child of a nested supervisor leaves the rest of the tree alone', () => {
    const { tell, taken } = family(always(), {
      middle: { strategy: always(), preStart: actor => void [actor.spawn('x'), actor.spawn('y')] },
      other: {},
    })
    taken()
    tell(below('middle', 'x', fail()))
    tell(
      below('middle', 'y', actor => actor.say('lives')),
      below('other', actor => actor.say('lives')),
    )
    expect(taken()).toEqual([
      'x preRestart',
      'x postStop',
      'x postRestart',
      'x preStart',
      'other lives',
      'y lives',
    ])
  })
})

describe('all for one', () => {
  const all = new AllForOneStrategy({ maxNrOfRetries: 2 }, [[DiskFull, 'restart']])

  test('[A-058] every child of the supervisor is restarted, whichever failed', () => {
    const { failChild, taken } = family(all, { a: {}, b: {}, c: {} })
    failChild('b', new DiskFull())
    const lines = taken()
    for (const name of ['a', 'b', 'c']) {
      expect(lines.filter(line => line.startsWith(name))).toEqual([
        `${name} preRestart`,
        `${name} postStop`,
        `${name} postRestart`,
        `${name} preStart`,
      ])
    }
  })

  test('[A-058] one restart too many for one child stops them all', () => {
    const { failChild, taken, decisions } = family(all, { a: {}, b: {} })
    failChild('a', new DiskFull())
    failChild('b', new DiskFull())
    taken()
    failChild('a', new DiskFull())
    expect(taken()).toEqual(['a postStop', 'b postStop'])
    expect(decisions()).toEqual(['restart', 'restart', 'stop'])
  })

  test('[A-058] the mailbox of a sibling waits for its restart and is kept', () => {
    const { failChild, refs, taken } = family(all, { a: {}, b: {} })
    refs.b!.tell('before')
    failChild('a', new DiskFull())
    expect(taken().filter(line => line.startsWith('b'))).toEqual([
      'b before',
      'b preRestart',
      'b postStop',
      'b postRestart',
      'b preStart',
    ])
  })

  test('[A-058] a nested supervisor and what is below it are restarted with the rest', () => {
    const { failChild, taken } = family(all, { a: {}, b: { preStart: actor => void actor.spawn('x') } })
    taken()
    failChild('a', new DiskFull())
    const lines = taken()
    expect(lines.filter(line => line.startsWith('x'))).toEqual(['x postStop', 'x preStart'])
    expect(lines.filter(line => line === 'b postRestart')).toHaveLength(1)
  })
})

describe('hooks', () => {
  test('[A-055] a factory that gives the same instance has its restart hooks in pairs and postStop only at the end', () => {
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
    let one: Same | null = null
    const { kit } = setUp()
    const ref = kit.spawn(
      Props(() => {
        one ??= new Same()
        return one
      }),
      'same',
    )
    for (let i = 0; i < 3; i++) ref.tell('fail')
    ref.tell({ type: 'PoisonPill' })
    kit.runUntilIdle()
    expect(lines).toEqual([...Array(3).fill(['preRestart', 'postRestart']).flat(), 'postStop'])
  })

  test('[A-059] a restart cascades through nested supervisors', () => {
    const { failChild, taken } = family(always(), {
      a: { preStart: actor => void actor.spawn('b', { preStart: inner => void inner.spawn('c') }) },
    })
    taken()
    failChild('a')
    expect(taken()).toEqual([
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

  test('[A-060] what preRestart throws is logged, and the restart goes on', () => {
    const { failChild, taken, kit } = family(always(), { a: { preRestart: fail(new DiskFull('again')) } })
    failChild()
    expect(taken()).toEqual(['a preRestart', 'a postRestart', 'a preStart'])
    expect(kit.eventsOf('Logged').map(event => event.text)).toEqual([
      'Error: failed on request',
      'DiskFull: again',
    ])
    expect(kit.eventsOf('ActorFailed')).toHaveLength(1)
  })

  test('[A-060] a new instance that cannot be made is a further failure, tried again as long as permitted', () => {
    let made = 0
    const { failChild, kit, refs, taken, decisions } = family(always({ maxNrOfRetries: 5 }), {
      a: {
        construct: () => {
          if (++made > 1 && made < 4) throw new DiskFull('not yet')
        },
      },
    })
    failChild()
    refs.a!.tell('works')
    kit.advance(10)
    expect(decisions()).toEqual(['restart', 'restart', 'restart'])
    expect(taken()).toEqual(['a preRestart', 'a postStop', 'a postRestart', 'a preStart', 'a works'])
    expect(kit.eventsOf('ActorFailed').at(-1)?.error.name).toBe('ActorInitializationException')
  })

  test('[A-061] a decider that throws fails the parent, and an ending behind it in the queue is still noticed', () => {
    const decider = () => {
      throw new DiskFull('no decision')
    }
    const { tell, taken, kit } = setUp({
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
    taken()
    tell(
      below('parent', actor => {
        actor.childNamed('a').tell(fail())
        actor.childNamed('b').tell(child => child.context.stop(child.self))
      }),
    )
    expect(taken()).toEqual([
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

  test('[A-062] an initialization failure may be restarted by a parent strategy that says so', () => {
    let made = 0
    const strategy = new OneForOneStrategy({}, [[ActorInitializationException, 'restart']])
    const { kit, taken, decisions } = setUp({
      strategy,
      preStart: actor =>
        void actor
          .spawn('a', {
            construct: () => {
              if (++made < 3) throw new DiskFull()
            },
          })
          .tell('works'),
    })
    kit.advance(10)
    expect(taken()).toEqual(['top preStart', 'a preStart', 'a works'])
    expect(decisions()).toEqual(['restart', 'restart'])
  })

  test('the default decider stops what cannot start', () => {
    const { kit, taken, decisions } = setUp({
      preStart: actor => actor.context.watch(actor.spawn('a', { construct: fail() })),
    })
    kit.runUntilIdle()
    expect(taken()).toEqual(['top preStart', 'top Terminated'])
    expect(decisions()).toEqual(['stop'])
  })
})

describe('limits', () => {
  const survives = (limit: ConstructorParameters<typeof OneForOneStrategy>[0], gaps: number[]) => {
    const { failChild, kit, decisions } = family(always(limit))
    for (const gap of gaps) {
      kit.advance(gap)
      failChild()
    }
    return decisions()
  }

  test('[A-063] no limit and no window: restarts without end', () => {
    expect(survives({}, Array<number>(100).fill(1))).toEqual(Array(100).fill('restart'))
  })

  test('[A-064] no limit but a finite window: one restart only', () => {
    expect(survives({ withinTimeRangeMs: 1000 }, [0, 10])).toEqual(['restart', 'stop'])
  })

  test('[A-065] a limit with an infinite window counts for life', () => {
    expect(survives({ maxNrOfRetries: 2 }, [0, 100_000, 100_000_000])).toEqual(['restart', 'restart', 'stop'])
  })

  test('[A-066] windows longer than 2^31 ms are honoured, for one and for all', () => {
    const month = 30 * 24 * 3600 * 1000
    for (const Strategy of [OneForOneStrategy, AllForOneStrategy]) {
      const strategy = new Strategy({ maxNrOfRetries: 1, withinTimeRangeMs: month }, () => 'restart')
      const count = new RestartCount()
      expect(count.permits(strategy, 0)).toBe(true)
      expect(count.permits(strategy, month - 1)).toBe(false)
      expect(count.permits(strategy, month + 1)).toBe(true)
      const { failChild, kit, decisions } = family(strategy)
      failChild()
      kit.advance(2 ** 31)
      failChild()
      expect(decisions()).toEqual(['restart', 'stop'])
    }
  })

  test('[A-067] two restarts in one second, the third failure is final; without limit a hundred are survived', () => {
    const limit = { maxNrOfRetries: 2, withinTimeRangeMs: 1000 }
    expect(survives(limit, [0, 10, 10])).toEqual(['restart', 'restart', 'stop'])
    expect(survives({ withinTimeRangeMs: Number.POSITIVE_INFINITY }, Array<number>(100).fill(1))).toEqual(
      Array(100).fill('restart'),
    )
  })

  test('[A-068] after a pause beyond the window a third restart is granted', () => {
    const limit = { maxNrOfRetries: 2, withinTimeRangeMs: 500 }
    expect(survives(limit, [0, 10, 600])).toEqual(['restart', 'restart', 'restart'])
    expect(survives(limit, [0, 10, 480])).toEqual(['restart', 'restart', 'stop'])
  })

  test('[A-069] a limit without window is final even after a pause; a window without limit permits one', () => {
    expect(survives({ maxNrOfRetries: 2 }, [0, 10, 10_000])).toEqual(['restart', 'restart', 'stop'])
    expect(survives({ withinTimeRangeMs: 1000 }, [0, 900])).toEqual(['restart', 'stop'])
    expect(survives({ withinTimeRangeMs: 1000 }, [0, 1100])).toEqual(['restart', 'restart'])
  })

  test('a table without a matching row escalates, and a failure on request counts by its name', () => {
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

test('failures stand in the log, those that are resumed as warnings, and none where that is turned off', () => {
  const told = (limit: object, directive: 'resume' | 'restart' | 'stop') => {
    const { failChild, kit } = family(new OneForOneStrategy(limit, () => directive))
    failChild('a', new DiskFull('x'))
    return kit.eventsOf('Logged').map(event => [event.level, event.text])
  }
  expect(told({}, 'resume')).toEqual([['warn', 'DiskFull: x']])
  expect(told({}, 'restart')).toEqual([['error', 'DiskFull: x']])
  expect(told({}, 'stop')).toEqual([['error', 'DiskFull: x']])
  expect(told({ loggingEnabled: false }, 'restart')).toEqual([])
})

test('Props are needed to make an actor', () => {
  expect(() => new Scripted('a', { log: [] })).toThrow(/Spawn it/)
  expect(scripted('a', { log: [] }).toString()).toMatch(/spawn/)
})
