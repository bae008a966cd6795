import { expect, test } from 'vitest'
import { withAddress } from '../../trace/actor-path.ts'
import type { ActorRef } from '../actor/api/actor-ref.ts'
import type { Behavior } from '../actor/api/behavior.ts'
import { SupervisorStrategy } from '../actor/api/supervisor-strategy.ts'
import { Behaviors } from '../actor/authoring/behaviors.ts'
import { TestNetwork } from '../testkit/test-network.ts'
import type { TestNode } from '../testkit/test-node.ts'

type Command =
  | { readonly type: 'Get'; readonly replyTo: ActorRef<string> }
  | { readonly type: 'Stop' }
  | { readonly type: 'Bad'; readonly target: ActorRef<unknown> }

const echo: Behavior<Command> = Behaviors.receive((context, message) => {
  if (message.type === 'Stop') return Behaviors.stopped
  if (message.type === 'Get') message.replyTo.tell(`from ${context.self.path.replace(/#.*/, '')}`)
  else message.target.tell(new Date(0))
  return Behaviors.same
})

function setUp() {
  const network = TestNetwork.create({ links: { default: { minMs: 10, maxMs: 10 } } })
  const a = network.addNode('a', { setup: () => undefined })
  const b = network.addNode('b', { setup: system => void system.spawn(echo, 'echo') })
  const echoFromA = () => a.system.resolve<Command>(`${b.address}/user/echo`)
  /** A ref from a to the current incarnation at b, with its uid. */
  const exact = () => a.system.resolve<Command>(withAddress(b.system.find('/user/echo')!.path, b.address))
  return { network, a, b, echoFromA, exact }
}

test('a message reaches a remote actor after the latency, and its reply returns', () => {
  const { network, a, echoFromA } = setUp()
  const probe = a.createTestProbe<string>()
  echoFromA().tell({ type: 'Get', replyTo: probe.ref })
  probe.expectMessage('from /user/echo')
  expect(network.now).toBe(20)
})

test('a remote message is traced when sent, with its due time, and when delivered, with its cause', () => {
  const { network, a, echoFromA } = setUp()
  const probe = a.createTestProbe<string>()
  echoFromA().tell({ type: 'Get', replyTo: probe.ref })
  probe.receiveMessage()
  const sent = network.eventsOf('MessageSent')
  const delivered = network.eventsOf('MessageDelivered')
  expect(sent).toMatchObject([
    { node: 'a', at: 0, from: null, toNode: 'b', dueAt: 10, label: 'Get' },
    { node: 'b', at: 10, toNode: 'a', dueAt: 20, label: 'string', body: '"from /user/echo"' },
  ])
  expect(delivered).toMatchObject([
    { node: 'b', at: 10, cause: `a/${sent[0]!.seq}` },
    { node: 'a', at: 20, cause: `b/${sent[1]!.seq}` },
  ])
  expect(sent[1]!.cause).toBe(`b/${delivered[0]!.seq}`)
})

test('a ref to a stopped incarnation never reaches the next one, and a path without uid does', () => {
  const { network, a, b, exact, echoFromA } = setUp()
  const old = exact()
  network.restart('b')
  const probe = a.createTestProbe<string>()
  old.tell({ type: 'Get', replyTo: probe.ref })
  probe.expectNoMessage()
  expect(network.eventsOf('DeadLetter', 'b')).toHaveLength(1)
  echoFromA().tell({ type: 'Get', replyTo: probe.ref })
  probe.expectMessage('from /user/echo')
  expect(b.incarnation).toBe(2)
})

test('a message that cannot be encoded fails its sender under supervision', () => {
  const { network, a, b } = setUp()
  const sender = a.system.spawn(Behaviors.supervise(echo).onFailure(SupervisorStrategy.resume), 'sender')
  sender.tell({ type: 'Bad', target: a.system.resolve(`${b.address}/user/echo`) })
  network.advance(50)
  expect(network.eventsOf('ActorFailed')).toMatchObject([
    {
      error: { name: 'NotPlain', message: expect.stringMatching(/\[message\] is a Date/) },
      decision: 'resume',
    },
  ])
  expect(network.eventsOf('MessageSent').filter(event => event.toNode === 'b')).toEqual([])
})

