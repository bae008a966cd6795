import { describe, expect, test } from 'vitest'
import { withAddress } from '../../trace/actor-path.ts'
import type { ActorRef } from '../actor/api/actor-ref.ts'
import { Behaviors } from '../actor/authoring/behaviors.ts'
import { toolkitMessage } from '../actor/internal.ts'
import { TestNetwork } from '../testkit/test-network.ts'

type Request = ActorRef<string> | 'stop'

const greeter = Behaviors.receive<Request>((context, message) => {
  if (message === 'stop') return Behaviors.stopped
  message.tell(`hello from ${context.system.uid}`)
  return Behaviors.same
})

function setUp() {
  const network = TestNetwork.create({ links: { default: { minMs: 10, maxMs: 10 } } })
  const setup = {
    setup: (system: import('../actor/system/local-actor-system.ts').LocalActorSystem) =>
      void system.spawn(greeter, 'greeter'),
  }
  const a = network.addNode('a', setup)
  const b = network.addNode('b', setup)
  const probe = a.createTestProbe<string>('probe')
  /** A path without uid: the incarnation at b when the message arrives. */
  const anyGreeter = a.system.resolve<Request>(`${b.address}/user/greeter`)
  const greeterNow = () =>
    a.system.resolve<Request>(withAddress(b.system.find('/user/greeter')!.path, b.address))
  const deadLetters = (node: string) =>
    network.eventsOf('DeadLetter', node).filter(event => event.why.startsWith('quarantined'))
  return { network, a, b, probe, anyGreeter, greeterNow, deadLetters }
}

test('a message to a quarantined incarnation becomes a dead letter at its sender', () => {
  const { network, a, b, probe, greeterNow, deadLetters } = setUp()
  a.system.nodeRemoved(b.address, b.system.uid)
  greeterNow().tell(probe.ref)
  probe.expectNoMessage()
  expect(deadLetters('a')).toMatchObject([{ to: greeterNow().path }])
  expect(network.eventsOf('MessageSent', 'a')).toEqual([])
})

test('a message from a quarantined incarnation becomes a dead letter at its receiver, caused by its MessageSent', () => {
  const { network, a, b, probe, deadLetters } = setUp()
  a.system.nodeRemoved(b.address, b.system.uid)
  const atA = b.system.resolve<string>(withAddress(probe.ref.path, a.address))
  b.system.spawn(
    Behaviors.setup(() => {
      atA.tell('from the other half')
      return Behaviors.ignore
    }),
    'sender',
  )
  probe.expectNoMessage()
  const [sent] = network.eventsOf('MessageSent', 'b')
  expect(deadLetters('a')).toMatchObject([{ to: probe.ref.path, cause: `b/${sent!.seq}` }])
})

test('a message to a path without uid is dropped by the quarantined incarnation and reaches the next one', () => {
  const { network, a, b, probe, anyGreeter, deadLetters } = setUp()
  a.system.nodeRemoved(b.address, b.system.uid)
  anyGreeter.tell(probe.ref)
  probe.expectNoMessage()
  expect(deadLetters('b')).toHaveLength(1)
  network.restart('b')
  anyGreeter.tell(probe.ref)
  probe.expectMessage(`hello from ${b.system.uid}`)
})

test('a node that left is quarantined after the hand-over time, or when its successor joins', () => {
  for (const successorJoins of [false, true]) {
    const { network, a, b, probe, greeterNow, deadLetters } = setUp()
    a.system.nodeRemoved(b.address, b.system.uid, network.now + 5000)
    network.advance(4000)
    greeterNow().tell(probe.ref)
    probe.expectMessage(`hello from ${b.system.uid}`)
    const old = greeterNow()
    if (successorJoins) {
      a.system.nodeJoined(b.address, 4711)
      const atA = b.system.resolve<string>(withAddress(probe.ref.path, a.address))
      b.system.scheduleOnce(1, atA, 'late')
    } else {
      network.advance(1000)
      old.tell(probe.ref)
    }
    probe.expectNoMessage()
    expect(deadLetters('a')).toHaveLength(1)
  }
})

test('an actor of a removed node that still runs is Terminated for earlier and later watchers [C-207]', () => {
  const { network, a, b, probe, greeterNow } = setUp()
  probe.watch(greeterNow())
  network.advance(50)
  a.system.nodeRemoved(b.address, b.system.uid)
  probe.expectTerminated(greeterNow())
  b.system.scheduleOnce(1, b.system.resolve<string>(withAddress(probe.ref.path, a.address)), 'still here')
  network.advance(50)
  const late = a.createTestProbe('late')
  late.watch(greeterNow())
  late.expectTerminated(greeterNow())
})

describe('an incarnation that is quarantined by another node', () => {
  function setUpSender() {
    const { network, a, b, probe } = setUp()
    const events = b.createTestProbe<{ readonly type: string }>('events')
    b.system.eventStream.subscribe(events.ref, 'ThisActorSystemQuarantined')
    const send = (message: unknown, at = 1) =>
      b.system.scheduleOnce(at, b.system.resolve<unknown>(withAddress(probe.ref.path, a.address)), message)
    return { network, a, b, events, send }
  }

  test('learns of it by an ordinary message that it sends, not by a heartbeat (RS-7) [C-203]', () => {
    const { network, a, b, events, send } = setUpSender()
    a.system.nodeRemoved(b.address, b.system.uid)
    send(toolkitMessage({ protocol: 'failure-detector', periodic: true }, { type: 'Heartbeat' }))
    events.expectNoMessage()
    send('still here')
    expect(events.receiveMessage()).toMatchObject({
      type: 'ThisActorSystemQuarantined',
      by: { address: a.address, uid: a.system.uid },
    })
    expect(network.eventsOf('MessageSent', 'a')).toMatchObject([{ label: 'Quarantined', notice: true }])
  })

  test('does not learn of it when it left (RS-6) [C-203]', () => {
    const { network, a, b, events, send } = setUpSender()
    a.system.nodeRemoved(b.address, b.system.uid, network.now + 1000)
    send('late', 2000)
    events.expectNoMessage(5000)
  })

  test('learns nothing of the quarantine of its predecessor [C-203]', () => {
    const { network, a, b, send } = setUpSender()
    a.system.nodeRemoved(b.address, b.system.uid)
    send('last words')
    network.advance(2)
    network.restart('b')
    const events = b.createTestProbe<{ readonly type: string }>('events')
    b.system.eventStream.subscribe(events.ref, 'ThisActorSystemQuarantined')
    events.expectNoMessage()
    expect(network.eventsOf('MessageSent', 'a')).toMatchObject([{ label: 'Quarantined' }])
  })
})
