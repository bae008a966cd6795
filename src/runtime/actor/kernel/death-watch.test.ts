import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { logText, type Step, scripted, throwError } from '../../testkit/scripted-actor.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { Behavior } from '../api/behavior.ts'
import { isTerminated } from '../api/signal.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from '../authoring/behaviors.ts'

/** Logs each Terminated and ChildFailed, with its cause. */
const logTerminations = (log: string[], name: string): Behavior<Step> =>
  Behaviors.receive<Step>((context, step) => step(context) ?? Behaviors.same).receiveSignal((_, signal) => {
    if (isTerminated(signal))
      log.push(`${name} ${signal.type}${signal.type === 'ChildFailed' ? ` ${signal.cause.message}` : ''}`)
    return Behaviors.same
  })

function setUp() {
  const kit = ActorTestKit.create()
  const log: string[] = []
  const target = kit.spawn(scripted([], 'target'), 'target')
  const watcher = kit.spawn(logTerminations(log, 'watcher'), 'watcher')
  const tell = (ref: ActorRef<Step>, ...steps: Step[]) => {
    for (const step of steps) ref.tell(step)
    kit.runUntilIdle()
  }
  return {
    kit,
    log,
    target,
    watcher,
    tell,
    failures: () => kit.eventsOf('ActorFailed').map(event => event.error.name),
  }
}

const watch =
  (target: ActorRef<never>): Step =>
  context => {
    context.watch(target)
    return undefined
  }
const watchWith =
  (target: ActorRef<never>, message: Step): Step =>
  context => {
    context.watchWith(target, message)
    return undefined
  }
const unwatch =
  (target: ActorRef<never>): Step =>
  context => {
    context.unwatch(target)
    return undefined
  }
const stop: Step = () => Behaviors.stopped

test('[A-166, A-175, A-099] a watcher receives one Terminated when its target stops', () => {
  const { log, target, watcher, tell } = setUp()
  tell(watcher, watch(target))
  tell(target, stop)
  expect(log).toEqual(['watcher Terminated'])
})

test('[A-176, A-099] a watcher of a stopped or absent target receives one Terminated', () => {
  const { kit, log, target, watcher, tell } = setUp()
  tell(target, stop)
  tell(watcher, watch(target))
  expect(log).toEqual(['watcher Terminated'])
  tell(watcher, watch(kit.system.resolve('/user/nobody')))
  expect(log).toHaveLength(2)
})

test('[A-170] a watcher that watches twice receives one Terminated', () => {
  const { log, target, watcher, tell } = setUp()
  tell(watcher, watch(target), watch(target))
  tell(target, stop)
  expect(log).toEqual(['watcher Terminated'])
})

test('[A-177, A-178] each of several watchers receives one Terminated, except one that unwatched', () => {
  const { kit, log, target, tell } = setUp()
  const watchers = ['1', '2', '3'].map(name => kit.spawn(logTerminations(log, name), `w${name}`))
  for (const watcher of watchers) tell(watcher, watch(target))
  tell(watchers[1]!, unwatch(target))
  tell(target, stop)
  expect(log).toEqual(['1 Terminated', '3 Terminated'])
})

test('[A-100, A-183] a watcher that unwatched receives no Terminated, not even one already in its mailbox', () => {
  const { log, target, watcher, tell, kit } = setUp()
  tell(watcher, watch(target), unwatch(target))
  tell(target, stop)
  expect(log).toEqual([])

  const other = kit.spawn(scripted([], 'other'), 'other')
  tell(watcher, watch(other))
  // The watcher is busy, so the notice is enqueued behind the message that unwatches.
  tell(watcher, context => {
    context.block(10)
    context.self.tell(unwatch(other))
    return undefined
  })
  tell(other, stop)
  kit.advance(20)
  expect(log).toEqual([])
})

test('Terminated is delivered after the messages that the target sent before', () => {
  const { log, target, watcher, tell } = setUp()
  tell(watcher, watch(target))
  tell(target, () => {
    watcher.tell(logText(log, 'last words'))
    return Behaviors.stopped
  })
  expect(log).toEqual(['last words', 'watcher Terminated'])
})

test('an actor that watches itself receives no Terminated and does not fail', () => {
  const { log, watcher, tell, failures } = setUp()
  tell(watcher, watch(watcher), logText(log, 'alive'))
  expect(log).toEqual(['alive'])
  expect(failures()).toEqual([])
})

