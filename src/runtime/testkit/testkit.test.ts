import { describe, expect, test } from 'vitest'
import { Behaviors } from '../actor/authoring/behaviors.ts'
import { decode, encode } from '../remote/codec.ts'
import { ActorTestKit } from './actor-test-kit.ts'
import { TestNetwork } from './test-network.ts'

describe('a probe', () => {
  const setUp = () => {
    const kit = ActorTestKit.create()
    return { kit, probe: kit.createTestProbe<string>() }
  }

  test('advances virtual time exactly to the expected message', () => {
    const { kit, probe } = setUp()
    kit.system.scheduleOnce(500, probe.ref, 'later')
    kit.system.scheduleOnce(900, probe.ref, 'much later')
    probe.expectMessage('later')
    expect(kit.now).toBe(500)
  })

  test('names the expected message and the received one, or the elapsed limit', () => {
    const { kit, probe } = setUp()
    probe.ref.tell('a')
    expect(() => probe.expectMessage('b')).toThrow('expected ["b"] and got ["a"]')
    expect(() => probe.receiveMessage(200)).toThrow('within [200] ms')
    expect(kit.now).toBe(200)
    probe.ref.tell('c')
    expect(() => probe.expectNoMessage()).toThrow(
      'expected no message for [100] ms and got ["c"], at [200] ms',
    )
  })

  test('advances expectNoMessage by its full time', () => {
    const { kit, probe } = setUp()
    probe.expectNoMessage(250)
    expect(kit.now).toBe(250)
    kit.system.scheduleOnce(50, probe.ref, 'x')
    expect(() => probe.expectNoMessage(50)).toThrow('got ["x"]')
  })

  test('drops messages until fishForMessage accepts one, within the time limit', () => {
    const { kit, probe } = setUp()
    for (const [at, text] of [
      [10, 'no'],
      [20, 'no'],
      [30, 'yes'],
    ] as const) {
      kit.system.scheduleOnce(at, probe.ref, text)
    }
    expect(probe.fishForMessage(text => text === 'yes', 30)).toBe('yes')
    expect(() => probe.fishForMessage(() => true, 5)).toThrow('within [5] ms')
  })

  test('expects the end of a watched actor', () => {
    const { kit, probe } = setUp()
    const ref = kit.spawn<string>(
      Behaviors.receiveMessage(() => Behaviors.stopped),
      'a',
    )
    probe.watch(ref)
    expect(() => probe.expectTerminated(ref, 20)).toThrow('did not end within [20] ms')
    ref.tell('stop')
    probe.expectTerminated(ref)
    expect(probe.terminated).toEqual([])
  })
})

describe('ActorTestKit', () => {
  test('gives equal runs for equal seeds', () => {
    const run = (seed: number) => {
      const kit = ActorTestKit.create({ seed })
      const drawn: number[] = []
      kit.spawn(
        Behaviors.setup<never>(context => {
          drawn.push(context.random.next())
          return Behaviors.empty
        }),
        'a',
      )
      kit.runUntilIdle()
      return { drawn, trace: kit.trace }
    }
    expect(run(3)).toEqual(run(3))
    expect(run(3).drawn).not.toEqual(run(4).drawn)
  })

  test('throws an error that is fatal to its system', () => {
    const kit = ActorTestKit.create()
    const recurse = (): number => recurse() + 1
    kit.spawn(
      Behaviors.setup<never>(() => {
        recurse()
        return Behaviors.empty
      }),
      'a',
    )
    expect(() => kit.runUntilIdle()).toThrow(/call stack/)
  })

  test('with copyLocal delivers copies, and rejects a message that cannot be copied', () => {
    const kit: ActorTestKit = ActorTestKit.create({
      copyLocal: message => decode(encode(message, 'pekko://kit@kit:1'), path => kit.system.resolve(path)),
    })
    const probe = kit.createTestProbe<{ n: number }>()
    const message = { n: 1 }
    probe.ref.tell(message)
    message.n = 2
    expect(probe.receiveMessage()).toEqual({ n: 1 })
    expect(() => probe.ref.tell({ n: new Date(0) as unknown as number })).toThrow(/\[message.n\] is a Date/)
  })
})

describe('TestNetwork', () => {
  test('ends a node whose system terminated, with the reason', () => {
    const network = TestNetwork.create()
    const node = network.addNode('a', { setup: () => undefined })
    node.system.terminate('downed')
    network.advance(1)
    expect([node.running, node.ended]).toEqual([false, 'downed'])
    network.restart('a')
    expect([node.running, node.ended, node.incarnation]).toEqual([true, null, 2])
  })

  test('performs calls from outside at the present instant, also on an idle node', () => {
    const network = TestNetwork.create()
    const node = network.addNode('a', { setup: () => undefined })
    network.advance(1000)
    const probe = node.createTestProbe<string>()
    node.system.scheduleOnce(10, probe.ref, 'x')
    probe.expectMessage('x')
    expect(network.now).toBe(1010)
  })

  test('continues the sequence numbers of trace events over incarnations', () => {
    const network = TestNetwork.create()
    network.addNode('a', { setup: system => void system.spawn(Behaviors.ignore, 'x') })
    network.restart('a')
    const seqs = network.trace.map(event => event.seq)
    expect(seqs).toEqual(seqs.map((_, index) => index))
    expect(network.eventsOf('ParticipantStarted').map(event => event.incarnation)).toEqual([1, 2])
  })
})
