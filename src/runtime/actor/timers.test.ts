import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { fail, type Step, say, scripted } from '../testkit/scripted-actor.ts'
import type { ActorContext } from './actor-context.ts'
import type { Behavior, TimerScheduler } from './behavior.ts'
import { Behaviors } from './behaviors.ts'
import { SupervisorStrategy } from './supervisor-strategy.ts'
import { TimerQueue } from './timer-queue.ts'

type Timing = (timers: TimerScheduler<Step>, context: ActorContext<Step>) => Behavior<Step> | undefined

/** An actor with timers; `at` notes the instant of each message it is asked to note. */
function setUp(wrap: (inner: Behavior<Step>) => Behavior<Step> = inner => inner, atStart?: Timing) {
  const kit = ActorTestKit.create()
  const log: string[] = []
  let scheduler: TimerScheduler<Step> | null = null
  const ref = kit.spawn(
    wrap(
      Behaviors.setup<Step>(context =>
        Behaviors.withTimers(timers => {
          scheduler = timers
          atStart?.(timers, context)
          return scripted(log, 'a')
        }),
      ),
    ),
    'a',
  )
  const tell = (...steps: Step[]) => {
    for (const step of steps) ref.tell(step)
    kit.runUntilIdle()
  }
  const time =
    (step: Timing): Step =>
    context =>
      step(scheduler!, context)
  const note: Step = context => {
    log.push(`${context.now}`)
    return undefined
  }
  return { kit, log, ref, tell, time, note }
}

test('[A-212] a single timer delivers once and is inactive when its message is handled', () => {
  const { kit, log, tell, time } = setUp()
  const active = time((timers, context) => {
    log.push(`${context.now} ${timers.isTimerActive('t')}`)
    return undefined
  })
  tell(
    time(timers => {
      timers.startSingleTimer('t', active, 10)
      log.push(`${timers.isTimerActive('t')}`)
      return undefined
    }),
  )
  kit.advance(100)
  expect(log).toEqual(['true', '10 false'])
})

test('[A-213] a repeated timer delivers at its interval', () => {
  const { kit, log, tell, time, note } = setUp()
  tell(
    time(timers => {
      timers.startTimerWithFixedDelay('delay', note, 10, 3)
      return undefined
    }),
  )
  kit.advance(30)
  expect(log).toEqual(['3', '13', '23'])
})

test('after a pause a fixed rate makes up for missed ticks in a burst, a fixed delay does not', () => {
  for (const [start, ticks] of [
    [(timers: TimerScheduler<Step>, note: Step) => timers.startTimerAtFixedRate('t', note, 10), 4],
    [(timers: TimerScheduler<Step>, note: Step) => timers.startTimerWithFixedDelay('t', note, 10), 1],
  ] as const) {
    const { kit, log, tell, time, note } = setUp()
    tell(
      time(timers => {
        start(timers, note)
        return undefined
      }),
    )
    kit.system.runInstant(45)
    expect(log).toEqual(Array.from({ length: ticks }, () => '45'))
  }
})

test('a delay is at least one millisecond', () => {
  const { kit, log, tell, time, note } = setUp()
  tell(
    time(timers => {
      timers.startSingleTimer('t', note, 0)
      return undefined
    }),
  )
  expect(log).toEqual([])
  kit.advance(1)
  expect(log).toEqual(['1'])
})

test('[A-214, A-215] starting a key again, or cancelling it, voids a tick that is already queued', () => {
  for (const action of ['start again', 'cancel', 'cancelAll'] as const) {
    const { kit, log, tell, time } = setUp()
    tell(
      time((timers, context) => {
        timers.startSingleTimer('t', say(log, 'old tick'), 10)
        context.block(20)
        return undefined
      }),
    )
    // Handled at 20, when the tick of 10 stands behind it in the mailbox.
    tell(
      time(timers => {
        if (action === 'start again') timers.startSingleTimer('t', say(log, 'new tick'), 10)
        else if (action === 'cancel') timers.cancel('t')
        else timers.cancelAll()
        return undefined
      }),
    )
    kit.advance(100)
    expect(log).toEqual(action === 'start again' ? ['new tick'] : [])
  }
})