test('[A-179] a watcher receives no Terminated at restarts, and one at the final stop', () => {
  const { kit, log, watcher, tell } = setUp()
  const target = kit.spawn(Behaviors.supervise(scripted([], 't')).onFailure(SupervisorStrategy.restart), 't')
  tell(watcher, watch(target))
  tell(target, throwError(), throwError())
  expect(log).toEqual([])
  tell(target, stop)
  expect(log).toEqual(['watcher Terminated'])
})

test('[A-169] a watcher that does not handle Terminated fails with DeathPactException, and its own watcher receives Terminated', () => {
  const { kit, log, watcher, tell, failures } = setUp()
  const manager = kit.spawn(scripted([], 'manager'), 'manager')
  tell(watcher, watch(manager))
  tell(manager, context => {
    context.watch(context.spawn(Behaviors.stopped, 'child'))
    return undefined
  })
  expect(failures()).toEqual(['DeathPactException'])
  expect(log).toEqual(['watcher Terminated'])
})

describe('watchWith', () => {
  test('[A-171, A-172] delivers its message in place of Terminated, also when called twice with an equal message', () => {
    const { log, target, watcher, tell } = setUp()
    const message = logText(log, 'gone')
    tell(watcher, watchWith(target, message), watchWith(target, message))
    tell(target, stop)
    expect(log).toEqual(['gone'])
  })

  test('[A-173] may be called with another message after unwatch', () => {
    const { log, target, watcher, tell, failures } = setUp()
    tell(watcher, watch(target), unwatch(target), watchWith(target, logText(log, '1')), unwatch(target))
    tell(watcher, watchWith(target, logText(log, '2')))
    tell(target, stop)
    expect(log).toEqual(['2'])
    expect(failures()).toEqual([])
  })

  test('[A-174] fails the actor when it changes the message, or replaces watch, without unwatch', () => {
    const message = logText([], '1')
    const pairs: ((target: ActorRef<never>) => [Step, Step])[] = [
      target => [watch(target), watchWith(target, message)],
      target => [watchWith(target, message), watch(target)],
      target => [watchWith(target, message), watchWith(target, logText([], '2'))],
    ]
    for (const pair of pairs) {
      const { target, watcher, tell, failures } = setUp()
      tell(watcher, ...pair(target))
      expect(failures()).toEqual(['IllegalContextUse'])
    }
  })
})

describe('ChildFailed', () => {
  test('[A-148] is received by a parent that watched at the failure; other watchers receive Terminated', () => {
    const { kit, log, watcher, tell } = setUp()
    const parent = kit.spawn(logTerminations(log, 'parent'), 'parent')
    let child: ActorRef<Step> | null = null
    tell(parent, context => {
      child = context.spawn(scripted([], 'child'), 'child')
      context.watch(child)
      return undefined
    })
    tell(watcher, watch(child!))
    tell(child!, throwError(new Error('broken')))
    expect(log.toSorted()).toEqual(['parent ChildFailed broken', 'watcher Terminated'])
  })

  test('is not received by a parent that watches later, or whose child stops by itself', () => {
    for (const step of [throwError(new Error('broken')), stop]) {
      const { kit, log, tell } = setUp()
      const parent = kit.spawn(logTerminations(log, 'parent'), 'parent')
      let child: ActorRef<Step> | null = null
      tell(parent, context => {
        child = context.spawn(scripted([], 'child'), 'child')
        return undefined
      })
      tell(child!, step)
      tell(parent, watch(child!))
      expect(log).toEqual(['parent Terminated'])
    }
  })

  test('is not received by a parent that watches while the failed child is still stopping', () => {
    const { kit, log, tell } = setUp()
    const parent = kit.spawn(logTerminations(log, 'parent'), 'parent')
    let child: ActorRef<Step> | null = null
    tell(parent, context => {
      child = context.spawn(scripted([], 'child'), 'child')
      return undefined
    })
    tell(child!, context => {
      context.spawn(scripted([], 'grandchild'), 'grandchild').tell(busy => {
        busy.block(20)
        return undefined
      })
      return undefined
    })
    tell(child!, throwError(new Error('broken')))
    tell(parent, watch(child!))
    expect(log).toEqual([])
    kit.advance(20)
    expect(log).toEqual(['parent Terminated'])
  })

  test('is received when an unsupervised child fails, under stop, and beyond a restart limit', () => {
    const outcomes: [Behavior<Step>, string][] = [
      [scripted([], 'c'), 'parent ChildFailed broken'],
      [
        Behaviors.supervise(scripted([], 'c')).onFailure(SupervisorStrategy.stop),
        'parent ChildFailed broken',
      ],
      [
        Behaviors.supervise(scripted([], 'c')).onFailure(SupervisorStrategy.restart.withLimit(0, 100)),
        'parent ChildFailed broken',
      ],
    ]
    for (const [behavior, outcome] of outcomes) {
      const { kit, log, tell } = setUp()
      const parent = kit.spawn(logTerminations(log, 'parent'), 'parent')
      let child: ActorRef<Step> | null = null
      tell(parent, context => {
        child = context.spawn(behavior, 'child')
        context.watch(child)
        return undefined
      })
      tell(child!, throwError(new Error('broken')))
      expect(log).toEqual([outcome])
    }
  })
})

