import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { logText, type Step, scripted, throwError } from '../../testkit/scripted-actor.ts'
import type { ActorContext } from '../api/actor-context.ts'
import type { Behavior } from '../api/behavior.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import type { TimerScheduler } from '../api/timer-scheduler.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { TimerQueue } from '../base/timer-queue.ts'

type Timing = (timers: TimerScheduler<Step>, context: ActorContext<Step>) => Behavior<Step> | undefined

/** An actor with timers; the step `logInstant` logs the current instant. */
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
  const logInstant: Step = context => {
    log.push(`${context.now}`)
    return undefined
  }
  return { kit, log, ref, tell, time, logInstant }
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
  const { kit, log, tell, time, logInstant } = setUp()
  tell(
    time(timers => {
      timers.startTimerWithFixedDelay('delay', logInstant, 10, 3)
      return undefined
    }),
  )
  kit.advance(30)
  expect(log).toEqual(['3', '13', '23'])
})

test('after a pause a fixed rate delivers the missed ticks in a burst, a fixed delay does not', () => {
  for (const [start, ticks] of [
    [
      (timers: TimerScheduler<Step>, logInstant: Step) => timers.startTimerAtFixedRate('t', logInstant, 10),
      4,
    ],
    [
      (timers: TimerScheduler<Step>, logInstant: Step) =>
        timers.startTimerWithFixedDelay('t', logInstant, 10),
      1,
    ],
  ] as const) {
    const { kit, log, tell, time, logInstant } = setUp()
    tell(
      time(timers => {
        start(timers, logInstant)
        return undefined
      }),
    )
    kit.system.runInstant(45)
    expect(log).toEqual(Array.from({ length: ticks }, () => '45'))
  }
})

test('a delay is at least one millisecond', () => {
  const { kit, log, tell, time, logInstant } = setUp()
  tell(
    time(timers => {
      timers.startSingleTimer('t', logInstant, 0)
      return undefined
    }),
  )
  expect(log).toEqual([])
  kit.advance(1)
  expect(log).toEqual(['1'])
})

test('[A-214, A-215] a timer that is started again or cancelled discards its tick in the mailbox', () => {
  for (const action of ['start again', 'cancel', 'cancelAll'] as const) {
    const { kit, log, tell, time } = setUp()
    tell(
      time((timers, context) => {
        timers.startSingleTimer('t', logText(log, 'old tick'), 10)
        context.block(20)
        return undefined
      }),
    )
    // Handled at 20, with the tick of instant 10 behind it in the mailbox.
    tell(
      time(timers => {
        if (action === 'start again') timers.startSingleTimer('t', logText(log, 'new tick'), 10)
        else if (action === 'cancel') timers.cancel('t')
        else timers.cancelAll()
        return undefined
      }),
    )
    kit.advance(100)
    expect(log).toEqual(action === 'start again' ? ['new tick'] : [])
  }
})

test('[A-216] a restart drops ticks of the old behavior in the mailbox; timers started in setup start anew', () => {
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
      timers.startSingleTimer('old', logText(log, 'old tick'), 5)
      context.block(10)
      return undefined
    }),
  )
  tell(throwError())
  kit.advance(100)
  expect(log).toEqual(['a PreRestart'])
  expect(ticks).toEqual([60])
})

