import { describe, expect, test } from 'vitest'
import { parsePath } from '../../../trace/actor-path.ts'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { logText, type Step, scripted, throwError } from '../../testkit/scripted-actor.ts'
import { scriptedKit } from '../../testkit/scripted-kit.ts'
import type { ActorContext } from '../api/actor-context.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { Behavior } from '../api/behavior.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { base64Name, checkName } from '../base/actor-name.ts'

function setUp(behavior?: (log: string[]) => Behavior<Step>) {
  const parts = scriptedKit(behavior)
  return { ...parts, failures: () => parts.kit.eventsOf('ActorFailed').map(event => event.error.name) }
}

/** A step that spawns a child and exposes its ref. */
function spawning(log: string[], name: string, behavior: Behavior<Step> = scripted(log, name)) {
  const spawned: { ref: ActorRef<Step> } = { ref: null as unknown as ActorRef<Step> }
  const step: Step = context => {
    spawned.ref = context.spawn(behavior, name)
    return undefined
  }
  return { spawned, step }
}

describe('a behavior', () => {
  test('[A-117, A-120] of nested setups runs them at the start, outermost first', () => {
    const log: string[] = []
    const behavior = Behaviors.setup<Step>(() => {
      log.push('outer')
      return Behaviors.setup<Step>(() => {
        log.push('inner')
        return Behaviors.empty
      })
    })
    const kit = ActorTestKit.create()
    kit.spawn(behavior, 'a')
    expect(log).toEqual([])
    kit.runUntilIdle()
    expect(log).toEqual(['outer', 'inner'])
  })

  test('[A-122] that is same or unhandled at the start, also from a setup, is an initialization failure', () => {
    for (const behavior of [
      Behaviors.same,
      Behaviors.unhandled,
      Behaviors.setup<Step>(() => Behaviors.same),
    ]) {
      const { kit, failures } = setUp(() => behavior)
      kit.runUntilIdle()
      expect(failures()).toEqual(['ActorInitializationException'])
    }
  })

  test('[A-111, A-112] handles messages after an unhandled one, which is published, and an ignored one', () => {
    const { kit, log, tell, ref } = setUp()
    const probe = kit.createTestProbe<{ readonly type: string; readonly recipient: string }>()
    kit.system.eventStream.subscribe(probe.ref, 'UnhandledMessage')
    tell(() => Behaviors.unhandled, logText(log, 'handled'))
    expect(log).toEqual(['handled'])
    expect(probe.receiveMessage().recipient).toBe(ref.path)
    expect(kit.eventsOf('MessageUnhandled')).toHaveLength(1)
  })

  test('that is empty leaves messages and Terminated unhandled; ignore discards both', () => {
    for (const [behavior, unhandled, failed] of [
      [Behaviors.empty, 1, ['DeathPactException']],
      [Behaviors.ignore, 0, []],
    ] as const) {
      const { kit, tell, failures } = setUp()
      const other = kit.spawn(scripted([], 'other'), 'other')
      tell(context => {
        context.watch(other)
        return behavior
      })
      tell(() => undefined)
      other.tell(() => Behaviors.stopped)
      kit.runUntilIdle()
      expect(kit.eventsOf('MessageUnhandled')).toHaveLength(unhandled)
      expect(failures()).toEqual(failed)
    }
  })

  test('[A-114, A-115] switches to another and back, and signals reach the current one', () => {
    const { log, tell } = setUp(log => scripted(log, 'first'))
    tell(() => scripted(log, 'second'), logText(log, 'in second'))
    tell(() => Behaviors.stopped)
    expect(log).toEqual(['in second', 'second PostStop'])
  })

  test('[A-116] can be shared by several actors, each with its own state', () => {
    const counted = Behaviors.setup<ActorRef<number>>(() => {
      let count = 0
      return Behaviors.receiveMessage(replyTo => {
        replyTo.tell(++count)
        return Behaviors.same
      })
    })
    const kit = ActorTestKit.create()
    const probe = kit.createTestProbe<number>()
    const [a, b] = [kit.spawn(counted, 'a'), kit.spawn(counted, 'b')]
    for (const ref of [a, a, b]) ref.tell(probe.ref)
    expect(probe.receiveMessages(3)).toEqual([1, 2, 1])
  })

  test('with a handler that returns undefined or a promise fails with an explanation', () => {
    for (const [answer, words] of [
      [undefined, /instead of a behavior/],
      [Promise.resolve(), /promise/],
    ] as const) {
      const { kit } = setUp(() => Behaviors.receiveMessage<Step>(() => answer as unknown as Behavior<Step>))
      kit.spawn(Behaviors.ignore, 'b')
      kit.runUntilIdle()
      kit.system.resolve('/user/a').tell('x')
      kit.runUntilIdle()
      expect(kit.eventsOf('ActorFailed')[0]?.error.message).toMatch(words)
    }
  })
})

