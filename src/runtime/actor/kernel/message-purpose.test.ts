import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { TestNetwork } from '../../testkit/test-network.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { ActorSystem } from '../api/actor-system.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { toolkitProtocol } from '../base/toolkit-message.ts'
import { protocolRef } from '../remote/marked-refs.ts'

interface Question {
  readonly type: 'Question'
  readonly replyTo: ActorRef<{ readonly type: 'Found' }>
}

const answering = Behaviors.receiveMessage<Question>(({ replyTo }) => {
  replyTo.tell({ type: 'Found' })
  return Behaviors.same
})

const asking = (target: (system: ActorSystem) => ActorRef<Question>) =>
  Behaviors.setup<unknown>(context => {
    context.ask<Question, { readonly type: 'Found' }>(
      target(context.system),
      replyTo => ({ type: 'Question', replyTo }),
      100,
      reply => reply,
    )
    return Behaviors.ignore
  })

describe('the protocol of a message', () => {
  test('is the user’s to or from a user’s actor, and the system’s to a system actor without a protocol', () => {
    const kit = ActorTestKit.create()
    const inside = kit.system.systemActorOf(Behaviors.ignore, 'inside')
    kit
      .spawn(
        Behaviors.receiveMessage<string>(message => {
          inside.tell(message)
          return Behaviors.same
        }),
        'a',
      )
      .tell('x')
    kit.runUntilIdle()
    expect(kit.eventsOf('MessageSent').map(event => event.protocol)).toEqual(['user', 'system'])
    expect(kit.eventsOf('MessageDelivered').map(event => event.protocol)).toEqual(['user', 'system'])
  })

  test('of the toolkit is declared with the message, and so is a reply and a periodic message', () => {
    const kit = ActorTestKit.create()
    const ref = kit.spawn<object>(Behaviors.ignore, 'a')
    const gossip = toolkitProtocol('membership', 'periodic')
    ref.tell(toolkitProtocol('singleton').message({ type: 'HandOver' }))
    ref.tell(gossip.message({ type: 'Heard' }))
    ref.tell(gossip.reply({ type: 'Heard' }))
    kit.runUntilIdle()
    const purposes = kit
      .eventsOf('MessageSent')
      .map(({ protocol, reply, periodic }) => [protocol, reply, periodic])
    expect(purposes).toEqual([
      ['singleton', undefined, undefined],
      ['membership', undefined, true],
      ['membership', true, true],
    ])
    expect(kit.eventsOf('MessageDelivered').map(event => event.periodic)).toEqual([undefined, true, true])
  })

  test('of a plain message to a toolkit actor is that of its ref, within and between systems', () => {
    const network = TestNetwork.create()
    const b = network.addNode('b', { setup: system => void system.systemActorOf(Behaviors.ignore, 'topics') })
    network.addNode('a', {
      setup: system => {
        const targets = [
          system.systemActorOf<string>(Behaviors.ignore, 'topics'),
          system.resolve<string>(`${b.address}/system/topics`),
        ]
        const publishing = Behaviors.setup(() => {
          for (const target of targets) protocolRef(target, 'pub-sub').tell('news')
          return Behaviors.ignore
        })
        system.spawn(publishing, 'publisher')
      },
    })
    network.advance(1000)
    const sent = network.eventsOf('MessageSent', 'a')
    expect(sent.map(event => [event.toNode, event.protocol])).toEqual([
      [undefined, 'pub-sub'],
      ['b', 'pub-sub'],
    ])
    expect(network.eventsOf('MessageDelivered').map(event => [event.node, event.protocol])).toEqual([
      ['a', 'pub-sub'],
      ['b', 'pub-sub'],
    ])
  })
})

describe('the request and the reply of an ask', () => {
  const askers = (
    events: readonly { readonly label: string; readonly reply?: true; readonly asker?: unknown }[],
  ) => events.map(({ label, reply = false, asker }) => [label, reply, asker])

  test('name the asking actor, and other messages name none', () => {
    const kit = ActorTestKit.create()
    const target = kit.spawn(answering, 'target')
    const asker = kit.spawn(
      asking(() => target),
      'asker',
    )
    kit.runUntilIdle()
    asker.tell({ type: 'Other' })
    expect(askers(kit.eventsOf('MessageSent'))).toEqual([
      ['Question', false, asker.path],
      ['Found', true, asker.path],
      ['Other', false, undefined],
    ])
  })

  test('from outside all actors have null for an asker', () => {
    const kit = ActorTestKit.create()
    const target = kit.spawn(answering, 'target')
    kit.system.ask<Question, unknown>(
      target,
      replyTo => ({ type: 'Question', replyTo }),
      100,
      () => undefined,
      () => undefined,
    )
    kit.runUntilIdle()
    expect(askers(kit.eventsOf('MessageSent'))).toEqual([
      ['Question', false, null],
      ['Found', true, null],
    ])
  })

  test('between systems name it too, and the reply names it with its address', () => {
    const network = TestNetwork.create()
    const b = network.addNode('b', { setup: system => void system.spawn(answering, 'target') })
    const a = network.addNode('a', {
      setup: system =>
        void system.spawn(
          asking(here => here.resolve(`${b.address}/user/target`)),
          'asker',
        ),
    })
    network.advance(1000)
    const asker = a.system.find('/user/asker')!.path
    expect(askers(network.eventsOf('MessageSent', 'a'))).toEqual([['Question', false, asker]])
    expect(askers(network.eventsOf('MessageSent', 'b'))).toEqual([['Found', true, a.address + asker]])
  })
})