test('[A-222] a tick in the mailbox is discarded after a restart into a behavior without timers', () => {
  const kit = ActorTestKit.create()
  const log: string[] = []
  let starts = 0
  const ref = kit.spawn(
    Behaviors.supervise(
      Behaviors.setup<Step>(() => {
        if (++starts > 1) return scripted(log, 'a')
        return Behaviors.withTimers(timers => {
          timers.startTimerWithFixedDelay('t', logText(log, 'tick'), 5)
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
  ref.tell(throwError())
  kit.advance(100)
  expect(log).toEqual(['a PreRestart'])
})

test('[A-218] a stop cancels the timers before PostStop', () => {
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

test('[A-219, A-220] nested withTimers share the timers, which continue when the behavior changes', () => {
  const { kit, log, tell, time } = setUp()
  tell(
    time(timers => {
      timers.startSingleTimer('outer', logText(log, 'outer'), 5)
      return Behaviors.withTimers<Step>(inner => {
        inner.startSingleTimer('inner', logText(log, 'inner'), 6)
        return scripted(log, 'b')
      })
    }),
  )
  kit.advance(10)
  expect(log).toEqual(['outer', 'inner'])
})

test('scheduleOnce delivers after its caller has stopped, and can be cancelled', () => {
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

describe('the receive timeout', () => {
  const set =
    (ms: number, message: Step): Step =>
    context => {
      context.setReceiveTimeout(ms, message)
      return undefined
    }

  test('[A-104, A-225] is delivered after that time without a message, and repeats', () => {
    const { kit, log, tell, logInstant } = setUp()
    tell(set(10, logInstant))
    kit.advance(7)
    tell(logText(log, 'handled'))
    kit.advance(25)
    expect(log).toEqual(['handled', '17', '27'])
  })

  test('[A-226, A-232] can be cancelled, also when it is already in the mailbox', () => {
    const { kit, log, tell, logInstant } = setUp()
    tell(set(10, logInstant), context => {
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

  test('[A-230] survives a restart', () => {
    const { kit, log, tell, logInstant } = setUp(inner =>
      Behaviors.supervise(inner).onFailure(SupervisorStrategy.restart),
    )
    tell(set(10, logInstant), throwError())
    kit.advance(10)
    expect(log).toEqual(['a PreRestart', '10'])
  })

  test('starts anew at the restart that ends a backoff [A-230]', () => {
    const { kit, log, tell, logInstant } = setUp(inner =>
      Behaviors.supervise(inner).onFailure(
        SupervisorStrategy.restartWithBackoff({ minBackoffMs: 25, maxBackoffMs: 25, randomFactor: 0 }),
      ),
    )
    tell(set(20, logInstant), throwError())
    kit.advance(45)
    // The timeout of instant 20 waits for the restart at 25; the next one is due 20 ms after the restart.
    expect(log).toEqual(['a PreRestart', '25', '45'])
  })

  test('starts anew at the end of each child that a restart waits for [A-230]', () => {
    const { kit, log, tell, logInstant } = setUp(inner =>
      Behaviors.supervise(inner).onFailure(SupervisorStrategy.restart),
    )
    const block =
      (ms: number): Step =>
      context => {
        context.block(ms)
        return undefined
      }
    tell(set(20, logInstant), context => {
      for (const ms of [15, 30]) context.spawn(scripted(log, `child ${ms}`), `child-${ms}`).tell(block(ms))
      return undefined
    })
    tell(throwError())
    kit.advance(60)
    expect(log).toEqual(['a PreRestart', 'child 15 PostStop', 'child 30 PostStop', '50'])
  })

  test('[A-231] is cancelled by a stop', () => {
    const { kit, tell, logInstant } = setUp()
    tell(set(10, logInstant), () => Behaviors.stopped)
    expect(kit.nextDue).toBeNull()
  })
})

test('the timer queue fires by due time, then by start order, without cancelled timers', () => {
  const queue = new TimerQueue()
  const fired: string[] = []
  const all = Array.from({ length: 2000 }, (_, i) => {
    const due = (i * 7919) % 97
    return { i, due, scheduled: queue.schedule(due, () => fired.push(`${due}/${i}`)) }
  })
  const remaining = all.filter(({ i, scheduled }) => i % 3 === 0 || !queue.cancel(scheduled))
  expect(queue.nextDue).toBe(0)
  queue.fire(96)
  expect(fired).toEqual(
    remaining.toSorted((a, b) => a.due - b.due || a.i - b.i).map(({ due, i }) => `${due}/${i}`),
  )
  expect(queue.nextDue).toBeNull()
})

test('[A-223] a tick in the mailbox is discarded when the setup that started its timer threw', () => {
  const kit = ActorTestKit.create()
  const log: string[] = []
  let starts = 0
  const ref = kit.spawn(
    Behaviors.supervise(
      Behaviors.withTimers<Step>(timers =>
        Behaviors.setup(context => {
          log.push('start')
          if (++starts === 2) {
            timers.startTimerWithFixedDelay('t', logText(log, 'tick'), 5)
            // Longer than the timer's interval, so that a tick is due before the restart.
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
  ref.tell(throwError())
  kit.advance(100)
  expect(log).toEqual(['start', 'a PreRestart', 'start', 'start'])
})
