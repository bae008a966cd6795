import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { logText, type Step, scripted, scriptedStart, throwError } from '../../testkit/scripted-actor.ts'
import type { ActorContext } from '../api/actor-context.ts'
import type { Behavior } from '../api/behavior.ts'
import type { BehaviorInterceptor } from '../api/behavior-interceptor.ts'
import type { Signal } from '../api/signal.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { BehaviorInterpreter } from '../authoring/behavior-interpreter.ts'
import { Behaviors } from '../authoring/behaviors.ts'

/** Logs each message, before and after its handler, and each signal. */
class Recorder<T> implements BehaviorInterceptor<T> {
  private readonly log: string[]
  private readonly name: string
  constructor(log: string[], name: string) {
    this.log = log
    this.name = name
  }
  aroundReceive(_: ActorContext<T>, message: T, target: (message: T) => Behavior<T>): Behavior<T> {
    this.log.push(`${this.name} before`)
    const next = target(message)
    this.log.push(`${this.name} after`)
    return next
  }
  aroundSignal(_: ActorContext<T>, signal: Signal, target: (signal: Signal) => Behavior<T>): Behavior<T> {
    this.log.push(`${this.name} ${signal.type}`)
    return target(signal)
  }
}

/** A recorder that counts as the same interceptor as every other of its class. */
class OnceByType<T> extends Recorder<T> {
  isSame(other: unknown): boolean {
    return other instanceof OnceByType
  }
}

const around = <T>(interceptor: BehaviorInterceptor<T>, behavior: Behavior<T>): Behavior<T> =>
  Behaviors.intercept(() => interceptor)(behavior)

function setUp<T>(make: (log: string[]) => Behavior<T>) {
  const kit = ActorTestKit.create()
  const log: string[] = []
  const ref = kit.spawn(make(log), 'a')
  kit.runUntilIdle()
  return {
    kit,
    log,
    ref,
    tell: (...messages: T[]) => {
      for (const message of messages) ref.tell(message)
      kit.runUntilIdle()
      return log.splice(0)
    },
  }
}

/** Logs each message with a running number, which is the state of the behavior. */
const counting = (log: string[], count = 0): Behavior<string> =>
  Behaviors.receiveMessage(message => {
    log.push(`${message} ${count + 1}`)
    return counting(log, count + 1)
  })

