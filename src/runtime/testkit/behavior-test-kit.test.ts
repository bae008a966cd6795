import { describe, expect, test } from 'vitest'
import type { ActorContext, AskTimeoutError } from '../actor/api/actor-context.ts'
import type { ActorRef } from '../actor/api/actor-ref.ts'
import type { Behavior } from '../actor/api/behavior.ts'
import { isTerminated } from '../actor/api/signal.ts'
import { SupervisorStrategy } from '../actor/api/supervisor-strategy.ts'
import type { TimerScheduler } from '../actor/api/timer-scheduler.ts'
import { Behaviors } from '../actor/authoring/behaviors.ts'
import { FatalError } from '../actor/base/actor-error.ts'
import { IllegalContextUse, InvalidActorName } from '../actor/base/actor-errors.ts'
import { BehaviorTestKit } from './behavior-test-kit.ts'
import { type Step, scripted, scriptedStart } from './scripted-actor.ts'
import { TestInbox } from './test-inbox.ts'

/** A behavior that runs each received step with its context, and `run` once at its start. */
const stepRunner = (run?: (context: ActorContext<Step>) => void): Behavior<Step> =>
  Behaviors.setup<Step>(context => {
    run?.(context)
    return Behaviors.receiveMessage<Step>(step => step(context) ?? Behaviors.same)
  })

const act = (run: (context: ActorContext<Step>) => void): Step => {
  return context => {
    run(context)
    return undefined
  }
}

describe('a behavior alone', () => {
  test('runs synchronously; currentBehavior and returnedBehavior follow each handler', () => {
    const received: string[] = []
    const second = Behaviors.receiveMessage<string>(message => {
      received.push(`second ${message}`)
      return message === 'stop' ? Behaviors.stopped : Behaviors.unhandled
    })
    const first = Behaviors.receiveMessage<string>(message => {
      received.push(`first ${message}`)
      return message === 'stay' ? Behaviors.same : second
    })
    const kit = BehaviorTestKit.create<string>(first)
    expect(() => kit.returnedBehavior).toThrow('No message or signal was handled yet')
    kit.run('stay')
    expect([kit.returnedBehavior, kit.currentBehavior]).toEqual([Behaviors.same, first])
    kit.run('go')
    expect([kit.returnedBehavior, kit.currentBehavior]).toEqual([second, second])
    kit.run('what')
    expect([kit.returnedBehavior, kit.currentBehavior]).toEqual([Behaviors.unhandled, second])
    expect(kit.isAlive).toBe(true)
    kit.run('stop')
    expect([kit.isAlive, kit.currentBehavior]).toEqual([false, Behaviors.stopped])
    expect(received).toEqual(['first stay', 'first go', 'second what', 'second stop'])
  })

  test('handles signals; an unhandled Terminated throws the death pact', () => {
    const log: string[] = []
    const kit = BehaviorTestKit.create(scripted(log, 'a'))
    kit.signal({ type: 'PreRestart' })
    kit.signal({ type: 'PostStop' })
    expect(log).toEqual(['a PreRestart', 'a PostStop'])
    const other = TestInbox.create<never>('other')
    expect(() => kit.signal({ type: 'Terminated', ref: other.ref })).toThrow(/watches \[\/inbox\/other\]/)
    expect(kit.isAlive).toBe(false)
  })

  test('is replaced by the behavior that its signal handler returns', () => {
    const kit = BehaviorTestKit.create<string>(
      Behaviors.receiveMessage<string>(() => Behaviors.same).receiveSignal((_, signal) =>
        isTerminated(signal) ? Behaviors.stopped : Behaviors.unhandled,
      ),
    )
    kit.signal({ type: 'Terminated', ref: TestInbox.create<never>().ref })
    expect([kit.isAlive, kit.returnedBehavior]).toEqual([false, Behaviors.stopped])
  })

  test('whose factory throws makes create throw', () => {
    const failing = Behaviors.setup<string>(() => {
      throw new RangeError('no')
    })
    expect(() => BehaviorTestKit.create(failing)).toThrow(RangeError)
  })

  test('keeps its messages to itself in selfInbox until runOne', () => {
    const received: string[] = []
    const kit = BehaviorTestKit.create(
      Behaviors.receive<string>((context, message) => {
        received.push(message)
        if (message === 'one') context.self.tell('two')
        return Behaviors.same
      }),
    )
    kit.run('one')
    expect(received).toEqual(['one'])
    expect(kit.selfInbox.hasMessages).toBe(true)
    kit.runOne()
    expect(received).toEqual(['one', 'two'])
    kit.ref.tell('three')
    kit.selfInbox.expectMessage('three')
    expect(() => kit.runOne()).toThrow('Expected a message at [/user/testkit')
  })

  test('has log entries of its own, without those of its child', () => {
    const kit = BehaviorTestKit.create(stepRunner(context => context.log.info('begin')))
    kit.run(
      act(
        context =>
          context.spawn(
            stepRunner(child => child.log.warn('child')),
            'c',
          ).path,
      ),
    )
    kit.run(act(context => context.log.error('end')))
    expect(kit.logEntries).toEqual([
      { level: 'info', text: 'begin' },
      { level: 'error', text: 'end' },
    ])
    expect(kit.childTestKit('c').logEntries).toEqual([{ level: 'warn', text: 'child' }])
  })
})

