import { describe, expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { TestNetwork } from '../testkit/test-network.ts'
import type { TestProbe } from '../testkit/test-probe.ts'
import type { ActorRef } from './actor-ref.ts'
import { allDeadLetters, type EventsOf, type StreamEvent } from './actor-system.ts'
import { Behaviors } from './behaviors.ts'

type Event = StreamEvent

/** Keeps the types of what it is told. */
function setUp() {
  const kit = ActorTestKit.create()
  const stream = kit.system.eventStream
  const subscriber = (name: string) => {
    const got: string[] = []
    const ref = kit.spawn<Event>(
      Behaviors.receiveMessage(event => {
        if (event.type === 'stop') return Behaviors.stopped
        got.push(event.type)
        return Behaviors.same
      }),
      name,
    )
    return {
      ref,
      take: () => {
        kit.runUntilIdle()
        return got.splice(0)
      },
    }
  }
  const publish = (...types: string[]) => {
    for (const type of types) stream.publish({ type })
  }
  return { kit, stream, subscriber, publish }
}

const isShape = (event: StreamEvent) => event.type.startsWith('shape')

describe('the event stream', () => {
  test('[A-199] gives subscribers of a family all of its types, and those of one type only that', () => {
    const { stream, subscriber, publish } = setUp()
    const [family, predicate, one] = ['family', 'predicate', 'one'].map(subscriber)
    stream.subscribe<Event>(family!.ref, ['shape', 'shape.square', 'shape.circle'])
    stream.subscribe<Event>(predicate!.ref, isShape)
    stream.subscribe<Event>(one!.ref, 'shape.square')
    publish('shape.square', 'shape.circle', 'shape', 'other')
    const all = ['shape.square', 'shape.circle', 'shape']
    expect([family!.take(), predicate!.take(), one!.take()]).toEqual([all, all, ['shape.square']])
  })

  test('[A-199] has the family of all that did not arrive', () => {
    const { stream, subscriber, kit } = setUp()
    const all = subscriber('all')
    stream.subscribe<Event>(all.ref, allDeadLetters)
    kit.system.suppressDeadLetters(label => label === 'gossip')
    kit.system.deadLetters.tell({ type: 'gossip' })
    kit.system.deadLetters.tell('text')
    stream.publish({ type: 'Dropped', message: 'x', reason: '', recipient: '' })
    stream.publish({ type: 'UnhandledMessage', message: 'x', recipient: '' })
    expect(all.take()).toEqual(['SuppressedDeadLetter', 'DeadLetter', 'Dropped'])
  })

  test('gives an event once, however many subscriptions it fits', () => {
    const { stream, subscriber, publish } = setUp()
    const one = subscriber('one')
    for (const events of ['shape', ['shape', 'other'], isShape]) stream.subscribe<Event>(one.ref, events)
    publish('shape')
    expect(one.take()).toEqual(['shape'])
  })

  test('[A-201] refuses to subscribe or unsubscribe nobody, and to publish nothing', () => {
    const { stream } = setUp()
    const nobody = null as unknown as ActorRef<Event>
    expect(() => stream.subscribe<Event>(nobody, 'x')).toThrow('no subscriber')
    expect(() => stream.unsubscribe<Event>(nobody, 'x')).toThrow('no subscriber')
    expect(() => stream.unsubscribe<Event>(nobody)).toThrow('no subscriber')
    expect(() => stream.publish(undefined as unknown as StreamEvent)).toThrow('no event')
  })

  test('[A-203] holds to every subscription under any order of subscribing, unsubscribing and publishing', () => {
    const channels: EventsOf<Event>[] = ['shape', 'shape.square', ['shape', 'shape.circle'], isShape, 'other']
    const types = ['shape', 'shape.square', 'shape.circle', 'other']
    const fits = (channel: EventsOf<Event>, type: string) =>
      typeof channel === 'function'
        ? channel({ type })
        : channel === type || (Array.isArray(channel) && channel.includes(type))
    let delivered = 0
    for (let seed = 0; seed < 30; seed++) {
      const random = seededRandom(`${seed}`)
      const { stream, subscriber, publish } = setUp()
      const actors = ['a', 'b', 'c'].map(subscriber)
      const asked = actors.map(() => new Set<EventsOf<Event>>())
      for (let step = 0; step < 60; step++) {
        const which = random.below(actors.length)
        const channel = random.pick(channels)
        const { ref } = actors[which]!
        switch (random.below(5)) {
          case 0:
          case 1:
            stream.subscribe(ref, channel)
            asked[which]!.add(channel)
            break
          case 2:
            stream.unsubscribe(ref, channel)
            asked[which]!.delete(channel)
            break
          case 3:
            if (random.below(4) > 0) break
            stream.unsubscribe(ref)
            asked[which]!.clear()
        }
        const type = random.pick(types)
        publish(type)
        const expected = asked.map(of => ([...of].some(one => fits(one, type)) ? [type] : []))
        expect(actors.map(actor => actor.take())).toEqual(expected)
        delivered += expected.flat().length
      }
    }
    expect(delivered).toBeGreaterThan(1000)
  })

  test('[A-205] keeps a subscriber until its last subscription is gone, and forgets it when it stops', () => {
    const { stream, subscriber, publish, kit } = setUp()
    const one = subscriber('one')
    stream.subscribe<Event>(one.ref, 'x')
    stream.subscribe<Event>(one.ref, 'y')
    stream.unsubscribe<Event>(one.ref, 'x')
    publish('x', 'y')
    expect(one.take()).toEqual(['y'])
    one.ref.tell({ type: 'stop' })
    kit.runUntilIdle()
    publish('y')
    expect(kit.eventsOf('DeadLetter')).toEqual([])
  })

  test('[A-205] without a subscription a subscriber is nobody to it, and may come again', () => {
    const { stream, subscriber, publish } = setUp()
    const [one, two] = [subscriber('one'), subscriber('two')]
    stream.subscribe<Event>(one.ref, 'x')
    stream.subscribe<Event>(two.ref, 'x')
    stream.unsubscribe<Event>(one.ref, 'x')
    stream.unsubscribe<Event>(one.ref, 'x')
    publish('x')
    expect([one.take(), two.take()]).toEqual([[], ['x']])
    stream.subscribe<Event>(one.ref, 'x')
    publish('x')
    expect([one.take(), two.take()]).toEqual([['x'], ['x']])
  })

  describe('removes a subscriber [A-200, A-205]', () => {
    const deadLettersOf = (kit: ActorTestKit, publish: (...types: string[]) => void) => {
      kit.runUntilIdle()
      publish('x', 'y')
      kit.runUntilIdle()
      return kit.eventsOf('DeadLetter')
    }

    test('that had ended before it subscribed: it gets no events and makes no dead letters', () => {
      const { stream, subscriber, publish, kit } = setUp()
      const { ref } = subscriber('one')
      const byPath = kit.system.resolve<Event>('/user/one')
      ref.tell({ type: 'stop' })
      kit.runUntilIdle()
      stream.subscribe<Event>(ref, ['x', 'y'])
      stream.subscribe<Event>(byPath, ['x', 'y'])
      stream.subscribe<Event>(kit.system.deadLetters, ['x', 'y'])
      expect(deadLettersOf(kit, publish)).toEqual([])
    })

    test("that subscribed through an adapter, when the adapter's actor ends", () => {
      const { stream, publish, kit } = setUp()
      const got: string[] = []
      const ref = kit.spawn<string>(
        Behaviors.setup(context => {
          const isEvent = (message: unknown): message is Event => typeof message === 'object'
          stream.subscribe(
            context.messageAdapter(isEvent, event => event.type),
            ['x', 'y'],
          )
          return Behaviors.receiveMessage(text => {
            got.push(text)
            return text === 'stop' ? Behaviors.stopped : Behaviors.same
          })
        }),
        'adapting',
      )
      kit.runUntilIdle()
      publish('x')
      ref.tell('stop')
      expect(deadLettersOf(kit, publish)).toEqual([])
      expect(got).toEqual(['x', 'stop'])
    })

    test('that subscribed by path: the same actor once, and a later actor of its name not at all', () => {
      const { stream, subscriber, publish, kit } = setUp()
      const first = subscriber('one')
      stream.subscribe<Event>(first.ref, 'x')
      stream.subscribe<Event>(kit.system.resolve('/user/one'), 'x')
      publish('x')
      expect(first.take()).toEqual(['x'])
      stream.unsubscribe<Event>(kit.system.resolve('/user/one'), 'x')
      publish('x')
      expect(first.take()).toEqual([])
      stream.subscribe<Event>(kit.system.resolve('/user/one'), 'x')
      first.ref.tell({ type: 'stop' })
      kit.runUntilIdle()
      const second = subscriber('one')
      expect(deadLettersOf(kit, publish)).toEqual([])
      expect(second.take()).toEqual([])
    })

    test('that is the reply ref of an ask, after its reply', () => {
      const { stream, publish, kit } = setUp()
      const replies: unknown[] = []
      kit.system.ask<{ replyTo: ActorRef<Event> }, Event>(
        kit.spawn<{ replyTo: ActorRef<Event> }>(
          Behaviors.receiveMessage(({ replyTo }) => {
            stream.subscribe(replyTo, ['x', 'y'])
            return Behaviors.same
          }),
          'subscribing',
        ),
        replyTo => ({ replyTo }),
        100,
        reply => replies.push(reply),
        error => replies.push(error),
      )
      expect(deadLettersOf(kit, publish)).toEqual([])
      expect(replies).toEqual([{ type: 'x' }])
    })

    test('of another system, when its actor ends or its node is removed', () => {
      const network = TestNetwork.create()
      const here = network.addNode('a', { setup: () => undefined })
      const there = network.addNode('b', { setup: () => undefined })
      const probe = there.createTestProbe<Event>('probe')
      const ended = there.createTestProbe<Event>('ended')
      const left = there.createTestProbe<Event>('left')
      const refOf = (of: TestProbe<Event>) => here.system.resolve<Event>(there.address + of.ref.path)
      for (const one of [probe, ended, left]) here.system.eventStream.subscribe(refOf(one), 'x')
      here.system.eventStream.unsubscribe(refOf(left))
      ended.stop()
      network.advance(1000)
      here.system.eventStream.publish({ type: 'x' })
      network.advance(1000)
      expect([probe.pending, left.pending]).toEqual([[{ type: 'x' }], []])
      expect(network.eventsOf('DeadLetter')).toEqual([])
      here.system.nodeRemoved(there.address, there.system.uid)
      network.advance(1000)
      here.system.eventStream.publish({ type: 'x' })
      network.advance(1000)
      expect(probe.pending).toEqual([{ type: 'x' }])
    })
  })
})