describe('an interceptor', () => {
  test('[A-123] runs before and after the handler', () => {
    const { tell } = setUp<string>(log => around(new Recorder(log, 'x'), counting(log)))
    expect(tell('a')).toEqual(['x before', 'a 1', 'x after'])
  })

  test('[A-123] remains when the inner behavior changes, and runs outside of inner interceptors', () => {
    const { tell } = setUp<string>(log =>
      around(new Recorder(log, 'x'), around(new Recorder(log, 'y'), counting(log))),
    )
    const linesOf = (message: string) => ['x before', 'y before', message, 'y after', 'x after']
    expect(tell('a', 'b', 'c')).toEqual([...linesOf('a 1'), ...linesOf('b 2'), ...linesOf('c 3')])
  })

  test('[A-124] applied several times as the same instance runs once', () => {
    const nested = setUp<string>(log => {
      const same = new Recorder<string>(log, 'x')
      return around(same, around(same, counting(log)))
    })
    expect(nested.tell('a')).toEqual(['x before', 'a 1', 'x after'])

    const recursive = setUp<string>(log => {
      const same = new Recorder<string>(log, 'x')
      const next = (): Behavior<string> =>
        around(
          same,
          Behaviors.receiveMessage<string>(message => {
            log.push(message)
            return next()
          }),
        )
      return next()
    })
    recursive.tell('a', 'b', 'c')
    expect(recursive.tell('d')).toEqual(['x before', 'd', 'x after'])
  })

  test('[A-125] applied as several instances runs in each, also in those that a behavior adds later', () => {
    const nested = setUp<string>(log =>
      around(new Recorder(log, 'x'), around(new Recorder(log, 'x'), counting(log))),
    )
    expect(nested.tell('a')).toEqual(['x before', 'x before', 'a 1', 'x after', 'x after'])

    const recursive = setUp<string>(log => {
      const next = (): Behavior<string> =>
        Behaviors.intercept<string>(() => new Recorder(log, 'x'))(
          Behaviors.receiveMessage(message => {
            log.push(message)
            return next()
          }),
        )
      return next()
    })
    recursive.tell('a', 'b')
    expect(recursive.tell('c').filter(line => line === 'x before')).toHaveLength(3)
  })

  test('[A-126] can replace the behavior in aroundStart, and the inner one is not started', () => {
    const { tell, log } = setUp<string>(log =>
      Behaviors.intercept<string>(() => ({ aroundStart: () => counting(log) }))(
        Behaviors.setup(() => {
          log.push('started')
          return Behaviors.ignore
        }),
      ),
    )
    expect(log).toEqual([])
    expect(tell('a')).toEqual(['a 1'])
  })

  test('[A-126] can start the inner behavior and wrap the result', () => {
    const { tell } = setUp<string>(log =>
      Behaviors.intercept<string>(() => ({
        aroundStart: (_, target) => around(new Recorder(log, 'y'), target()),
      }))(around(new Recorder(log, 'x'), counting(log))),
    )
    expect(tell('a')).toEqual(['y before', 'x before', 'a 1', 'x after', 'y after'])
  })

  test('[A-127] works around a setup with state, and around setups returned by handlers', () => {
    let starts = 0
    const { tell } = setUp<string>(log =>
      around(
        new Recorder(log, 'x'),
        Behaviors.setup(() => {
          starts++
          return counting(log)
        }),
      ),
    )
    tell('a')
    expect(tell('b')).toEqual(['x before', 'b 2', 'x after'])
    expect(starts).toBe(1)

    const recursive = setUp<string>(log => {
      const same = new Recorder<string>(log, 'x')
      const next = (): Behavior<string> =>
        around(
          same,
          Behaviors.setup(() => {
            log.push('setup')
            return Behaviors.receiveMessage<string>(next)
          }),
        )
      return next()
    })
    expect(recursive.log.splice(0)).toEqual(['setup'])
    expect(recursive.tell('a')).toEqual(['x before', 'x after', 'setup'])
  })

  test('that returns same discards the behavior that the target returned', () => {
    const { tell } = setUp<string>(log =>
      Behaviors.intercept<string>(() => ({
        aroundReceive: (_, message, target) => {
          if (message === 'no') return Behaviors.same
          const next = target(message)
          return message === 'stay' ? Behaviors.same : next
        },
      }))(counting(log)),
    )
    expect(tell('a', 'no', 'stay', 'b')).toEqual(['a 1', 'stay 2', 'b 2'])
  })

  test('can return a behavior of its own, which it then intercepts', () => {
    const { tell } = setUp<string>(log =>
      Behaviors.intercept<string>(() => ({
        aroundReceive: (_, message, target) => {
          log.push('x')
          return message === 'swap'
            ? Behaviors.receiveMessageWithSame<string>(other => void log.push(`other ${other}`))
            : target(message)
        },
      }))(counting(log)),
    )
    expect(tell('a', 'swap', 'b')).toEqual(['x', 'a 1', 'x', 'x', 'other b'])
  })

  test('[A-131, A-143] receives PostStop before the stop callback runs', () => {
    const { tell } = setUp<string>(log =>
      around(
        new Recorder(log, 'x'),
        Behaviors.receiveMessage<string>(() =>
          Behaviors.stoppedThen(() => log.push('callback')),
        ).receiveSignal((_, signal) => {
          log.push(signal.type)
          return Behaviors.same
        }),
      ),
    )
    expect(tell('stop')).toEqual(['x before', 'x after', 'x PostStop', 'PostStop', 'callback'])
  })

  test('[A-132] that is the same by isSame is not added again', () => {
    const { tell } = setUp<string>(log => {
      const next = (): Behavior<string> =>
        Behaviors.intercept<string>(() => new OnceByType(log, 'x'))(
          Behaviors.receiveMessage(message => {
            log.push(message)
            return next()
          }),
        )
      return next()
    })
    tell('a', 'b', 'c')
    expect(tell('d')).toEqual(['x before', 'd', 'x after'])
  })

  interface Outer {
    readonly type: 'outer'
    readonly text: string
  }
  const isOuter = (message: unknown): message is Outer =>
    typeof message === 'object' && message !== null && 'type' in message && message.type === 'outer'

  test('[A-133] with accepts does not intercept other messages of the inner behavior', () => {
    const { tell, log, kit } = setUp<Outer>(log =>
      Behaviors.intercept<Outer, Outer | string>(() => ({
        accepts: isOuter,
        aroundReceive: (_, message, target) => {
          log.push('intercepted')
          return target(message)
        },
      }))(
        Behaviors.setup<Outer | string>(context => {
          context.self.tell('own')
          return Behaviors.receiveMessage(message => {
            log.push(typeof message === 'string' ? message : message.text)
            return Behaviors.same
          })
        }),
      ),
    )
    expect(log.splice(0)).toEqual(['own'])
    expect(tell({ type: 'outer', text: 'a' })).toEqual(['intercepted', 'a'])
    expect(kit.eventsOf('MessageUnhandled')).toEqual([])
  })

  test('[A-133] with accepts does so also around transformMessages', () => {
    const { tell, log } = setUp<Outer>(log =>
      around(
        {
          ...new Recorder<Outer>(log, 'x'),
          accepts: isOuter,
          aroundReceive: (_, message, target) => target({ ...message, text: `${message.text}!` }),
        },
        Behaviors.transformMessages<Outer, string>(
          Behaviors.setup(context => {
            context.self.tell('own')
            return Behaviors.receiveMessage(message => {
              log.push(message)
              return Behaviors.same
            })
          }),
          isOuter,
          message => message.text,
        ),
      ),
    )
    expect(log.splice(0)).toEqual(['own'])
    expect(tell({ type: 'outer', text: 'a' })).toEqual(['a!'])
  })

  test('receives Terminated, and DeathPactException propagates through it', () => {
    const { tell } = setUp<Step>(log =>
      around(
        new Recorder(log, 'x'),
        Behaviors.setup<Step>(context => {
          context.watch(context.spawn(scripted([], 'child'), 'child'))
          return scripted(log, 'a')
        }),
      ),
    )
    expect(tell(context => void context.stop(context.child('child')!))).toEqual([
      'x before',
      'x after',
      'x Terminated',
      'a Terminated',
      'x PostStop',
      'a PostStop',
    ])
  })

  test('does not intercept an unstashed message again', () => {
    const { tell } = setUp<string>(log =>
      around(
        new Recorder(log, 'x'),
        Behaviors.withStash<string>(10, stash =>
          Behaviors.receiveMessage(message => {
            if (message !== 'open') {
              stash.stash(message)
              return Behaviors.same
            }
            return stash.unstashAll(counting(log))
          }),
        ),
      ),
    )
    expect(tell('a', 'open', 'b')).toEqual([
      'x before',
      'x after',
      'x before',
      'a 1',
      'x after',
      'x before',
      'b 2',
      'x after',
    ])
  })
})