describe('stopping', () => {
  test('[A-093, A-143, A-144] delivers PostStop to the current behavior, then runs the callback', () => {
    const { log, tell, kit, ref } = setUp()
    tell(() => Behaviors.stoppedThen(() => log.push('callback')), logText(log, 'never'))
    expect(log).toEqual(['a PostStop', 'callback'])
    expect(kit.eventsOf('DeadLetter').map(event => event.to)).toEqual([ref.path])
  })

  test('[A-143] runs the callback also when setup returns stopped, and for an initially stopped behavior', () => {
    const log: string[] = []
    const stopping = Behaviors.stoppedThen(() => log.push('callback'))
    for (const behavior of [stopping, Behaviors.setup<Step>(() => stopping)])
      setUp(() => behavior).kit.runUntilIdle()
    expect(log).toEqual(['callback', 'callback'])
  })

  test('[A-146] delivers PostStop to children before their parent', () => {
    const { log, tell } = setUp()
    const child = spawning(log, 'child')
    tell(child.step, spawning(log, 'other').step)
    child.spawned.ref.tell(spawning(log, 'grandchild').step)
    tell()
    tell(() => Behaviors.stopped)
    expect(log).toEqual(['other PostStop', 'grandchild PostStop', 'child PostStop', 'a PostStop'])
  })

  test('[A-095, A-108] takes effect ahead of messages in the mailbox, and a second stop has no effect', () => {
    const { log, tell, kit } = setUp()
    const child = spawning(log, 'child')
    tell(child.step)
    tell(context => {
      child.spawned.ref.tell(logText(log, 'never'))
      context.stop(child.spawned.ref)
      context.stop(child.spawned.ref)
      return undefined
    })
    tell(context => {
      context.stop(child.spawned.ref)
      return undefined
    })
    expect(log).toEqual(['child PostStop'])
    expect(kit.eventsOf('DeadLetter')).toHaveLength(1)
    expect(kit.eventsOf('ActorFailed')).toEqual([])
  })

  test('[A-098] an actor other than a child throws', () => {
    const { kit, tell, log } = setUp(log =>
      Behaviors.supervise(scripted(log, 'a')).onFailure(SupervisorStrategy.resume),
    )
    const other = kit.spawn(scripted(log, 'other'), 'other')
    for (const target of ['other', 'self']) {
      tell(context => {
        context.stop(target === 'other' ? other : context.self)
        return undefined
      })
    }
    expect(kit.eventsOf('ActorFailed').map(event => event.error.name)).toEqual([
      'IllegalContextUse',
      'IllegalContextUse',
    ])
    expect(log).toEqual([])
  })

  test('delivers no PostStop to a behavior that never started, and completes when PostStop throws', () => {
    const { kit, tell, ref } = setUp(() =>
      Behaviors.receive<Step>((context, step) => step(context) ?? Behaviors.same).receiveSignal(() => {
        throw new Error('while stopping')
      }),
    )
    const probe = kit.createTestProbe()
    probe.watch(ref)
    tell(() => Behaviors.stopped)
    probe.expectTerminated(ref)
    expect(kit.eventsOf('Logged')).toMatchObject([{ level: 'error', text: 'Error: while stopping' }])

    const failing = setUp(log =>
      Behaviors.setup<Step>(context => {
        context.spawn(scripted(log, 'child'), 'child')
        throw new Error('no')
      }),
    )
    failing.kit.runUntilIdle()
    expect(failing.log).toEqual(['child PostStop'])
  })
})

