import { expect, test } from 'vitest'
import type { Plain } from '../../../trace/plain.ts'
import { bodyLimit, stateLimit } from '../../../trace/trace-event.ts'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { bodyOf, labelOf } from '../base/message-text.ts'

test('a label is the type field, else the class, else the typeof of the message', () => {
  class Cart {}
  expect([{ type: 'Get' }, new Cart(), {}, 'text', 7].map(labelOf)).toEqual([
    'Get',
    'Cart',
    'Object',
    'string',
    'number',
  ])
})

test('a body is JSON with refs as paths, cut at its limit; a message without JSON form has none', () => {
  const kit = ActorTestKit.create()
  const ref = kit.spawn(Behaviors.ignore, 'a')
  expect(bodyOf({ replyTo: ref })).toBe(`{"replyTo":"${ref.path}"}`)
  expect(bodyOf('x'.repeat(1000))).toHaveLength(bodyLimit)
  expect(bodyOf({ big: 1n })).toBeUndefined()
})

test('messages between system actors are not traced, messages from or to /user are', () => {
  const kit = ActorTestKit.create()
  const sink = kit.system.systemActorOf(Behaviors.ignore, 'sink')
  const relay = (target: ActorRef<unknown>) =>
    Behaviors.receiveMessage<string>(message => {
      target.tell(message)
      return Behaviors.same
    })
  kit.system.systemActorOf(relay(sink), 'relay').tell('between system actors')
  kit.runUntilIdle()
  expect(kit.eventsOf('MessageSent')).toEqual([])
  kit.spawn(relay(sink), 'user').tell('from a user actor')
  kit.runUntilIdle()
  expect(
    kit
      .eventsOf('MessageSent')
      .map(event => [event.from?.replace(/#.*/, '') ?? null, event.to.replace(/#.*/, '')]),
  ).toEqual([
    [null, '/user/user'],
    ['/user/user', '/system/sink'],
  ])
})

test('an event has the handled message as cause; after a timer, the message that started it, and the key as rule', () => {
  const kit = ActorTestKit.create()
  const ref = kit.spawn<string>(
    Behaviors.withTimers(timers =>
      Behaviors.receive((context, message) => {
        context.log.info(message)
        if (message === 'go') timers.startSingleTimer('later', 'tick', 10)
        return Behaviors.same
      }),
    ),
    'a',
  )
  ref.tell('go')
  kit.advance(10)
  const id = (type: string) => {
    const event = kit.trace.find(candidate => candidate.type === type)
    return `kit/${event?.seq}`
  }
  expect(kit.eventsOf('MessageDelivered')[0]?.cause).toBe(id('MessageSent'))
  const [first, second] = kit.eventsOf('Logged')
  expect(first?.cause).toBe(id('MessageDelivered'))
  expect(second).toMatchObject({ rule: 'later' })
  expect(second?.cause).toBe(id('MessageDelivered'))
  expect(kit.eventsOf('MessageSent')).toHaveLength(1)
})

test('an inspected state is traced when it changed, and cut at its limit', () => {
  const kit = ActorTestKit.create()
  const ref = kit.spawn<string>(
    Behaviors.setup(context => {
      let text = ''
      context.inspect(() => ({ text }))
      return Behaviors.receiveMessage(message => {
        text = message
        return Behaviors.same
      })
    }),
    'a',
  )
  for (const message of ['x', 'x', 'y'.repeat(5000)]) ref.tell(message)
  kit.runUntilIdle()
  const states = kit.eventsOf('StateChanged')
  expect(states.map(event => event.state.slice(0, 12))).toEqual([
    '{"text":""}',
    '{"text":"x"}',
    '{"text":"yyy',
  ])
  expect(states[2]).toMatchObject({ cut: true })
  expect(states[2]?.state).toHaveLength(stateLimit)
})

test('messages of an actor beyond 200 in a second are traced as one count', () => {
  const kit = ActorTestKit.create()
  const sink = kit.spawn(Behaviors.ignore, 'sink')
  const ref = kit.spawn<number>(
    Behaviors.receiveMessage(count => {
      for (let i = 0; i < count; i++) sink.tell(i)
      return Behaviors.same
    }),
    'a',
  )
  // A message from outside of actors counts for its receiver, so 199 are left.
  ref.tell(450)
  kit.advance(1000)
  const from = (node: ActorRef<never>) =>
    kit.eventsOf('MessageSent').filter(event => event.from === node.path)
  expect(from(ref)).toHaveLength(199)
  expect(kit.eventsOf('MessagesCounted')).toMatchObject([
    { at: 1000, actor: ref.path, count: 251, rule: 'trace limit' },
  ])
  ref.tell(3)
  kit.runUntilIdle()
  expect(from(ref)).toHaveLength(202)
})

test('a system without a tracer works and emits nothing', () => {
  const kit = ActorTestKit.create({ traced: false })
  const probe = kit.createTestProbe<string>()
  kit
    .spawn<string>(
      Behaviors.receiveMessage(message => {
        probe.ref.tell(message)
        return Behaviors.stopped
      }),
      'a',
    )
    .tell('hello')
  probe.expectMessage('hello')
  expect(kit.trace).toEqual([])
})

test('an inspected state that contains itself is traced with the path of the cycle', () => {
  const kit = ActorTestKit.create()
  const state: { inner: { state?: unknown } } = { inner: {} }
  state.inner.state = state
  kit.spawn(
    Behaviors.setup<string>(context => {
      context.inspect(() => state as Plain)
      return Behaviors.receiveMessage(() => Behaviors.same)
    }),
    'a',
  )
  kit.runUntilIdle()
  expect(JSON.parse(kit.eventsOf('StateChanged')[0]!.state)).toEqual({
    inspectFailed: {
      name: 'InvalidState',
      message: '[state.inner.state] contains itself. Inspect a smaller part of it.',
    },
  })
})