describe('interceptors and supervisors', () => {
  const restart = (behavior: Behavior<Step>) =>
    Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restart)

  test('outside of the supervisor, the interceptor sees no exception and remains at a restart', () => {
    const { tell, log } = setUp<Step>(log => around(new Recorder(log, 'x'), restart(scriptedStart(log, 'a'))))
    log.length = 0
    expect(tell(throwError())).toEqual(['x before', 'a PreRestart', 'x after', 'a start'])
  })

  test('inside of the supervisor, the interceptor sees exception and PreRestart and starts anew', () => {
    let instances = 0
    const { tell, log } = setUp<Step>(log =>
      restart(
        Behaviors.intercept<Step>(() => {
          instances++
          return new Recorder(log, 'x')
        })(scriptedStart(log, 'a')),
      ),
    )
    expect(log.splice(0)).toEqual(['a start'])
    expect(tell(throwError())).toEqual(['x before', 'x PreRestart', 'a PreRestart', 'a start'])
    expect(instances).toBe(2)
    expect(tell(() => undefined)).toEqual(['x before', 'x after'])
  })

  test('an exception of the interceptor reaches only the supervisors outside of it', () => {
    const { tell, kit } = setUp<Step>(log =>
      Behaviors.supervise(
        Behaviors.intercept<Step>(() => ({
          aroundReceive: () => {
            throw new Error('interceptor')
          },
        }))(Behaviors.supervise(scriptedStart(log, 'a')).onFailure(SupervisorStrategy.resume, RangeError)),
      ).onFailure(SupervisorStrategy.restart),
    )
    tell(() => undefined)
    expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['restart'])
  })

  test('an interceptor can catch an exception that no inner supervisor handles', () => {
    const { tell, kit } = setUp<Step>(log =>
      Behaviors.intercept<Step>(() => ({
        aroundReceive: (_, message, target) => {
          try {
            return target(message)
          } catch {
            log.push('swallowed')
            return Behaviors.same
          }
        },
      }))(scripted(log, 'a')),
    )
    expect(tell(throwError(), logText([], ''))).toEqual(['swallowed'])
    expect(kit.eventsOf('ActorFailed')).toEqual([])
  })

  test('inside of the interceptor, the supervisor retries a failing start', () => {
    let starts = 0
    const { tell, log, kit } = setUp<Step>(log =>
      Behaviors.intercept<Step>(() => ({
        aroundStart: (_, target) => target(),
        aroundReceive: (_, message, target) => {
          log.push('x')
          return target(message)
        },
      }))(
        Behaviors.supervise(
          Behaviors.setup<Step>(() => {
            if (++starts < 3) throw new Error('not yet')
            return scripted(log, 'a')
          }),
        ).onFailure(SupervisorStrategy.restart.withLimit(3, 1000)),
      ),
    )
    expect([starts, log]).toEqual([3, []])
    expect(tell(logText(log, 'a'))).toEqual(['x', 'a'])
    expect(kit.eventsOf('ActorStopped')).toEqual([])
  })

  test('an exception inside an interceptor without a supervisor stops the actor once', () => {
    const { tell, kit } = setUp<Step>(log => around(new Recorder(log, 'x'), scripted(log, 'a')))
    expect(tell(throwError())).toEqual(['x before', 'x PostStop', 'a PostStop'])
    expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['stop'])
  })

  test('[A-040] a supervisor that a handler creates again inside an interceptor replaces the old one', () => {
    let depth = 0
    let deepest = 0
    const { tell, kit } = setUp<Step>(log => {
      const x: BehaviorInterceptor<Step> = {
        aroundReceive: (_, message, target) => {
          deepest = Math.max(deepest, ++depth)
          const next = target(message)
          depth--
          return next
        },
      }
      const next = (): Behavior<Step> =>
        Behaviors.supervise(
          around(
            x,
            Behaviors.setup<Step>(() =>
              Behaviors.receive((context, step) => {
                step(context)
                return next()
              }),
            ),
          ),
        ).onFailure(SupervisorStrategy.resume)
      log.length = 0
      return next()
    })
    for (let i = 0; i < 20; i++) tell(() => undefined)
    expect(deepest).toBe(1)
    expect(kit.system.userGuardian.children?.get('a')?.wrappers?.map(wrapper => wrapper.type)).toEqual([
      'supervisor',
      'interception',
    ])
    tell(throwError())
    expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['resume'])
  })
})