test('[A-216] a restart drops queued ticks of the old incarnation; timers of setup run anew', () => {
  const ticks: number[] = []
  const { kit, log, tell, time } = setUp(
    inner => Behaviors.supervise(inner).onFailure(SupervisorStrategy.restart),
    timers => {
      timers.startSingleTimer(
        'setup',
        context => {
          ticks.push(context.now)
          return undefined
        },
        50,
      )
      return undefined
    },
  )
  tell(
    time((timers, context) => {
      timers.startSingleTimer('old', say(log, 'old tick'), 5)
      context.block(10)
      return undefined
    }),
  )
  tell(fail())
  kit.advance(100)
  expect(log).toEqual(['a PreRestart'])
  expect(ticks).toEqual([60])
})

test('[A-222] a queued tick is discarded after a restart into a behavior without timers', () => {
  const kit = ActorTestKit.create()
  const log: string[] = []
  let starts = 0
  const ref = kit.spawn(
    Behaviors.supervise(
      Behaviors.setup<Step>(() => {
        if (++starts > 1) return scripted(log, 'a')
        return Behaviors.withTimers(timers => {
          timers.startTimerWithFixedDelay('t', say(log, 'tick'), 5)
          return scripted(log, 'a')
        })
      }),
    ).onFailure(SupervisorStrategy.restart),
    'a',
  )
  ref.tell(context => {
    context.block(7)
    return undefined
  })
  ref.tell(fail())
  kit.advance(100)
  expect(log).toEqual(['a PreRestart'])
})

test('[A-218] stopping cancels timers; PostStop sees none active', () => {
  const kit = ActorTestKit.create()
  const log: string[] = []
  kit.spawn(
    Behaviors.withTimers<Step>(timers => {
      timers.startTimerWithFixedDelay('t', () => Behaviors.stopped, 5)
      return Behaviors.receive<Step>((context, step) => step(context) ?? Behaviors.same).receiveSignal(() => {
        log.push(`active ${timers.isTimerActive('t')}`)
        return Behaviors.same
      })
    }),
    'a',
  )
  kit.advance(100)
  expect(log).toEqual(['active false'])
  expect(kit.nextDue).toBeNull()
})

test('[A-219, A-220] nested factories share the timers, which go on over changes of behavior', () => {
  const { kit, log, tell, time } = setUp()
  tell(
    time(timers => {
      timers.startSingleTimer('outer', say(log, 'outer'), 5)
      return Behaviors.withTimers<Step>(inner => {
        inner.startSingleTimer('inner', say(log, 'inner'), 6)
        return scripted(log, 'b')
      })
    }),
  )
  kit.advance(10)
  expect(log).toEqual(['outer', 'inner'])
})

test('scheduleOnce is not bound to the life of who asked, and can be cancelled', () => {
  const { kit, tell } = setUp()
  const probe = kit.createTestProbe<string>()
  tell(context => {
    context.scheduleOnce(10, probe.ref, 'later')
    expect(context.scheduleOnce(10, probe.ref, 'never').cancel()).toBe(true)
    return Behaviors.stopped
  })
  probe.expectMessage('later')
  probe.expectNoMessage()
  expect(kit.now).toBe(110)
})