describe('the effects of a behavior', () => {
  const kitOf = (run: (context: ActorContext<Step>) => void) => {
    const kit = BehaviorTestKit.create(stepRunner())
    kit.run(act(run))
    return kit
  }
  const other = TestInbox.create<string>('other').ref

  test('record spawned children, which are stubs too', () => {
    const child = Behaviors.receive<string>((context, message) => {
      context.self.tell(`${message} again`)
      return Behaviors.same
    })
    const kit = kitOf(context => {
      context.spawn(child, 'c', { handlingMs: 5 }).tell('x')
      context.spawnAnonymous(child)
      expect(context.children).toHaveLength(2)
      expect(() => context.spawn(child, 'c')).toThrow(InvalidActorName)
    })
    kit.expectEffect({ type: 'Spawned', name: 'c', behavior: child, options: { handlingMs: 5 } })
    const { ref } = kit.expectEffectType('SpawnedAnonymous')
    expect(kit.hasEffects).toBe(false)
    expect(kit.childInbox(ref).hasMessages).toBe(false)
    const inside = kit.childTestKit<string>('c')
    expect(kit.childInbox('c').hasMessages).toBe(true)
    inside.runOne()
    inside.selfInbox.expectMessage('x again')
    expect(() => kit.childTestKit('d')).toThrow('spawned no child [d], but [c, $a]')
  })

  test('record a stopped child, which really stops', () => {
    const kit = BehaviorTestKit.create(stepRunner())
    const log: string[] = []
    kit.run(act(context => void context.spawn(scripted(log, 'c'), 'c')))
    kit.run(act(context => context.stop(context.child('c')!)))
    expect(kit.retrieveAllEffects().map(effect => effect.type)).toEqual(['Spawned', 'Stopped'])
    expect([log, kit.childTestKit('c').isAlive]).toEqual([['c PostStop'], false])
    kit.run(act(context => expect(context.child('c')).toBeUndefined()))
    kit.run(act(context => expect(() => context.stop(other)).not.toThrow()))
    kit.run(act(context => expect(() => context.stop(context.self)).toThrow(IllegalContextUse)))
  })

  test('record watches, receive timeouts and schedules', () => {
    const kit = kitOf(context => {
      context.watch(other)
      context.watchWith(
        other,
        act(() => undefined),
      )
      context.unwatch(other)
      context.setReceiveTimeout(
        50,
        act(() => undefined),
      )
      context.cancelReceiveTimeout()
      const cancellable = context.scheduleOnce(70, other, 'later')
      expect([cancellable.cancel(), cancellable.cancel()]).toEqual([true, false])
    })
    kit.expectEffect({ type: 'Watched', other })
    kit.expectEffect({ type: 'WatchedWith', other })
    kit.expectEffect({ type: 'Unwatched', other })
    expect(kit.expectEffectType('ReceiveTimeoutSet').timeoutMs).toBe(50)
    kit.expectEffect({ type: 'ReceiveTimeoutCancelled' })
    kit.expectEffect({ type: 'Scheduled', delayMs: 70, target: other, message: 'later' })
    kit.expectNoEffects()
  })

  test('appear in the error when they differ from the expected ones', () => {
    const kit = kitOf(context => {
      context.watch(other)
      context.unwatch(other)
      context.watch(other)
    })
    expect(() => kit.expectEffect({ type: 'Watched', other: TestInbox.create<never>('else').ref })).toThrow(
      'Expected the effect [{"type":"Watched","other":"/inbox/else"}], and got [{"type":"Watched","other":"/inbox/other"}]',
    )
    expect(() => kit.expectEffectType('Watched')).toThrow(
      'Expected a [Watched], and got [{"type":"Unwatched"',
    )
    expect(() => kit.expectNoEffects()).toThrow('Expected no effects, and got [[{"type":"Watched"')
    expect(kit.retrieveEffect()?.type).toBe('Watched')
    expect(kit.retrieveEffect()).toBeNull()
    expect(() => kit.expectEffect({ type: 'Watched' })).toThrow('and got [null]')
  })

  test('record timers; send fires one unless it was cancelled', () => {
    let timers: TimerScheduler<string>
    const received: string[] = []
    const kit = BehaviorTestKit.create<string>(
      Behaviors.withTimers(given => {
        timers = given
        return Behaviors.receiveMessage(message => {
          received.push(message)
          if (message === 'start') {
            timers.startSingleTimer('a', 'tick', 10)
            timers.startTimerWithFixedDelay('b', 'beat', 20)
            timers.startTimerAtFixedRate('a', 'rate', 30, 5)
          } else if (message === 'cancel') {
            timers.cancel('a')
            timers.cancel('never')
            received.push(`active ${timers.isTimerActive('a')} ${timers.isTimerActive('b')}`)
            timers.cancelAll()
          } else if (message === 'once') {
            timers.startSingleTimer('c', 'tock', 40)
          } else if (message === 'tock') {
            received.push(`active ${timers.isTimerActive('c')}`)
          }
          return Behaviors.same
        })
      }),
    )
    kit.run('start')
    const first = kit.expectEffectType('TimerScheduled')
    expect(first).toMatchObject({
      key: 'a',
      mode: 'single',
      delayMs: 10,
      initialDelayMs: 10,
      overriding: false,
    })
    const second = kit.expectEffectType('TimerScheduled')
    expect(second).toMatchObject({ key: 'b', mode: 'fixed-delay', delayMs: 20, initialDelayMs: 20 })
    kit.expectEffect({
      type: 'TimerScheduled',
      mode: 'fixed-rate',
      delayMs: 30,
      initialDelayMs: 5,
      overriding: true,
    })
    first.send()
    expect(kit.selfInbox.hasMessages).toBe(false)
    second.send()
    second.send()
    expect(kit.selfInbox.receiveAll()).toEqual(['beat', 'beat'])
    kit.run('cancel')
    kit.expectEffect({ type: 'TimerCancelled', key: 'a' })
    kit.expectEffect({ type: 'TimerCancelled', key: 'b' })
    kit.expectNoEffects()
    kit.run('once')
    kit.expectEffectType('TimerScheduled').send()
    kit.runOne()
    expect(received).toEqual(['start', 'cancel', 'active false true', 'once', 'tock', 'active false'])
  })

  test('record adapters, whose messages go adapted to the inbox', () => {
    const isNumber = (message: unknown): message is number => typeof message === 'number'
    const kit = BehaviorTestKit.create<string>(
      Behaviors.setup(context => {
        context.messageAdapter(isNumber, n => `number ${n}`)
        return Behaviors.ignore
      }),
    )
    const { ref, accepts } = kit.expectEffectType('MessageAdapter')
    expect(accepts).toBe(isNumber)
    const adapter = ref as ActorRef<unknown>
    adapter.tell(7)
    adapter.tell('seven')
    expect(kit.selfInbox.receiveAll()).toEqual(['number 7'])
  })

  test('record asks; only the first reply or time-out counts', () => {
    const target = TestInbox.create<ActorRef<string>>('target')
    const ask = (context: ActorContext<string>) =>
      context.ask(
        target.ref,
        (replyTo: ActorRef<string>) => replyTo,
        500,
        (reply: string | AskTimeoutError) => (typeof reply === 'string' ? reply : reply.code),
      )
    const kit = BehaviorTestKit.create<string>(
      Behaviors.receive((context, message) => {
        if (message === 'ask') ask(context)
        return Behaviors.same
      }),
    )
    for (let i = 0; i < 3; i++) kit.run('ask')
    const [first, second, third] = [1, 2, 3].map(() => kit.expectEffectType('AskInitiated'))
    expect([first?.target.path, first?.timeoutMs]).toEqual(['/inbox/target', 500])
    first?.respondWith('by the effect')
    first?.timeout()
    second?.timeout()
    target.receiveMessage()
    target.receiveMessage()
    target.receiveMessage().tell('by the ref')
    third?.timeout()
    expect(kit.selfInbox.receiveAll()).toEqual(['by the effect', 'ask-timeout', 'by the ref'])
  })
})

