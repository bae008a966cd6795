import { describe, expect, test } from 'vitest'
import { SupervisorStrategy } from '../actor/api/supervisor-strategy.ts'
import { Behaviors } from '../actor/authoring/behaviors.ts'
import { ActorTestKit } from './actor-test-kit.ts'
import { LoggingTestKit } from './logging-test-kit.ts'
import { ManualTime } from './manual-time.ts'
import type { TestProbe } from './test-probe.ts'

type Reply = { readonly type: 'Found'; readonly at: number } | { readonly type: 'Missing' }

class TooFar extends Error {
  override readonly name = 'TooFar'
}

const setUp = () => {
  const kit = ActorTestKit.create()
  return { kit, probe: kit.createTestProbe<Reply>('probe'), time: new ManualTime(kit) }
}

describe('a probe', () => {
  test('compares refs by path, errors by class and message, absent and undefined fields as equal', () => {
    const { kit } = setUp()
    const probe = kit.createTestProbe<unknown>('any')
    const ref = kit.spawn(Behaviors.ignore, 'a')
    probe.ref.tell({ ref, list: [1, new Map([['k', NaN]])], error: new RangeError('far'), gone: undefined })
    probe.expectMessage({
      ref: kit.system.resolve(ref.path),
      list: [1, new Map([['k', NaN]])],
      error: new RangeError('far'),
    })
    probe.ref.tell({ error: new RangeError('far') })
    expect(() => probe.expectMessage({ error: new TypeError('far') })).toThrow(
      /expected \[\{"error":"TypeError: far"\}\] and got \[\{"error":"RangeError: far"\}\], at \[0\] ms/,
    )
    probe.ref.tell([1, 2])
    expect(() => probe.expectMessage({ 0: 1, 1: 2 })).toThrow('got [[1,2]]')
  })

  test('expects a message by its type or by its class', () => {
    const { kit, probe } = setUp()
    probe.ref.tell({ type: 'Found', at: 7 })
    expect(probe.expectMessageType('Found').at).toBe(7)
    probe.ref.tell({ type: 'Missing' })
    expect(() => probe.expectMessageType('Found')).toThrow('expected a [Found] and got [{"type":"Missing"}]')
    const errors = kit.createTestProbe<Error>('errors')
    errors.ref.tell(new RangeError('far'))
    expect(errors.expectMessageType(RangeError).message).toBe('far')
    errors.ref.tell(new TypeError('no'))
    expect(() => errors.expectMessageType(RangeError)).toThrow(
      'expected a [RangeError] and got [TypeError: no]',
    )
  })

  test('applies one time limit to all messages of receiveMessages', () => {
    const { kit } = setUp()
    const probe = kit.createTestProbe<number>('numbers')
    for (const at of [40, 80, 120]) kit.system.scheduleOnce(at, probe.ref, at)
    expect(probe.receiveMessages(2, 100)).toEqual([40, 80])
    expect(() => probe.receiveMessages(2, 50)).toThrow(
      'expected message [2] of [2] and got no message within [50] ms, at [130] ms',
    )
  })

  test('names the messages dropped by a failed fishForMessage', () => {
    const { kit } = setUp()
    const probe = kit.createTestProbe<number>('numbers')
    for (const n of [1, 2]) probe.ref.tell(n)
    expect(() => probe.fishForMessage(n => n > 2, 30)).toThrow(
      'expected to fish one after [1,2] and got no message within [30] ms, at [30] ms',
    )
  })

  test('limits expectations in within to the rest of its time', () => {
    const { kit, probe } = setUp()
    kit.system.scheduleOnce(60, probe.ref, { type: 'Missing' })
    probe.within(100, () => {
      probe.expectMessage({ type: 'Missing' })
      expect(probe.remainingMs).toBe(40)
      probe.within(1000, () => expect(probe.remainingMs).toBe(40))
      expect(() => probe.receiveMessage()).toThrow('within [40] ms')
    })
    expect(probe.remainingMs).toBe(3000)
    expect(() => probe.within(10, () => kit.advance(11))).toThrow(
      'expected a block to take at most [10] ms, and it took [11] ms, at [111] ms',
    )
  })

  test('advances time in awaitAssert until the assertion holds', () => {
    const { kit, probe } = setUp()
    const seen: number[] = []
    kit.system.scheduleOnce(250, probe.ref, { type: 'Missing' })
    probe.awaitAssert(() => {
      seen.push(kit.now)
      expect(probe.pending).toHaveLength(1)
    })
    expect(seen).toEqual([0, 250])
    expect(() => probe.awaitAssert(() => expect(1).toBe(2), 30)).toThrow('to be 2')
    expect(kit.now).toBe(280)
  })

  test('that is stopped ends with Terminated to its watchers', () => {
    const { kit, probe } = setUp()
    const watcher = kit.createTestProbe()
    watcher.watch(probe.ref)
    probe.stop()
    watcher.expectTerminated(probe.ref, 0)
  })

  test('without a watch rejects expectTerminated as such, not as a missing end', () => {
    const { kit, probe } = setUp()
    const ref = kit.spawn<string>(
      Behaviors.receiveMessage(() => Behaviors.stopped),
      'a',
    )
    ref.tell('stop')
    expect(() => probe.expectTerminated(ref)).toThrow(
      `does not watch [${ref.path}], so its end is unknown. Call watch first.`,
    )
    probe.watch(ref)
    probe.expectTerminated(ref)
    expect(() => probe.expectTerminated(ref)).toThrow('does not watch')
  })

  test('shows a cyclic message in its error', () => {
    const { kit } = setUp()
    const probe = kit.createTestProbe<unknown>('any')
    const message: { n: bigint; list: unknown[]; self?: unknown } = { n: 1n, list: [] }
    message.self = message
    probe.ref.tell(message)
    expect(() => probe.expectMessage('x')).toThrow('got [{"n":"1n","list":[],"self":"(itself)"}]')
  })

  describe('names a failed actor in the error', () => {
    const failing = () => {
      const { kit, probe } = setUp()
      const ref = kit.spawn<string>(
        Behaviors.supervise(
          Behaviors.receiveMessage<string>(text => {
            throw new TooFar(text)
          }),
        ).onFailure(SupervisorStrategy.resume),
        'failing',
      )
      return {
        kit,
        probe,
        ref,
        named: (when: string) => ` [${ref.path}] failed with [TooFar: far] ${when}.`,
      }
    }

    const expectations: Record<string, (probe: TestProbe<Reply>, kit: ActorTestKit) => unknown> = {
      receiveMessage: probe => probe.receiveMessage(),
      receiveMessages: probe => probe.receiveMessages(2),
      expectMessage: probe => probe.expectMessage({ type: 'Missing' }),
      expectMessageType: probe => probe.expectMessageType('Missing'),
      fishForMessage: probe => probe.fishForMessage(() => true),
      expectTerminated: (probe, kit) => {
        const living = kit.spawn(Behaviors.ignore, 'living')
        probe.watch(living)
        probe.expectTerminated(living)
      },
      within: (probe, kit) => probe.within(5, () => kit.advance(10)),
      awaitAssert: probe => probe.awaitAssert(() => expect(probe.pending).toHaveLength(1)),
    }
    for (const [name, expectation] of Object.entries(expectations)) {
      test(`of ${name}`, () => {
        const { kit, probe, ref, named } = failing()
        ref.tell('far')
        const when = name === 'expectTerminated' ? 'before' : 'while waiting'
        expect(() => expectation(probe, kit)).toThrow(named(when))
      })
    }

    test('of expectNoMessage after a message', () => {
      const { kit, probe, ref, named } = failing()
      kit.system.scheduleOnce(10, ref, 'far')
      kit.system.scheduleOnce(20, probe.ref, { type: 'Missing' })
      expect(() => probe.expectNoMessage()).toThrow(named('while waiting'))
    })

    test('of LoggingTestKit.expect and of ActorTestKit.stop', () => {
      const { kit, ref, named } = failing()
      expect(() => LoggingTestKit.info('x').expect(kit, () => ref.tell('far'))).toThrow(
        named('while waiting'),
      )
      const slow = kit.spawn<string>(
        Behaviors.receive(context => {
          context.block(9000)
          return Behaviors.same
        }),
        'slow',
      )
      slow.tell('x')
      kit.runUntilIdle()
      kit.system.scheduleOnce(10, ref, 'far')
      expect(() => kit.stop(slow)).toThrow(named('while waiting'))
    })

    test('when it failed since the last met expectation, not earlier', () => {
      const { kit, probe, ref, named } = failing()
      ref.tell('far')
      kit.runUntilIdle()
      expect(() => probe.receiveMessage(1)).toThrow(named('before'))
      probe.ref.tell({ type: 'Missing' })
      probe.expectMessage({ type: 'Missing' })
      expect(() => probe.receiveMessage(1)).toThrow(/ms\.$/)
    })
  })
})