test('an ask works across nodes, and a reply to an earlier incarnation is a dead letter', () => {
  const { network, a, b } = setUp()
  const asker = (node: TestNode, log: string[]) =>
    node.system.spawn(
      Behaviors.setup<string>(context => {
        context.ask<Command, string>(
          context.system.resolve(`${b.address}/user/echo`),
          replyTo => ({ type: 'Get', replyTo }),
          100,
          reply => (typeof reply === 'string' ? reply : 'no reply'),
        )
        return Behaviors.receiveMessage(text => {
          log.push(text)
          return Behaviors.same
        })
      }),
      'asker',
    )
  const log: string[] = []
  asker(a, log)
  network.advance(20)
  expect(log).toEqual(['from /user/echo'])

  const other = network.addNode('c', { setup: () => undefined })
  asker(other, [])
  network.advance(5)
  network.restart('c')
  const fresh: string[] = []
  asker(network.node('c'), fresh)
  network.advance(16)
  expect(fresh).toEqual([])
  expect(network.eventsOf('DeadLetter', 'c').map(event => event.to)).toEqual([
    expect.stringMatching(/^\/temp\/\$a#/),
  ])
  network.advance(20)
  expect(fresh).toEqual(['from /user/echo'])
})

test('a watched remote actor that stops is Terminated once, also if it stopped before the watch [A-099, A-176]', () => {
  const { network, a, exact } = setUp()
  const target = exact()
  const [first, second] = [a.createTestProbe(), a.createTestProbe()]
  first.watch(target)
  target.tell({ type: 'Stop' })
  network.advance(100)
  expect(first.terminated).toEqual([target.path])
  second.watch(target)
  network.advance(100)
  expect(second.terminated).toEqual([target.path])
  a.system.nodeRemoved(network.addressOf('b'), 0)
  network.advance(100)
  expect([...first.terminated, ...second.terminated]).toHaveLength(2)
})

test('an unwatched remote actor delivers no Terminated [A-100]', () => {
  const { network, a, exact } = setUp()
  const target = exact()
  const seen: string[] = []
  a.system.spawn(
    Behaviors.setup<'unwatch'>(context => {
      context.watch(target)
      context.scheduleOnce(30, context.self, 'unwatch')
      return Behaviors.receiveMessage<'unwatch'>(() => {
        context.unwatch(target)
        return Behaviors.same
      }).receiveSignal((_, signal) => {
        seen.push(signal.type)
        return Behaviors.same
      })
    }),
    'watcher',
  )
  network.advance(45)
  target.tell({ type: 'Stop' })
  network.advance(100)
  a.system.nodeRemoved(network.addressOf('b'), 0)
  network.advance(100)
  expect(seen).toEqual([])
})

test('a killed node delivers Terminated only at its removal, once for each earlier and later watcher', () => {
  const { network, a, b, exact, echoFromA } = setUp()
  const probe = a.createTestProbe()
  const target = exact()
  probe.watch(target)
  network.advance(50)
  const { uid } = b.system
  network.kill('b')
  network.advance(10_000)
  expect(probe.terminated).toEqual([])
  a.system.nodeRemoved(b.address, uid)
  probe.expectTerminated(target)
  probe.watch(target)
  probe.expectTerminated(target)
  network.restart('b')
  const answered = a.createTestProbe<string>()
  echoFromA().tell({ type: 'Get', replyTo: answered.ref })
  answered.receiveMessage()
  const again = exact()
  probe.watch(again)
  a.system.nodeRemoved(b.address, uid)
  network.advance(100)
  expect(probe.terminated).toEqual([])
})

test('actors of a new incarnation can be watched after the old one was removed', () => {
  const { network, a, b, exact } = setUp()
  network.kill('b')
  a.system.nodeRemoved(b.address, b.system.uid)
  network.restart('b')
  a.system.nodeJoined(b.address, network.node('b').system.uid)
  const probe = a.createTestProbe()
  const target = exact()
  probe.watch(target)
  network.advance(100)
  expect(probe.terminated).toEqual([])
  target.tell({ type: 'Stop' })
  probe.expectTerminated(target)
})

test('a watch at an unused address delivers Terminated at once', () => {
  const { a, network } = setUp()
  const probe = a.createTestProbe()
  const unusedAddressRef = a.system.resolve<unknown>('pekko://test@nowhere:1/user/x')
  probe.watch(unusedAddressRef)
  probe.expectTerminated(unusedAddressRef)
  expect(network.now).toBe(0)
})

test('a cut link loses messages in flight, in both directions, until it heals', () => {
  const { network, a, echoFromA } = setUp()
  const probe = a.createTestProbe<string>()
  echoFromA().tell({ type: 'Get', replyTo: probe.ref })
  network.advance(5)
  network.cut('b', 'a')
  probe.expectNoMessage()
  network.heal('a', 'b')
  echoFromA().tell({ type: 'Get', replyTo: probe.ref })
  probe.expectMessage('from /user/echo')
})

test('a frozen node handles due messages at its thaw', () => {
  const { network, a, echoFromA } = setUp()
  const probe = a.createTestProbe<string>()
  network.freeze('b')
  echoFromA().tell({ type: 'Get', replyTo: probe.ref })
  probe.expectNoMessage(500)
  network.thaw('b')
  probe.expectMessage('from /user/echo')
  expect(network.now).toBe(510)
})