test('pipeToSelf in a behavior alone puts the mapped outcome in the inbox', () => {
  const ends: ((value: number) => void)[] = []
  const kit = BehaviorTestKit.create<string>(
    Behaviors.setup(context => {
      context.pipeToSelf<number>(
        succeed => ends.push(succeed),
        outcome => (outcome.type === 'Success' ? `got ${outcome.value}` : outcome.error.message),
      )
      context.pipeToSelf<number>(
        (_, failed) => failed(new Error('no')),
        outcome => (outcome.type === 'Failure' ? outcome.error.message : 'yes'),
      )
      return Behaviors.ignore
    }),
  )
  ends[0]?.(7)
  expect(kit.selfInbox.receiveAll()).toEqual(['no', 'got 7'])
})

describe('supervision in a BehaviorTestKit', () => {
  const stubbed = (strategy: SupervisorStrategy | null) => {
    const log: string[] = []
    const inner = Behaviors.setup<Step>(context => {
      context.spawn(scripted(log, 'child'), 'child')
      return scriptedStart(log, 'a')
    })
    const kit = BehaviorTestKit.create(
      strategy === null ? inner : Behaviors.supervise(inner).onFailure(strategy, RangeError),
    )
    log.length = 0
    return { kit, log }
  }
  const failing = act(() => {
    throw new RangeError('far')
  })

  test('leaves the handling of ordinary messages unchanged [A-001]', () => {
    const { kit, log } = stubbed(SupervisorStrategy.restart)
    kit.run(act(() => log.push('one')))
    expect([log, kit.returnedBehavior]).toEqual([['one'], Behaviors.same])
  })

  test('throws an error that no supervisor handles after PostStop [A-002, A-003]', () => {
    const { kit, log } = stubbed(null)
    expect(() => kit.run(failing)).toThrow('far')
    expect(log).toEqual(['child PostStop', 'a PostStop'])
    expect(kit.isAlive).toBe(false)
    const other = stubbed(SupervisorStrategy.restart)
    const outside = act(() => {
      throw new Error('another')
    })
    expect(() => other.kit.run(outside)).toThrow('another')
    expect(other.log).toEqual(['child PostStop', 'a PostStop'])
  })

  test('keeps the state and sends no signal on resume [A-005]', () => {
    let count = 0
    const log: string[] = []
    const kit = BehaviorTestKit.create(
      Behaviors.supervise(
        Behaviors.setup<Step>(() => {
          count = 0
          return scripted(log, 'a')
        }),
      ).onFailure(SupervisorStrategy.resume),
    )
    kit.run(act(() => count++))
    kit.run(failing)
    kit.run(act(() => count++))
    expect([count, log, kit.isAlive]).toEqual([2, [], true])
  })

  test('throws a fatal error past every supervisor without a signal [A-007]', () => {
    const { kit, log } = stubbed(SupervisorStrategy.restart)
    const fatal = act(() => {
      throw new FatalError('the end')
    })
    expect(() => kit.run(fatal)).toThrow(FatalError)
    expect(log).toEqual([])
  })

  test('withLimit(2) restarts twice, and the third failure stops with PostStop [A-008]', () => {
    const { kit, log } = stubbed(SupervisorStrategy.restart.withLimit(2, 1000))
    const restart = ['a PreRestart', 'child PostStop', 'a start']
    kit.run(failing)
    kit.run(failing)
    expect(log).toEqual([...restart, ...restart])
    expect(() => kit.run(failing)).toThrow('far')
    expect(log).toEqual([...restart, ...restart, 'child PostStop', 'a PostStop'])
  })

  test('runs a supervised setup at the start, not when the behavior is built [A-011]', () => {
    const log: string[] = []
    const behavior = Behaviors.supervise(scriptedStart(log, 'a')).onFailure(SupervisorStrategy.restart)
    expect(log).toEqual([])
    BehaviorTestKit.create(behavior)
    expect(log).toEqual(['a start'])
  })
})
