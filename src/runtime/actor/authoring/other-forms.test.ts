// Each rule has a test beside its concept. These tests cover the same rules with other forms of the same program.
import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { logText, type Step, scripted, scriptedStart, throwError } from '../../testkit/scripted-actor.ts'
import { scriptedKit } from '../../testkit/scripted-kit.ts'
import { TestNetwork } from '../../testkit/test-network.ts'
import type { ActorContext, Logger } from '../api/actor-context.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { BackoffOptions } from '../api/backoff-strategy.ts'
import type { Behavior } from '../api/behavior.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { IllegalContextUse } from '../base/actor-errors.ts'
import { AskTimeout } from '../kernel/ask.ts'
import { Behaviors } from './behaviors.ts'

class DiskFull extends Error {
  override name = 'DiskFull'
}
class OutOfPaper extends Error {
  override name = 'OutOfPaper'
}

const backoff = (changes: Partial<BackoffOptions> = {}) =>
  SupervisorStrategy.restartWithBackoff({ minBackoffMs: 10, maxBackoffMs: 1000, randomFactor: 0, ...changes })

function setUp(behavior?: (log: string[]) => Behavior<Step>) {
  const parts = scriptedKit(behavior)
  return { ...parts, failures: () => parts.kit.eventsOf('ActorFailed').map(event => event.decision) }
}

/** A step that calls `run` and keeps its behavior. */
const act =
  (run: (context: ActorContext<Step>) => void): Step =>
  context => {
    run(context)
    return undefined
  }

type Rule = readonly [strategy: SupervisorStrategy, errorClass: new () => Error]

/** Two supervisors around a behavior: by two onFailure calls, or nested. */
const twice = {
  flattened: (behavior: Behavior<Step>, [inner, a]: Rule, [outer, b]: Rule) =>
    Behaviors.supervise(behavior).onFailure(inner, a).onFailure(outer, b),
  nested: (behavior: Behavior<Step>, [inner, a]: Rule, [outer, b]: Rule) =>
    Behaviors.supervise(Behaviors.supervise(behavior).onFailure(inner, a)).onFailure(outer, b),
  'nested with a setup between': (behavior: Behavior<Step>, [inner, a]: Rule, [outer, b]: Rule) =>
    Behaviors.supervise(
      Behaviors.setup<Step>(() => Behaviors.supervise(behavior).onFailure(inner, a)),
    ).onFailure(outer, b),
}

for (const [form, around] of Object.entries(twice)) {
  describe(`two supervisors, ${form}`, () => {
    test('[A-014] stop on the inner class and restart on its outer superclass', () => {
      const { log, tell, failures } = setUp(log =>
        around(
          scriptedStart(log, 'a'),
          [SupervisorStrategy.stop, DiskFull],
          [SupervisorStrategy.restart, Error],
        ),
      )
      tell(throwError(new OutOfPaper()))
      tell(throwError(new DiskFull()))
      expect(failures()).toEqual(['restart', 'stop'])
      expect(log).toEqual(['a start', 'a PreRestart', 'a start', 'a PostStop'])
    })

    test('[A-015] with backoff inside restart each handle their own class', () => {
      const { kit, log, tell, failures } = setUp(log =>
        around(scriptedStart(log, 'a'), [backoff(), DiskFull], [SupervisorStrategy.restart, OutOfPaper]),
      )
      tell(throwError(new DiskFull()))
      kit.advance(10)
      tell(throwError(new OutOfPaper()), logText(log, 'served'))
      expect(failures()).toEqual(['backoff', 'restart'])
      expect(log.slice(-3)).toEqual(['a PreRestart', 'a start', 'served'])
    })

    test('[A-016] with restart inside backoff each handle their own class', () => {
      const { kit, log, tell, failures } = setUp(log =>
        around(scriptedStart(log, 'a'), [SupervisorStrategy.restart, DiskFull], [backoff(), OutOfPaper]),
      )
      tell(throwError(new DiskFull()), throwError(new OutOfPaper()))
      kit.advance(10)
      tell(logText(log, 'served'))
      expect(failures()).toEqual(['restart', 'backoff'])
      expect(log.slice(-3)).toEqual(['a PreRestart', 'a start', 'served'])
    })

    test('[A-028] with backoff reset their counts separately', () => {
      const { kit, tell } = setUp(log =>
        around(
          scripted(log, 'a'),
          [backoff({ resetBackoffAfterMs: 50 }), DiskFull],
          [backoff({ minBackoffMs: 20, resetBackoffAfterMs: 5000 }), OutOfPaper],
        ),
      )
      tell(throwError(new OutOfPaper()))
      kit.advance(20)
      tell(throwError(new DiskFull()))
      kit.advance(10 + 50)
      tell(throwError(new DiskFull()))
      kit.advance(10)
      tell(throwError(new OutOfPaper()))
      const delays = kit.eventsOf('ActorBackingOff').map(event => event.until - event.at)
      expect(delays).toEqual([20, 10, 10, 40])
    })

    test('[A-038] start the innermost behavior exactly once', () => {
      const { kit, log } = setUp(log =>
        around(scriptedStart(log, 'a'), [backoff(), DiskFull], [SupervisorStrategy.restart, OutOfPaper]),
      )
      kit.runUntilIdle()
      expect(log).toEqual(['a start'])
    })

    test('[A-050] catch a failure on an adapted message at the innermost match', () => {
      const { log, tell, failures } = setUp(log =>
        around(
          scriptedStart(log, 'a'),
          [SupervisorStrategy.stop, DiskFull],
          [SupervisorStrategy.restart, Error],
        ),
      )
      tell(
        act(context => {
          const isText = (message: unknown): message is string => typeof message === 'string'
          context.messageAdapter(isText, () => throwError(new DiskFull())).tell('boom')
        }),
      )
      expect(failures()).toEqual(['stop'])
      expect(log).toEqual(['a start', 'a PostStop'])
    })
  })
}