describe('ManualTime', () => {
  test('advances the clock by exactly timePasses', () => {
    const { kit, probe, time } = setUp()
    kit.system.scheduleOnce(100, probe.ref, { type: 'Missing' })
    time.timePasses(99)
    expect(probe.pending).toEqual([])
    time.timePasses(1)
    expect([time.now, probe.pending]).toEqual([100, [{ type: 'Missing' }]])
  })

  test('advances expectNoMessageFor once for all probes', () => {
    const { kit, probe, time } = setUp()
    const other = kit.createTestProbe<string>('other')
    kit.system.scheduleOnce(50, other.ref, 'x')
    time.expectNoMessageFor(49, probe, other)
    expect(time.now).toBe(49)
    expect(() => time.expectNoMessageFor(10, probe, other)).toThrow('[0] ms and got ["x"], at [59] ms')
  })
})

describe('ActorTestKit', () => {
  test('stops an actor with its children, and rejects actors it did not spawn', () => {
    const kit = ActorTestKit.create()
    const parent = kit.spawn(
      Behaviors.setup<string>(context => {
        context.spawn(Behaviors.ignore, 'child')
        return Behaviors.ignore
      }),
      'parent',
    )
    kit.stop(parent)
    expect(kit.eventsOf('ActorStopped').map(event => event.actor.split('#')[0])).toEqual([
      '/user/parent/child',
      '/user/parent',
    ])
    expect(() => kit.stop(kit.createTestProbe('p').ref)).toThrow('was not spawned by this kit')
  })

  test('has probes for dead letters, dropped and unhandled messages', () => {
    const kit = ActorTestKit.create()
    const dead = kit.createDeadLetterProbe()
    const unhandled = kit.createUnhandledMessageProbe()
    const dropped = kit.createDroppedMessageProbe()
    const ref = kit.spawn<string>(
      Behaviors.receiveMessage(() => Behaviors.unhandled),
      'a',
    )
    ref.tell('x')
    unhandled.expectMessage({ type: 'UnhandledMessage', message: 'x', recipient: ref.path })
    kit.stop(ref)
    ref.tell('late')
    expect(dead.receiveMessage()).toMatchObject({ message: 'late', recipient: ref.path })
    dropped.expectNoMessage()
  })
})
