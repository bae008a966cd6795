import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../random.ts'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { TestNetwork } from '../../testkit/test-network.ts'
import type { TestProbe } from '../../testkit/test-probe.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import { allDeadLetters, type EventsOf, type StreamEvent } from '../api/actor-system.ts'
import { Behaviors } from '../authoring/behaviors.ts'

type Event = StreamEvent

/** Records the types of the events that it receives. */
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
      takeEvents: () => {
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
  test('[A-199] delivers all types of a family to its subscribers, and one type to subscribers of that type', () => {
    const { stream, subscriber, publish } = setUp()
    const [family, predicate, one] = ['family', 'predicate', 'one'].map(subscriber)
    stream.subscribe<Event>(family!.ref, ['shape', 'shape.square', 'shape.circle'])
    stream.subscribe<Event>(predicate!.ref, isShape)
    stream.subscribe<Event>(one!.ref, 'shape.square')
    publish('shape.square', 'shape.circle', 'shape', 'other')
    const all = ['shape.square', 'shape.circle', 'shape']
    expect([family!.takeEvents(), predicate!.takeEvents(), one!.takeEvents()]).toEqual([
      all,
      all,
      ['shape.square'],
    ])
  })

  test('[A-199] offers the family of all undelivered messages', () => {
    const { stream, subscriber, kit } = setUp()
    const all = subscriber('all')
    stream.subscribe<Event>(all.ref, allDeadLetters)
    kit.system.suppressDeadLetters(label => label === 'gossip')
    kit.system.deadLetters.tell({ type: 'gossip' })
    kit.system.deadLetters.tell('text')
    stream.publish({ type: 'Dropped', message: 'x', reason: '', recipient: '' })
    stream.publish({ type: 'UnhandledMessage', message: 'x', recipient: '' })
    expect(all.takeEvents()).toEqual(['SuppressedDeadLetter', 'DeadLetter', 'Dropped'])
  })

  test('delivers an event once to a subscriber with several matching subscriptions', () => {
    const { stream, subscriber, publish } = setUp()
    const one = subscriber('one')
    for (const events of ['shape', ['shape', 'other'], isShape]) stream.subscribe<Event>(one.ref, events)
    publish('shape')
    expect(one.takeEvents()).toEqual(['shape'])
  })

  test('[A-201] throws when the subscriber or the event is missing', () => {
    const { stream } = setUp()
    const nobody = null as unknown as ActorRef<Event>
    expect(() => stream.subscribe<Event>(nobody, 'x')).toThrow('no subscriber')
    expect(() => stream.unsubscribe<Event>(nobody, 'x')).toThrow('no subscriber')
    expect(() => stream.unsubscribe<Event>(nobody)).toThrow('no subscriber')
    expect(() => stream.publish(undefined as unknown as StreamEvent)).toThrow('no event')
  })

  test('[A-203] delivers exactly the subscribed events under any order of subscribe, unsubscribe and publish', () => {
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
      const subscribed = actors.map(() => new Set<EventsOf<Event>>())
      for (let step = 0; step < 60; step++) {
        const which = random.below(actors.length)
        const channel = random.pick(channels)
        const { ref } = actors[which]!
        switch (random.below(5)) {
          case 0:
          case 1:
            stream.subscribe(ref, channel)
            subscribed[which]!.add(channel)
            break
          case 2:
            stream.unsubscribe(ref, channel)
            subscribed[which]!.delete(channel)
            break
          case 3:
            if (random.below(4) > 0) break
            stream.unsubscribe(ref)
            subscribed[which]!.clear()
        }
        const type = random.pick(types)
        publish(type)
        const expected = subscribed.map(channels =>
          [...channels].some(channel => fits(channel, type)) ? [type] : [],
        )
        expect(actors.map(actor => actor.takeEvents())).toEqual(expected)
        delivered += expected.flat().length
      }
    }
    expect(delivered).toBeGreaterThan(1000)
  })

  test('[A-205] removes a subscriber with its last subscription, or when it stops', () => {
    const { stream, subscriber, publish, kit } = setUp()
    const one = subscriber('one')
    stream.subscribe<Event>(one.ref, 'x')
    stream.subscribe<Event>(one.ref, 'y')
    stream.unsubscribe<Event>(one.ref, 'x')
    publish('x', 'y')
    expect(one.takeEvents()).toEqual(['y'])
    one.ref.tell({ type: 'stop' })
    kit.runUntilIdle()
    publish('y')
    expect(kit.eventsOf('DeadLetter')).toEqual([])
  })

  test('[A-205] ignores a repeated unsubscribe, and accepts the subscriber again', () => {
    const { stream, subscriber, publish } = setUp()
    const [one, two] = [subscriber('one'), subscriber('two')]
    stream.subscribe<Event>(one.ref, 'x')
    stream.subscribe<Event>(two.ref, 'x')
    stream.unsubscribe<Event>(one.ref, 'x')
    stream.unsubscribe<Event>(one.ref, 'x')
    publish('x')
    expect([one.takeEvents(), two.takeEvents()]).toEqual([[], ['x']])
    stream.subscribe<Event>(one.ref, 'x')
    publish('x')
    expect([one.takeEvents(), two.takeEvents()]).toEqual([['x'], ['x']])
  })

  describe('removes a subscriber [A-200, A-205]', () => {
    const deadLettersOf = (kit: ActorTestKit, publish: (...types: string[]) => void) => {
      kit.runUntilIdle()
      publish('x', 'y')
      kit.runUntilIdle()
      return kit.eventsOf('DeadLetter')
    }

    test('that had stopped before it subscribed, without dead letters', () => {
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

    test("that subscribed through an adapter, when the adapter's actor stops", () => {
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

    test('that subscribed by path, and does not count a later actor of that name as the same', () => {
      const { stream, subscriber, publish, kit } = setUp()
      const first = subscriber('one')
      stream.subscribe<Event>(first.ref, 'x')
      stream.subscribe<Event>(kit.system.resolve('/user/one'), 'x')
      publish('x')
      expect(first.takeEvents()).toEqual(['x'])
      stream.unsubscribe<Event>(kit.system.resolve('/user/one'), 'x')
      publish('x')
      expect(first.takeEvents()).toEqual([])
      stream.subscribe<Event>(kit.system.resolve('/user/one'), 'x')
      first.ref.tell({ type: 'stop' })
      kit.runUntilIdle()
      const second = subscriber('one')
      expect(deadLettersOf(kit, publish)).toEqual([])
      expect(second.takeEvents()).toEqual([])
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

    test('of another system, when its actor stops or its node is removed', () => {
      const network = TestNetwork.create()
      const localNode = network.addNode('a', { setup: () => undefined })
      const remoteNode = network.addNode('b', { setup: () => undefined })
      const probe = remoteNode.createTestProbe<Event>('probe')
      const stopped = remoteNode.createTestProbe<Event>('stopped')
      const unsubscribed = remoteNode.createTestProbe<Event>('unsubscribed')
      const refOf = (subscriber: TestProbe<Event>) =>
        localNode.system.resolve<Event>(remoteNode.address + subscriber.ref.path)
      for (const subscriber of [probe, stopped, unsubscribed])
        localNode.system.eventStream.subscribe(refOf(subscriber), 'x')
      localNode.system.eventStream.unsubscribe(refOf(unsubscribed))
      stopped.stop()
      network.advance(1000)
      localNode.system.eventStream.publish({ type: 'x' })
      network.advance(1000)
      expect([probe.pending, unsubscribed.pending]).toEqual([[{ type: 'x' }], []])
      expect(network.eventsOf('DeadLetter')).toEqual([])
      localNode.system.nodeRemoved(remoteNode.address, remoteNode.system.uid)
      network.advance(1000)
      localNode.system.eventStream.publish({ type: 'x' })
      network.advance(1000)
      expect(probe.pending).toEqual([{ type: 'x' }])
    })
  })
})