describe('an actor', () => {
  test('[A-096] has new state from setup after a restart', () => {
    const { log, tell } = setUp(log =>
      Behaviors.supervise(
        Behaviors.setup<Step>(() => {
          let count = 0
          return Behaviors.receive((context, step) => {
            log.push(String(++count))
            return step(context) ?? Behaviors.same
          })
        }),
      ).onFailure(SupervisorStrategy.restart),
    )
    const nothing = act(() => undefined)
    tell(nothing, nothing, throwError(), nothing)
    expect(log).toEqual(['1', '2', '3', '1'])
  })

  test('[A-013, A-026, A-031] logs the error of a failing start once for each attempt', () => {
    for (const [strategy, attempts] of [
      [SupervisorStrategy.stop, 1],
      [SupervisorStrategy.resume, 1],
      [backoff().withMaxRestarts(2), 3],
    ] as const) {
      const { kit, failures } = setUp(() =>
        Behaviors.supervise(
          Behaviors.setup<Step>(() => {
            throw new DiskFull('full')
          }),
        ).onFailure(strategy),
      )
      kit.advance(1000)
      expect(kit.eventsOf('Logged').filter(({ text }) => text.includes('full'))).toHaveLength(attempts)
      expect([failures().at(-1), kit.eventsOf('ActorStopped').length]).toEqual(['stop', 1])
    }
  })

  test('[A-114] switches from the first behavior to the second and back', () => {
    const heard: string[] = []
    const state = (name: string, next: () => Behavior<string>): Behavior<string> =>
      Behaviors.receiveMessage(message => {
        heard.push(`${name} ${message}`)
        return message === 'switch' ? next() : Behaviors.same
      })
    const first = (): Behavior<string> => state('first', second)
    const second = (): Behavior<string> => state('second', first)
    const kit = ActorTestKit.create()
    const ref = kit.spawn(first(), 'a')
    for (const message of ['stay', 'switch', 'stay', 'switch', 'stay']) ref.tell(message)
    kit.runUntilIdle()
    expect(heard).toEqual(['first stay', 'first switch', 'second stay', 'second switch', 'first stay'])
  })

  test('[A-115] delivers every signal to the new behavior after a switch', () => {
    const { kit, log, tell } = setUp(log =>
      Behaviors.supervise(scripted(log, 'first')).onFailure(SupervisorStrategy.restart, OutOfPaper),
    )
    const switched: Step = () =>
      Behaviors.receive<Step>((context, step) => step(context) ?? Behaviors.same).receiveSignal(
        (_, signal) => {
          log.push(`second ${signal.type}`)
          return Behaviors.same
        },
      )
    const child = (behavior: Behavior<Step>, name: string) =>
      act(context => {
        const ref = context.spawn(behavior, name)
        context.watch(ref)
        ref.tell(throwError(new DiskFull()))
      })
    const adapter = act(context => {
      const any = (_: unknown): _ is string => true
      const ref = context.messageAdapter(any, () => {
        throw new DiskFull()
      })
      ref.tell('x')
    })
    tell(switched, child(Behaviors.stopped, 'ends'), child(scripted([], 'fails'), 'fails'), adapter)
    kit.runUntilIdle()
    tell(throwError(new OutOfPaper()), switched, () => Behaviors.stopped)
    expect(log.toSorted()).toEqual([
      'second ChildFailed',
      'second MessageAdaptionFailure',
      'second PostStop',
      'second PreRestart',
      'second Terminated',
    ])
  })

  test('[A-146] receives PostStop without children, and after its children have stopped', () => {
    for (const children of [0, 2]) {
      const { log, tell } = setUp()
      tell(
        act(context => {
          for (let i = 0; i < children; i++) context.spawn(scripted(log, 'child'), `child-${i}`)
        }),
      )
      tell(() => Behaviors.stopped)
      expect(log).toEqual([...Array(children).fill('child PostStop'), 'a PostStop'])
    }
  })
})