test('[A-145] a behavior with only a signal handler receives Terminated of a child that stops at once', () => {
  const { kit, log } = setUp()
  kit.spawn(
    Behaviors.setup<never>(context => {
      context.watch(context.spawn(Behaviors.stopped, 'child'))
      return Behaviors.receiveSignal((_, signal) => {
        log.push(signal.type)
        return Behaviors.stopped
      })
    }),
    'parent',
  )
  kit.runUntilIdle()
  expect(log).toEqual(['Terminated', 'PostStop'])
})

test('[A-195, A-193] the ignore ref discards messages and never terminates', () => {
  const { kit, log, watcher, tell } = setUp()
  tell(watcher, watch(kit.system.ignoreRef))
  kit.system.ignoreRef.tell('x')
  kit.advance(10_000)
  expect(log).toEqual([])
  expect(kit.eventsOf('DeadLetter')).toEqual([])
})

test('[A-181] a parent can watch a new child under an old name and receives its Terminated', () => {
  const { kit, log, tell } = setUp()
  const parent = kit.spawn(logTerminations(log, 'parent'), 'parent')
  const spawnAndWatch: Step = context => {
    context.watch(context.spawn(Behaviors.stopped, 'child'))
    return undefined
  }
  tell(parent, spawnAndWatch)
  tell(parent, spawnAndWatch)
  expect(log).toEqual(['parent Terminated', 'parent Terminated'])
})

describe('a child under an explicit stop supervisor', () => {
  const supervised = (child: Behavior<Step>) =>
    Behaviors.setup<Step>(context => {
      context.watch(context.spawn(Behaviors.supervise(child).onFailure(SupervisorStrategy.stop), 'child'))
      return logTerminations(log, 'parent')
    })
  const log: string[] = []
  const run = (step: Step) => {
    log.length = 0
    const { kit, tell, watcher } = setUp()
    kit.spawn(supervised(scripted([], 'child')), 'parent')
    kit.runUntilIdle()
    const child = kit.system.resolve<Step>('/user/parent/child')
    tell(watcher, context => void context.watch(child))
    tell(child, step)
    return { log: [...log], kit }
  }

  test('[A-168] that stops sends each watcher one Terminated with its ref', () => {
    const { log, kit } = run(stop)
    expect(log).toEqual(['parent Terminated'])
    const [terminated] = kit.eventsOf('SignalDelivered').filter(event => event.signal === 'Terminated')
    expect(terminated?.of).toMatch(/^\/user\/parent\/child#\d+$/)
  })

  test('[A-168] that fails sends its parent ChildFailed with the error', () => {
    expect(run(throwError(new Error('boom'))).log).toEqual(['parent ChildFailed boom'])
  })
})

test('[A-185] the message of watchWith can be stashed and unstashed', () => {
  const { kit, target, tell } = setUp()
  const got: string[] = []
  const watcher = kit.spawn(
    Behaviors.withStash<string>(10, stash =>
      Behaviors.setup(context => {
        context.watchWith(target, 'ended')
        return Behaviors.receiveMessage(message => {
          if (message === 'ended') {
            stash.stash(message)
            return Behaviors.same
          }
          got.push(message)
          return stash.unstashAll(Behaviors.receiveMessageWithSame(later => void got.push(`later ${later}`)))
        })
      }),
    ),
    'stashing',
  )
  kit.runUntilIdle()
  tell(target, stop)
  expect(got).toEqual([])
  watcher.tell('open')
  kit.runUntilIdle()
  expect(got).toEqual(['open', 'later ended'])
})