describe('receive timeout', () => {
  const set =
    (ms: number, message: Step): Step =>
    context => {
      context.setReceiveTimeout(ms, message)
      return undefined
    }

  test('[A-104, A-225] it comes when nothing was handled for so long, and handled messages postpone it; then it repeats', () => {
    const { kit, log, tell, note } = setUp()
    tell(set(10, note))
    kit.advance(7)
    tell(say(log, 'handled'))
    kit.advance(25)
    expect(log).toEqual(['handled', '17', '27'])
  })

  test('[A-226, A-232] it can be switched off, also when queued already', () => {
    const { kit, log, tell, note } = setUp()
    tell(set(10, note), context => {
      context.block(15)
      return undefined
    })
    tell(context => {
      context.cancelReceiveTimeout()
      return undefined
    })
    kit.advance(100)
    expect(log).toEqual([])
  })

  test('[A-230] it survives a restart', () => {
    const { kit, log, tell, note } = setUp(inner =>
      Behaviors.supervise(inner).onFailure(SupervisorStrategy.restart),
    )
    tell(set(10, note), fail())
    kit.advance(10)
    expect(log).toEqual(['a PreRestart', '10'])
  })

  test('it counts anew from the restart that ends a backoff [A-230]', () => {
    const { kit, log, tell, note } = setUp(inner =>
      Behaviors.supervise(inner).onFailure(
        SupervisorStrategy.restartWithBackoff({ minBackoffMs: 25, maxBackoffMs: 25, randomFactor: 0 }),
      ),
    )
    tell(set(20, note), fail())
    kit.advance(45)
    // The timeout at 20 waits for the restart at 25; the next one is due 20 after it, not 20 after the first.
    expect(log).toEqual(['a PreRestart', '25', '45'])
  })

  test('it counts anew from the end of each child that a restart waits for [A-230]', () => {
    const { kit, log, tell, note } = setUp(inner =>
      Behaviors.supervise(inner).onFailure(SupervisorStrategy.restart),
    )
    const block =
      (ms: number): Step =>
      context => {
        context.block(ms)
        return undefined
      }
    tell(set(20, note), context => {
      for (const ms of [15, 30]) context.spawn(scripted(log, `child ${ms}`), `child-${ms}`).tell(block(ms))
      return undefined
    })
    tell(fail())
    kit.advance(60)
    expect(log).toEqual(['a PreRestart', 'child 15 PostStop', 'child 30 PostStop', '50'])
  })

  test('[A-231] stopping cancels it', () => {
    const { kit, tell, note } = setUp()
    tell(set(10, note), () => Behaviors.stopped)
    expect(kit.nextDue).toBeNull()
  })
})

test('the queue of timers is ordered by due time, then by start, however many are cancelled', () => {
  const queue = new TimerQueue()
  const fired: string[] = []
  const all = Array.from({ length: 2000 }, (_, i) => {
    const due = (i * 7919) % 97
    return { i, due, scheduled: queue.schedule(due, () => fired.push(`${due}/${i}`)) }
  })
  const kept = all.filter(({ i, scheduled }) => i % 3 === 0 || !queue.cancel(scheduled))
  expect(queue.nextDue).toBe(0)
  queue.fire(96)
  expect(fired).toEqual(
    kept.toSorted((a, b) => a.due - b.due || a.i - b.i).map(({ due, i }) => `${due}/${i}`),
  )
  expect(queue.nextDue).toBeNull()
})

test('[A-223] a queued tick is discarded when the block that started its timer threw', () => {
  const kit = ActorTestKit.create()
  const log: string[] = []
  let starts = 0
  const ref = kit.spawn(
    Behaviors.supervise(
      Behaviors.withTimers<Step>(timers =>
        Behaviors.setup(context => {
          log.push('start')
          if (++starts === 2) {
            timers.startTimerWithFixedDelay('t', say(log, 'tick'), 5)
            // So long that a tick is due before anything else is done.
            context.block(7)
            throw new Error('in the block')
          }
          return scripted(log, 'a')
        }),
      ),
    ).onFailure(
      SupervisorStrategy.restartWithBackoff({ minBackoffMs: 10, maxBackoffMs: 10, randomFactor: 0 }),
    ),
    'a',
  )
  ref.tell(fail())
  kit.advance(100)
  expect(log).toEqual(['start', 'a PreRestart', 'start', 'start'])
})