describe('monitor', () => {
  test('[A-134] copies every message before it is handled', () => {
    const kit = ActorTestKit.create()
    const probe = kit.createTestProbe<string>()
    const ref = kit.spawn(
      Behaviors.monitor(
        probe.ref,
        Behaviors.receiveMessage<string>(() => Behaviors.same),
      ),
      'a',
    )
    for (const message of ['a', 'b']) ref.tell(message)
    expect(probe.receiveMessages(2)).toEqual(['a', 'b'])
  })

  test('[A-135] applied several times copies once to each ref', () => {
    const kit = ActorTestKit.create()
    const probe = kit.createTestProbe<string>()
    const other = kit.createTestProbe<string>()
    const next = (): Behavior<string> =>
      Behaviors.monitor(
        probe.ref,
        Behaviors.monitor(probe.ref, Behaviors.monitor(other.ref, Behaviors.receiveMessage<string>(next))),
      )
    const ref = kit.spawn(next(), 'a')
    for (const message of ['a', 'b', 'c']) ref.tell(message)
    expect(probe.receiveMessages(3)).toEqual(['a', 'b', 'c'])
    probe.expectNoMessage()
    expect(other.receiveMessages(3)).toEqual(['a', 'b', 'c'])
  })
})

describe('transformMessages', () => {
  const isNumber = (message: unknown): message is number => typeof message === 'number'
  const toText = (message: number) => (message < 0 ? undefined : `n${message}`)
  const texts = (log: string[]): Behavior<string> =>
    Behaviors.receiveMessage(message => {
      log.push(message)
      return Behaviors.same
    })

  test('[A-138] converts messages to the inner type', () => {
    const { tell } = setUp<number>(log => Behaviors.transformMessages(texts(log), isNumber, toText))
    expect(tell(1, 2)).toEqual(['n1', 'n2'])
  })

  test('[A-139] leaves a message unhandled that it maps to undefined', () => {
    const { tell, kit } = setUp<number>(log => Behaviors.transformMessages(texts(log), isNumber, toText))
    expect(tell(-1, 2)).toEqual(['n2'])
    expect(kit.eventsOf('MessageUnhandled')).toHaveLength(1)
  })

  test('[A-140] applied several times with the same mapping converts once', () => {
    const isAny = (message: unknown): message is string => typeof message === 'string'
    const shout = (text: string) => `${text}!`
    const twice = (behavior: Behavior<string>) =>
      Behaviors.transformMessages(Behaviors.transformMessages(behavior, isAny, shout), isAny, shout)
    const nested = setUp<string>(log => twice(texts(log)))
    expect(nested.tell('a')).toEqual(['a!'])

    const recursive = setUp<string>(log => {
      const next = (): Behavior<string> =>
        twice(
          Behaviors.receiveMessage(message => {
            log.push(message)
            return next()
          }),
        )
      return next()
    })
    expect(recursive.tell('a', 'b', 'c')).toEqual(['a!', 'b!', 'c!'])
  })

  test('[A-140] applied with two different mappings fails the start', () => {
    const { kit } = setUp<number>(log =>
      Behaviors.transformMessages<number, number>(
        Behaviors.transformMessages(texts(log), isNumber, toText),
        isNumber,
        n => n + 1,
      ),
    )
    expect(kit.eventsOf('ActorFailed')[0]?.error.message).toContain('Two different transformMessages')
  })

  test('[A-142] converts messages of timers inside and outside of it', () => {
    const outside = setUp<number>(log =>
      Behaviors.withTimers(timers => {
        timers.startSingleTimer('t', 7, 10)
        return Behaviors.transformMessages(texts(log), isNumber, toText)
      }),
    )
    outside.kit.advance(10)
    expect(outside.log).toEqual(['n7'])

    const inside = setUp<number>(log =>
      Behaviors.transformMessages(
        Behaviors.withTimers<string>(timers => {
          timers.startSingleTimer('own', 'own', 10)
          // The inner behavior may also send itself messages of the outer type, which are converted.
          timers.startSingleTimer('mapped', 8 as unknown as string, 20)
          return texts(log)
        }),
        isNumber,
        toText,
      ),
    )
    inside.kit.advance(20)
    expect(inside.log).toEqual(['own', 'n8'])
  })

  test('[A-121] starts an inner setup at once, like monitor', () => {
    const started: string[] = []
    const start = (name: string) =>
      Behaviors.setup<string>(() => {
        started.push(name)
        return Behaviors.ignore
      })
    const kit = ActorTestKit.create()
    kit.spawn(Behaviors.transformMessages(start('transformed'), isNumber, toText), 'a')
    kit.spawn(Behaviors.monitor(kit.createTestProbe<string>().ref, start('monitored')), 'b')
    expect(started).toEqual([])
    kit.runUntilIdle()
    expect(started).toEqual(['transformed', 'monitored'])
  })
})

