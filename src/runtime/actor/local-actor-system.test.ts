import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { ParticipantTracer } from '../remote/participant-tracer.ts'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { IllegalContextUse } from './actor-errors.ts'
import type { ActorRef } from './actor-ref.ts'
import type { DeadLetter } from './actor-system.ts'
import { Behaviors } from './behaviors.ts'
import { LocalActorSystem } from './local-actor-system.ts'
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

test('a user’s message of type DeadLetter that reaches nobody is a dead letter as any other', () => {
  const kit = ActorTestKit.create()
  const letters = kit.createTestProbe<DeadLetter>()
  kit.system.eventStream.subscribe(letters.ref, 'DeadLetter')
  const gone = kit.system.resolve<{ type: string; n: number }>('/user/gone')
  const message = { type: 'DeadLetter', n: 1 }
  gone.tell(message)
  kit.runUntilIdle()
  letters.expectMessage({ type: 'DeadLetter', message, sender: null, recipient: '/user/gone' })
  expect(kit.eventsOf('DeadLetter').map(event => event.label)).toEqual(['DeadLetter'])
  expect(kit.eventsOf('Logged').map(event => event.text)).toEqual([
    '[DeadLetter] to [/user/gone] was not delivered. [1] dead letters so far.',
  ])
})

const bare = {
  name: 'bare',
  address: 'pekko://bare@here:1',
  uid: 1,
  random: seededRandom('1'),
  tracer: null,
  now: 0,
  maxMessagesPerMs: null,
}

test('a system without remoting says so when it is to reach another', () => {
  const system = new LocalActorSystem(bare)
  const elsewhere = 'pekko://bare@there:1/user/a'
  expect(() => system.resolve(elsewhere)).toThrow(IllegalContextUse)
  expect(() => system.resolve(elsewhere)).toThrow(elsewhere)
  expect(system.resolve('pekko://bare@here:1/user/a').path).toBe('/user/a')
  system.nodeRemoved('pekko://bare@there:1', 1)
})

test('a tracer without what tells it anything is refused', () => {
  const tracer = new ParticipantTracer('bare', 0, () => 0)
  expect(() => new LocalActorSystem({ ...bare, tracer })).toThrow('[staging]')
})

test('what a context offers only with patterns says so where there are none', () => {
  const system = new LocalActorSystem(bare)
  const refusals: unknown[] = []
  const attempt = (run: () => void) => {
    try {
      run()
    } catch (thrown) {
      refusals.push(thrown)
    }
  }
  system.spawn<string>(
    Behaviors.setup<string>(context => {
      attempt(() => context.setReceiveTimeout(10, 'late'))
      attempt(() => context.messageAdapter((message: unknown): message is number => message === 1, String))
      attempt(() =>
        context.pipeToSelf<number>(
          succeed => succeed(1),
          () => 'piped',
        ),
      )
      context.cancelReceiveTimeout()
      return Behaviors.empty
    }),
    'a',
  )
  system.runInstant(0)
  expect(refusals).toEqual(
    ['setReceiveTimeout', 'messageAdapter', 'pipeToSelf'].map(call =>
      expect.objectContaining({
        code: 'illegal-context-use',
        message: expect.stringMatching(`\\[${call}\\] needs the system's option \\[patterns\\]`),
      }),
    ),
  )
})