describe('names of children', () => {
  test('[A-103] are found by children and child while the children are alive', () => {
    const { log, tell } = setUp()
    const names = (context: ActorContext<Step>) => {
      log.push(
        context.children.map(child => child.path.replace(/#.*/, '')).join(' '),
        String(context.child('y')),
      )
      return undefined
    }
    const x = spawning([], 'x')
    tell(x.step, names)
    tell(context => {
      context.stop(x.spawned.ref)
      return undefined
    })
    tell(names)
    expect(log).toEqual(['/user/a/x', 'undefined', '', 'undefined'])
  })

  test('[A-207, A-078] stay taken until the child has stopped', () => {
    const { tell, failures } = setUp(log =>
      Behaviors.supervise(scripted(log, 'a')).onFailure(SupervisorStrategy.resume),
    )
    tell(context => {
      const child = context.spawn(Behaviors.ignore, 'x')
      context.stop(child)
      context.spawn(Behaviors.ignore, 'x')
      return undefined
    })
    expect(failures()).toEqual(['InvalidActorName'])
  })

  test('[A-077, A-210] are free in the Terminated handler: same path, new incarnation, and the old ref stays dead', () => {
    const kit = ActorTestKit.create()
    const paths: string[] = []
    const refs: ActorRef<unknown>[] = []
    kit.spawn(
      Behaviors.setup<never>(context => {
        const spawn = (behavior: Behavior<unknown>) => {
          const child = context.spawn(behavior, 'x')
          context.watch(child)
          paths.push(child.path)
          refs.push(child)
        }
        spawn(Behaviors.stopped)
        return Behaviors.receiveSignal((_, signal) => {
          if (signal.type !== 'Terminated') return Behaviors.same
          expect(context.child('x')).toBeUndefined()
          spawn(Behaviors.ignore)
          return Behaviors.same
        })
      }),
      'a',
    )
    kit.runUntilIdle()
    const [first, second] = paths.map(parsePath)
    expect(first?.path).toBe(second?.path)
    expect(first?.uid).not.toBe(second?.uid)
    refs[0]?.tell('to the old one')
    kit.system.resolve(paths[0]!).tell('by its path')
    kit.system.resolve('/user/a/x').tell('to whoever lives there')
    kit.runUntilIdle()
    expect(kit.eventsOf('DeadLetter')).toHaveLength(2)
  })

  test('[A-208] throw with position or reason when they are malformed', () => {
    for (const [name, words] of [
      ['', /empty/],
      ['$a', /begin with/],
      ['a b', /character \[ \] at position \[1\]/],
      ['ä', /position \[0\]/],
      ['a/b', /position \[1\]/],
      ['a%2', /position \[1\]/],
    ] as const) {
      expect(() => checkName(name)).toThrow(words)
    }
    for (const name of ['a', "A0-_.*$+:@&=,!~';", '%2Fx']) expect(() => checkName(name)).not.toThrow()
  })

  test('are generated in base 64 for anonymous children', () => {
    expect([0, 1, 25, 26, 62, 63, 64, 65].map(base64Name)).toEqual(['a', 'b', 'z', 'A', '+', '~', 'ab', 'bb'])
    const { tell, log } = setUp()
    tell(context => {
      log.push(context.spawnAnonymous(Behaviors.ignore).path.replace(/#.*/, ''))
      return undefined
    })
    expect(log).toEqual(['/user/a/$a'])
  })

  test('cannot be used while the parent stops: spawn throws', () => {
    const { kit, tell } = setUp(() =>
      Behaviors.receive<Step>((context, step) => step(context) ?? Behaviors.same).receiveSignal(context => {
        context.spawn(Behaviors.ignore, 'late')
        return Behaviors.same
      }),
    )
    tell(() => Behaviors.stopped)
    expect(kit.eventsOf('Logged')[0]?.text).toMatch(/is stopping and cannot spawn \[late\]/)
  })

  test('do not delay messages: one sent right after spawn is handled after the start', () => {
    const { kit, log } = setUp(log =>
      Behaviors.setup<Step>(() => {
        log.push('start')
        return scripted(log, 'a')
      }),
    )
    kit.system.resolve<Step>('/user/a').tell(logText(log, 'message'))
    kit.runUntilIdle()
    expect(log).toEqual(['start', 'message'])
  })
})

describe('a context', () => {
  test('[A-149, A-150, A-152] throws when used from outside or from another actor', () => {
    const { kit, tell, log } = setUp()
    let context: ActorContext<Step> | null = null
    tell(own => {
      context = own
      return undefined
    })
    expect(() => context!.children).toThrow(/legal only while this actor handles/)
    kit.spawn(
      Behaviors.setup<never>(() => {
        context!.spawn(Behaviors.ignore, 'x')
        return Behaviors.empty
      }),
      'other',
    )
    tell(logText(log, 'unharmed'))
    expect(kit.eventsOf('ActorFailed').map(event => event.actor.replace(/#.*/, ''))).toEqual(['/user/other'])
    expect(log).toEqual(['unharmed'])
  })

  test('[A-102] has its actor, its system, the time and a random generator', () => {
    const { kit, tell, ref } = setUp()
    tell(context => {
      expect(context.self).toBe(ref)
      expect(context.system).toBe(kit.system)
      expect(context.now).toBe(0)
      return undefined
    })
    expect(kit.eventsOf('ActorFailed')).toEqual([])
  })

  test('[A-107, A-159] sees tell throw for null and undefined', () => {
    const { ref, kit } = setUp()
    for (const target of [ref, kit.system.deadLetters, kit.system.resolve('/user/x')]) {
      expect(() => (target as ActorRef<unknown>).tell(null)).toThrow(/must not be null/)
      expect(() => (target as ActorRef<unknown>).tell(undefined)).toThrow(/must not be null/)
    }
  })
})

describe('a turn', () => {
  test('handles at most five messages of an actor before other actors have theirs', () => {
    const { kit, log } = setUp()
    const b = kit.spawn(scripted(log, 'b'), 'b')
    const a = kit.system.resolve<Step>('/user/a')
    kit.runUntilIdle()
    for (let i = 1; i <= 7; i++) a.tell(logText(log, `a${i}`))
    b.tell(logText(log, 'b1'))
    kit.runUntilIdle()
    expect(log).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'b1', 'a6', 'a7'])
  })

  test('leaves messages beyond maxMessagesPerMs to the next instant', () => {
    const kit = ActorTestKit.create({ maxMessagesPerMs: 3 })
    const seen: number[] = []
    const ref = kit.spawn<string>(
      Behaviors.receive(context => {
        seen.push(context.now)
        if (seen.length < 8) context.self.tell('again')
        return Behaviors.same
      }),
      'a',
    )
    ref.tell('go')
    kit.runUntilIdle()
    expect(kit.nextDue).toBe(1)
    kit.advance(10)
    expect(seen).toEqual([0, 0, 0, 1, 1, 1, 2, 2])
  })

  test('with handlingMs makes the actor busy while others handle messages', () => {
    const kit = ActorTestKit.create()
    const seen: string[] = []
    const noting = (name: string) =>
      Behaviors.receive<string>((context, message) => {
        seen.push(`${name} ${context.now} ${message}`)
        if (message === 'block') context.block(30)
        return Behaviors.same
      })
    const slow = kit.spawn(noting('slow'), 'slow', { handlingMs: 50 })
    const fast = kit.spawn(noting('fast'), 'fast')
    for (const message of ['1', 'block', '3']) {
      slow.tell(message)
      fast.tell(message)
    }
    kit.advance(200)
    expect(seen).toEqual(['slow 0 1', 'fast 0 1', 'fast 0 block', 'fast 30 3', 'slow 50 block', 'slow 130 3'])
  })

  test('that blocks makes the actor busy for whole milliseconds, and block throws for an invalid time', () => {
    const kit = ActorTestKit.create()
    const seen: number[] = []
    const behavior = Behaviors.receive<number>((context, ms) => {
      seen.push(context.now)
      context.block(ms)
      return Behaviors.same
    })
    const ref = kit.spawn(behavior, 'a', { handlingMs: 0.5 })
    for (const ms of [0.2, 1, Number.NaN]) ref.tell(ms)
    kit.advance(10)
    expect(seen).toEqual([0, 2, 4])
    expect(kit.eventsOf('ActorFailed').map(event => event.error)).toEqual([
      {
        name: 'InvalidDuration',
        message: `[${ref.path}] cannot be busy for [NaN] ms. Give [block] a number of at least 0.`,
      },
    ])
    for (const handlingMs of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => kit.spawn(behavior, 'b', { handlingMs })).toThrow('Give [handlingMs] a number')
    }
  })
})

describe('an actor system', () => {
  test('[A-156, A-157] terminates /user before /system, also before any actor has started', () => {
    const kit = ActorTestKit.create()
    const log: string[] = []
    kit.system.systemActorOf(scripted(log, 'service'), 'service')
    kit.spawn(scripted(log, 'user'), 'user')
    kit.runUntilIdle()
    kit.system.whenTerminated(() => log.push('terminated'))
    kit.system.terminate('downed')
    expect(kit.system.terminated).toBe(false)
    kit.runUntilIdle()
    expect(log).toEqual(['user PostStop', 'service PostStop', 'terminated'])
    expect(kit.system.endReason).toBe('downed')

    const early = setUp()
    early.kit.system.terminate()
    early.kit.runUntilIdle()
    expect(early.kit.system.terminated).toBe(true)
  })

  test('[A-158] has a name and an address, and turns undeliverable messages into dead letters', () => {
    const { kit } = setUp()
    expect([kit.system.name, kit.system.address]).toEqual(['kit', 'pekko://kit@kit:1'])
    kit.system.resolve('/user/nobody').tell({ type: 'Hello' })
    kit.system.deadLetters.tell({ type: 'Direct' })
    expect(kit.eventsOf('DeadLetter').map(event => [event.to, event.label])).toEqual([
      ['/user/nobody', 'Hello'],
      ['/deadLetters', 'Direct'],
    ])
  })

  test('creates each extension once', () => {
    const { kit } = setUp()
    const extension = { name: 'x', create: () => ({}) }
    expect(kit.system.extension(extension)).toBe(kit.system.extension(extension))
  })

  test('resolves its own address to local refs', () => {
    const { kit, ref } = setUp()
    expect(kit.system.resolve(`${kit.system.address}${ref.path}`)).toBe(ref)
    expect(kit.system.isLocal(kit.system.resolve('pekko://other@x:1/user/a'))).toBe(false)
  })
})

test('[A-198] a subscriber to dead letters that stops with queued messages does not loop', () => {
  const { kit, ref, tell } = setUp()
  kit.system.eventStream.subscribe(ref as ActorRef<unknown>, 'DeadLetter')
  ref.tell(() => Behaviors.stopped)
  for (let i = 0; i < 3; i++) kit.system.deadLetters.tell({ type: 'X' })
  tell()
  expect(kit.eventsOf('DeadLetter').length).toBeLessThan(10)
})

test('[A-200] a subscriber receives events of its type until it unsubscribes', () => {
  const { kit } = setUp()
  const probe = kit.createTestProbe<{ readonly type: string }>()
  const { eventStream } = kit.system
  eventStream.subscribe(probe.ref, 'A')
  eventStream.publish({ type: 'A' })
  eventStream.publish({ type: 'B' })
  probe.expectMessage({ type: 'A' })
  eventStream.unsubscribe(probe.ref)
  eventStream.publish({ type: 'A' })
  probe.expectNoMessage()
})

test('[A-094] a restarted child handles messages, and its parent can stop it later', () => {
  const { kit, tell, log } = setUp()
  const child = spawning(
    log,
    'child',
    Behaviors.supervise(scripted(log, 'child')).onFailure(SupervisorStrategy.restart),
  )
  tell(child.step)
  child.spawned.ref.tell(throwError())
  child.spawned.ref.tell(logText(log, 'serves'))
  tell()
  tell(context => {
    context.stop(child.spawned.ref)
    return undefined
  })
  expect(log).toEqual(['child PreRestart', 'serves', 'child PostStop'])
  expect(kit.eventsOf('ActorRestarted')).toHaveLength(1)
})