const logAndStay = (log: string[], text: string) => {
  log.push(text)
  return Behaviors.same
}

describe('a composition', () => {
  const counts = (log: string[], name: string, accepted: string, count = 0): Behavior<string> =>
    Behaviors.receiveMessage(message => {
      if (message !== accepted) return Behaviors.unhandled
      log.push(`${name} ${count + 1}`)
      return counts(log, name, accepted, count + 1)
    })
  const expected = ['first 1', 'second 1', 'first 2', 'second 2']

  test('[A-136] of functions runs the first handler that accepts the message and keeps the state of each', () => {
    type Handler = (message: string) => Handler | undefined
    const handler =
      (log: string[], name: string, accepted: string, count = 0): Handler =>
      message => {
        if (message !== accepted) return undefined
        log.push(`${name} ${count + 1}`)
        return handler(log, name, accepted, count + 1)
      }
    const composed = (handlers: readonly Handler[]): Behavior<string> =>
      Behaviors.receiveMessage(message => {
        for (const [index, handle] of handlers.entries()) {
          const next = handle(message)
          if (next !== undefined) return composed(handlers.with(index, next))
        }
        return Behaviors.unhandled
      })
    const { tell, kit } = setUp<string>(log =>
      composed([handler(log, 'first', 'a'), handler(log, 'second', 'b')]),
    )
    expect(tell('a', 'b', 'a', 'b')).toEqual(expected)
    tell('c')
    expect(kit.eventsOf('MessageUnhandled')).toHaveLength(1)
  })

  test('[A-136] of partial handlers does the same', () => {
    let first = 0
    let second = 0
    const { tell } = setUp<string>(log => {
      const handleA = (message: string) => (message === 'a' ? logAndStay(log, `first ${++first}`) : undefined)
      const handleB = (message: string) =>
        message === 'b' ? logAndStay(log, `second ${++second}`) : undefined
      return Behaviors.receiveMessagePartial<string>(message => handleA(message) ?? handleB(message))
    })
    expect(tell('a', 'c', 'b', 'a', 'b')).toEqual(expected)
  })

  test('[A-136] of behaviors by an interceptor with a fallback does the same', () => {
    class OrElse implements BehaviorInterceptor<string> {
      private fallback: Behavior<string>
      constructor(fallback: Behavior<string>) {
        this.fallback = fallback
      }
      aroundReceive(
        context: ActorContext<string>,
        message: string,
        target: (message: string) => Behavior<string>,
      ): Behavior<string> {
        const next = target(message)
        if (!BehaviorInterpreter.isUnhandled(next)) return next
        const result = BehaviorInterpreter.interpretMessage(this.fallback, context, message)
        if (BehaviorInterpreter.isUnhandled(result)) return result
        this.fallback = BehaviorInterpreter.canonicalize(result, this.fallback)
        return Behaviors.same
      }
    }
    const { tell, kit } = setUp<string>(log =>
      around(new OrElse(counts(log, 'second', 'b')), counts(log, 'first', 'a')),
    )
    expect(tell('a', 'b', 'a', 'b')).toEqual(expected)
    tell('c')
    expect(kit.eventsOf('MessageUnhandled')).toHaveLength(1)
  })

  test('[A-137] of a single partial handler leaves other messages unhandled, with and without context', () => {
    const run = (behavior: (log: string[]) => Behavior<string>) => {
      const { tell, kit } = setUp(behavior)
      return [tell('a', 'other', 'a'), kit.eventsOf('MessageUnhandled').length]
    }
    expect(
      run(log =>
        Behaviors.receivePartial((context, message) =>
          message === 'a' ? logAndStay(log, context.self.path.slice(0, 7)) : undefined,
        ),
      ),
    ).toEqual([['/user/a', '/user/a'], 1])
    expect(
      run(log =>
        Behaviors.receiveMessagePartial(message => (message === 'a' ? logAndStay(log, message) : undefined)),
      ),
    ).toEqual([['a', 'a'], 1])
  })

  test('of receiveMessageWithSame keeps its behavior after each message', () => {
    const { tell } = setUp<string>(log => Behaviors.receiveMessageWithSame(message => void log.push(message)))
    expect(tell('a', 'b')).toEqual(['a', 'b'])
  })
})
