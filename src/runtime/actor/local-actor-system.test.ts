import { expect, test } from 'vitest'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import type { ActorRef } from './actor-ref.ts'
import { Behaviors } from './behaviors.ts'
import { SupervisorStrategy } from './supervisor-strategy.ts'

test('an actor answers, is traced, and stops', () => {
  const kit = ActorTestKit.create()
  const probe = kit.createTestProbe<string>()
  type Command =
    | { readonly type: 'Ping'; readonly replyTo: ActorRef<string> }
    | { readonly type: 'Stop' }
    | { type: 'Boom' }
  const ref = kit.spawn<Command>(
    Behaviors.supervise(
      Behaviors.setup<Command>(context => {
        let count = 0
        context.inspect(() => ({ count }))
        return Behaviors.receiveMessage(message => {
          if (message.type === 'Stop') return Behaviors.stopped
          if (message.type === 'Boom') throw new Error('x')
          message.replyTo.tell(`pong ${++count}`)
          return Behaviors.same
        })
      }),
    ).onFailure(SupervisorStrategy.restart),
    'a',
  )
  probe.watch(ref)
  ref.tell({ type: 'Ping', replyTo: probe.ref })
  ref.tell({ type: 'Boom' })
  ref.tell({ type: 'Ping', replyTo: probe.ref })
  probe.expectMessage('pong 1')
  probe.expectMessage('pong 1')
  ref.tell({ type: 'Stop' })
  probe.expectTerminated(ref)
  expect(kit.trace.map(event => event.type)).toMatchInlineSnapshot(`
    [
      "ActorStarted",
      "ActorStarted",
      "SupervisionSet",
      "StateChanged",
      "MessageSent",
      "MessageSent",
      "MessageSent",
      "MessageDelivered",
      "MessageSent",
      "StateChanged",
      "MessageDelivered",
      "ActorFailed",
      "Logged",
      "SignalDelivered",
      "ActorRestarted",
      "StateChanged",
      "MessageDelivered",
      "MessageSent",
      "StateChanged",
      "MessageDelivered",
      "MessageDelivered",
      "MessageSent",
      "MessageDelivered",
      "SignalDelivered",
      "ActorStopped",
    ]
  `)
})

test('a message that means nothing once its receiver is gone is dropped, not a dead letter', () => {
  const kit = ActorTestKit.create()
  kit.system.suppressDeadLetters((label, recipient) => label === 'Tick' && recipient.startsWith('/user/gone'))
  const gone = kit.system.resolve<{ type: string }>('/user/gone')
  gone.tell({ type: 'Tick' })
  gone.tell({ type: 'Order' })
  kit.runUntilIdle()
  expect(kit.eventsOf('MessageDropped').map(event => event.label)).toEqual(['Tick'])
  expect(kit.eventsOf('DeadLetter').map(event => event.label)).toEqual(['Order'])
})