describe('a context', () => {
  const calls: Record<string, (context: ActorContext<Step>, ref: ActorRef<never>) => unknown> = {
    children: context => context.children,
    child: context => context.child('x'),
    spawn: context => context.spawn(Behaviors.ignore, 'x'),
    spawnAnonymous: context => context.spawnAnonymous(Behaviors.ignore),
    stop: (context, ref) => context.stop(ref),
    watch: (context, ref) => context.watch(ref),
    watchWith: (context, ref) => context.watchWith(ref, throwError()),
    unwatch: (context, ref) => context.unwatch(ref),
    setReceiveTimeout: context => context.setReceiveTimeout(10, throwError()),
    cancelReceiveTimeout: context => context.cancelReceiveTimeout(),
    messageAdapter: context =>
      context.messageAdapter(
        (message): message is string => message === 'x',
        () => throwError(),
      ),
    block: context => context.block(10),
    log: context => context.log.info('x'),
    inspect: context => context.inspect(() => null),
  }

  test('has a logger that throws outside of its actor [A-149]', () => {
    const { kit, tell } = setUp()
    let logger: Logger | null = null
    tell(
      act(context => {
        logger = context.log
      }),
    )
    for (const level of ['debug', 'info', 'warn', 'error'] as const) {
      expect(() => logger![level]('x')).toThrow('[log] is legal only while')
    }
    expect(kit.eventsOf('Logged')).toEqual([])
  })

  for (const [name, call] of Object.entries(calls)) {
    test(`[A-149, A-150, A-152] throws at ${name} from outside, and from a child of its actor`, () => {
      const { kit, tell, ref } = setUp()
      let leaked: ActorContext<Step> | null = null
      tell(
        act(context => {
          leaked = context
        }),
      )
      const use = () => call(leaked!, kit.system.ignoreRef)
      expect(use).toThrow(IllegalContextUse)
      const caught: unknown[] = []
      const child = act(() => {
        try {
          use()
        } catch (thrown) {
          caught.push(thrown)
        }
      })
      tell(act(context => context.spawn(scripted([], 'child'), 'child').tell(child)))
      expect(caught).toEqual([expect.any(IllegalContextUse)])
      expect(kit.eventsOf('ActorFailed')).toEqual([])
      expect(kit.eventsOf('ActorStarted').filter(({ actor }) => actor.startsWith(ref.path))).toHaveLength(1)
    })
  }

  test('[A-153] can be used in an adapter function and in the mapping of a reply', () => {
    const { kit, tell, failures } = setUp()
    const replying = kit.spawn(
      Behaviors.receiveMessage<ActorRef<string>>(replyTo => {
        replyTo.tell('reply')
        return Behaviors.same
      }),
      'replying',
    )
    const spawnIn = (context: ActorContext<Step>, name: string): Step => {
      context.spawn(Behaviors.ignore, name)
      return act(() => undefined)
    }
    tell(
      act(context => {
        const any = (_: unknown): _ is string => true
        context.messageAdapter(any, () => spawnIn(context, 'by-adapter')).tell('x')
        context.ask(
          replying,
          (replyTo: ActorRef<string>) => replyTo,
          100,
          () => spawnIn(context, 'by-reply'),
        )
      }),
    )
    expect(failures()).toEqual([])
    let names: string[] = []
    tell(
      act(context => {
        names = context.children.map(({ path }) => path.replace(/#.*/, ''))
      }),
    )
    expect(names.toSorted()).toEqual(['/user/a/by-adapter', '/user/a/by-reply'])
  })
})

describe('a receive timeout', () => {
  test('[A-104] that is long affects neither messages nor schedules', () => {
    const { kit, log, ref, tell } = setUp()
    tell(act(context => context.setReceiveTimeout(1000, logText(log, 'timeout'))))
    kit.system.scheduleOnce(300, ref, logText(log, 'scheduled'))
    for (let i = 1; i <= 3; i++) {
      kit.advance(200)
      tell(logText(log, `message ${i}`))
    }
    kit.advance(999)
    expect(log).toEqual(['message 1', 'scheduled', 'message 2', 'message 3'])
    kit.advance(1)
    expect(log.at(-1)).toBe('timeout')
  })
})

describe('an ask from outside of actors', () => {
  function asking(target: Behavior<ActorRef<string>>) {
    const kit = ActorTestKit.create()
    const ref = kit.spawn(target, 'target')
    kit.runUntilIdle()
    const outcomes: unknown[] = []
    const ask = (of: ActorRef<ActorRef<string>> = ref) =>
      kit.system.ask<ActorRef<string>, string>(
        of,
        replyTo => replyTo,
        50,
        reply => outcomes.push(reply),
        error => outcomes.push(error),
      )
    return { kit, ref, ask, outcomes }
  }

  test('[A-270] completes with the reply', () => {
    const { kit, ask, outcomes } = asking(
      Behaviors.receiveMessage(replyTo => {
        replyTo.tell('reply')
        return Behaviors.same
      }),
    )
    ask()
    kit.advance(1000)
    expect(outcomes).toEqual(['reply'])
  })

  test('[A-269] of a stopped target fails at once, and the request becomes a dead letter', () => {
    const { kit, ask, outcomes, ref } = asking(Behaviors.stopped)
    ask()
    kit.runUntilIdle()
    expect(outcomes).toEqual([expect.any(AskTimeout)])
    expect((outcomes[0] as Error).message).toMatch(/has stopped/)
    expect(kit.eventsOf('DeadLetter').map(({ to }) => to)).toEqual([ref.path])
  })

  test('[A-271, A-272] without a reply in time fails with target and duration; a late reply becomes a dead letter', () => {
    const replyTo: ActorRef<string>[] = []
    const { kit, ask, outcomes, ref } = asking(
      Behaviors.receiveMessage(to => {
        replyTo.push(to)
        return Behaviors.same
      }),
    )
    ask()
    kit.advance(49)
    expect(outcomes).toEqual([])
    kit.advance(1)
    expect((outcomes[0] as Error).message).toContain(`Ask of [${ref.path}]`)
    expect((outcomes[0] as Error).message).toContain('within [50] ms')
    replyTo[0]!.tell('late')
    kit.runUntilIdle()
    expect(outcomes).toHaveLength(1)
    expect(kit.eventsOf('DeadLetter').map(({ to, body }) => [to, body])).toEqual([
      [replyTo[0]!.path, '"late"'],
    ])
  })

  test('[A-194] of the ignore ref times out', () => {
    const { kit, ask, outcomes } = asking(Behaviors.ignore)
    ask(kit.system.ignoreRef)
    kit.advance(49)
    expect(outcomes).toEqual([])
    kit.advance(1)
    expect(outcomes).toEqual([expect.any(AskTimeout)])
  })
})

test('[A-158] a system has an uptime that counts from its own start', () => {
  const { kit } = setUp()
  kit.advance(250)
  expect(kit.system.uptimeMs).toBe(250)
  const network = TestNetwork.create()
  network.advance(100)
  const late = network.addNode('late', { setup: () => undefined })
  network.advance(40)
  expect([late.system.now, late.system.uptimeMs]).toEqual([140, 40])
})

test('[A-195] a system has one ignore ref', () => {
  const { kit, tell } = setUp()
  let seen: unknown = null
  tell(
    act(context => {
      seen = context.system.ignoreRef
    }),
  )
  expect(seen).toBe(kit.system.ignoreRef)
  expect(kit.system.resolve(kit.system.ignoreRef.path)).toBe(kit.system.ignoreRef)
})

describe('unstashAll with same', () => {
  type Word = 'stash' | 'next' | 'unstash' | 'unstash in setup'
  /** Stashes words, and logs for each handled word the name of the behavior that handled it. */
  const keeping = (log: string[]): Behavior<Word> =>
    Behaviors.withStash<Word>(10, stash => {
      const state = (name: string): Behavior<Word> =>
        Behaviors.receiveMessage(word => {
          switch (word) {
            case 'stash':
              stash.stash('next')
              return Behaviors.same
            case 'next':
              log.push(name)
              return state(`${name}+`)
            case 'unstash':
              return stash.unstashAll(Behaviors.same)
            case 'unstash in setup':
              return Behaviors.setup(() => stash.unstashAll(Behaviors.same))
          }
        })
      return state('a')
    })
  const supervised = (behavior: Behavior<Word>) =>
    Behaviors.supervise(behavior).onFailure(SupervisorStrategy.resume)
  const plain = (behavior: Behavior<Word>) => behavior

  test.each<[string, typeof plain, Word[], string[]]>([
    ['plain', plain, ['stash', 'stash', 'unstash', 'next'], ['a', 'a+', 'a++']],
    ['after another behavior', plain, ['next', 'stash', 'unstash', 'next'], ['a', 'a+', 'a++']],
    ['supervised', supervised, ['stash', 'stash', 'unstash', 'next'], ['a', 'a+', 'a++']],
    ['supervised, after another', supervised, ['next', 'stash', 'unstash', 'next'], ['a', 'a+', 'a++']],
    ['in a setup', plain, ['next', 'stash', 'unstash in setup', 'next'], ['a', 'a+', 'a++']],
  ])('[A-245] uses the current behavior: %s', (_, wrap, words, expected) => {
    const kit = ActorTestKit.create()
    const log: string[] = []
    const ref = kit.spawn(wrap(keeping(log)), 'a')
    for (const word of words) ref.tell(word)
    kit.runUntilIdle()
    expect(log).toEqual(expected)
  })
})

describe('a parent that watches', () => {
  const watching = (log: string[], child: Behavior<Step>) =>
    Behaviors.setup<Step>(context => {
      context.watch(context.spawn(child, 'child'))
      return Behaviors.receive<Step>((own, step) => step(own) ?? Behaviors.same).receiveSignal(
        (_, signal) => {
          log.push(signal.type === 'ChildFailed' ? `ChildFailed ${signal.cause.name}` : signal.type)
          return Behaviors.same
        },
      )
    })

  test('[A-118] receives the error that the setup of its child threw', () => {
    const child = Behaviors.setup<Step>(() => {
      throw new DiskFull()
    })
    const { kit, log } = setUp(log => watching(log, child))
    kit.runUntilIdle()
    expect(log).toEqual(['ChildFailed ActorInitializationException'])
    expect(kit.eventsOf('ActorStopped').map(({ actor }) => actor.replace(/#.*/, ''))).toEqual([
      '/user/a/child',
    ])
  })

  test('[A-119] receives Terminated when the setup of its child returned stopped', () => {
    const { kit, log } = setUp(log =>
      watching(
        log,
        Behaviors.setup<Step>(() => Behaviors.stopped),
      ),
    )
    kit.runUntilIdle()
    expect(log).toEqual(['Terminated'])
    expect(kit.eventsOf('ActorFailed')).toEqual([])
  })

  test('[A-168] receives Terminated of a child that stops by itself under the stop strategy', () => {
    const { kit, log, tell } = setUp(log =>
      watching(log, Behaviors.supervise(scripted(log, 'child')).onFailure(SupervisorStrategy.stop)),
    )
    tell(act(context => (context.child('child') as ActorRef<Step>).tell(() => Behaviors.stopped)))
    expect(log).toEqual(['child PostStop', 'Terminated'])
    expect(kit.eventsOf('ActorFailed')).toEqual([])
  })
})

test('[A-206] of several spawns under one name at one instant the first succeeds, the others throw', () => {
  const { kit, log, tell } = setUp()
  const take = (by: string) =>
    act(() => {
      try {
        kit.system.spawn(scripted(log, by), 'one')
        log.push(`${by} has it`)
      } catch (thrown) {
        log.push(`${by}: ${(thrown as Error).name}`)
      }
    })
  tell(take('first'), take('second'))
  expect(() => kit.spawn(Behaviors.ignore, 'one')).toThrow('it is taken under [/user]')
  expect(log).toEqual(['first has it', 'second: InvalidActorName'])
})

test('[A-223] a tick in the mailbox is dropped when the setup inside withTimers threw', () => {
  let starts = 0
  const { kit, log, tell } = setUp(log =>
    Behaviors.supervise(
      Behaviors.withTimers<Step>(timers => {
        starts++
        timers.startSingleTimer('key', logText(log, `tick of start ${starts}`), 5)
        if (starts === 2) throw new DiskFull()
        return scripted(log, 'a')
      }),
    ).onFailure(SupervisorStrategy.restart.withLimit(5, 1000)),
  )
  tell(
    act(context => context.block(10)),
    throwError(),
  )
  kit.advance(100)
  expect(starts).toBe(3)
  expect(log).toEqual(['a PreRestart', 'tick of start 3'])
})

describe('a stash', () => {
  type Word = number | 'one' | 'two' | 'all'
  function stashing() {
    const kit = ActorTestKit.create()
    const log: number[] = []
    const ref = kit.spawn(
      Behaviors.withStash<Word>(10, stash => {
        const handling = Behaviors.receiveMessage<Word>(word => {
          if (typeof word === 'number') log.push(word)
          return word === 'all' ? stash.unstashAll(Behaviors.same) : Behaviors.same
        })
        const keeping: Behavior<Word> = Behaviors.receiveMessage<Word>(word => {
          if (typeof word === 'number') stash.stash(word)
          else if (word === 'all') return stash.unstashAll(handling)
          else {
            stash.unstash(
              Behaviors.receiveMessage<Word>(unstashed => {
                if (typeof unstashed === 'number') log.push(unstashed)
                return Behaviors.same
              }),
              word === 'one' ? 1 : 2,
              message => message,
            )
          }
          return Behaviors.same
        })
        return keeping
      }),
      'a',
    )
    const tell = (...words: Word[]) => {
      for (const word of words) ref.tell(word)
      kit.runUntilIdle()
    }
    return { log, tell }
  }

  test('[A-234] unstashes its oldest message first and keeps the order of the others', () => {
    const { log, tell } = stashing()
    tell(1, 2, 3, 'one')
    expect(log).toEqual([1])
    tell(4, 'one')
    expect(log).toEqual([1, 2])
    tell('all')
    expect(log).toEqual([1, 2, 3, 4])
  })

  test('[A-244] unstashed in portions, with new messages in between, keeps the order of arrival', () => {
    const { log, tell } = stashing()
    tell(1, 2, 3, 'two', 4, 5, 'two', 6, 'all', 7)
    expect(log).toEqual([1, 2, 3, 4, 5, 6, 7])
  })
})

describe('[A-267] an adapter that throws stops an actor', () => {
  const same = () => Behaviors.same as Behavior<Step>
  const styles: Record<string, () => Behavior<Step>> = {
    receive: () => Behaviors.receive(same),
    receiveMessage: () => Behaviors.receiveMessage(same),
    'receive with a signal handler': () =>
      Behaviors.receive<Step>(same).receiveSignal(() => Behaviors.unhandled),
    'receiveMessage with a signal handler': () =>
      Behaviors.receiveMessage<Step>(same).receiveSignal(() => Behaviors.unhandled),
    'only a signal handler': () => Behaviors.receiveSignal(() => Behaviors.unhandled),
    setup: () => Behaviors.setup(() => Behaviors.receiveMessage(same)),
    withTimers: () => Behaviors.withTimers(() => Behaviors.receiveMessage(same)),
  }
  for (const [style, create] of Object.entries(styles)) {
    test(`created with ${style}`, () => {
      const { kit, tell, failures } = setUp()
      let adapter: ActorRef<string> = kit.system.ignoreRef
      tell(
        act(context => {
          const any = (_: unknown): _ is string => true
          adapter = context.messageAdapter(any, () => {
            throw new DiskFull()
          })
        }),
        () => create(),
      )
      expect(failures()).toEqual([])
      adapter.tell('x')
      kit.runUntilIdle()
      expect(failures()).toEqual(['stop'])
    })
  }
})
