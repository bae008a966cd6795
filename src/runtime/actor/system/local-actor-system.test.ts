import { expect, test } from 'vitest'
import { seededRandom } from '../../random.ts'
import { ParticipantTracer } from '../../remote/participant-tracer.ts'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { DeadLetter } from '../api/actor-system.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { IllegalContextUse } from '../base/actor-errors.ts'
import { LocalActorSystem } from './local-actor-system.ts'

test('an actor that replies, restarts and stops is traced in this order', () => {
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

test('a message suppressed as dead letter is traced as dropped', () => {
  const kit = ActorTestKit.create()
  kit.system.suppressDeadLetters(
    (label, recipient) => label === 'Tick' && recipient.startsWith('/user/missing'),
  )
  const missing = kit.system.resolve<{ type: string }>('/user/missing')
  missing.tell({ type: 'Tick' })
  missing.tell({ type: 'Order' })
  kit.runUntilIdle()
  expect(kit.eventsOf('MessageDropped').map(event => event.label)).toEqual(['Tick'])
  expect(kit.eventsOf('DeadLetter').map(event => event.label)).toEqual(['Order'])
})

test('an undeliverable user message of type DeadLetter becomes a dead letter', () => {
  const kit = ActorTestKit.create()
  const letters = kit.createTestProbe<DeadLetter>()
  kit.system.eventStream.subscribe(letters.ref, 'DeadLetter')
  const missing = kit.system.resolve<{ type: string; n: number }>('/user/missing')
  const message = { type: 'DeadLetter', n: 1 }
  missing.tell(message)
  kit.runUntilIdle()
  letters.expectMessage({ type: 'DeadLetter', message, sender: null, recipient: '/user/missing' })
  expect(kit.eventsOf('DeadLetter').map(event => event.label)).toEqual(['DeadLetter'])
  expect(kit.eventsOf('Logged').map(event => event.text)).toEqual([
    '[DeadLetter] to [/user/missing] was not delivered. [1] dead letters so far.',
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

test('a system without remoting throws when it resolves a remote address', () => {
  const system = new LocalActorSystem(bare)
  const remoteAddress = 'pekko://bare@there:1/user/a'
  expect(() => system.resolve(remoteAddress)).toThrow(IllegalContextUse)
  expect(() => system.resolve(remoteAddress)).toThrow(remoteAddress)
  expect(system.resolve('pekko://bare@here:1/user/a').path).toBe('/user/a')
  system.nodeRemoved('pekko://bare@there:1', 1)
})

test('a system with a tracer and without instrumentation throws', () => {
  const tracer = new ParticipantTracer('bare', 0, () => 0)
  expect(() => new LocalActorSystem({ ...bare, tracer })).toThrow('[instrumentation]')
})

test('context calls that need interactions throw in a system without them', () => {
  const system = new LocalActorSystem(bare)
  const thrownErrors: unknown[] = []
  const attempt = (run: () => void) => {
    try {
      run()
    } catch (thrown) {
      thrownErrors.push(thrown)
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
  expect(thrownErrors).toEqual(
    ['setReceiveTimeout', 'messageAdapter', 'pipeToSelf'].map(call =>
      expect.objectContaining({
        code: 'illegal-context-use',
        message: expect.stringMatching(`\\[${call}\\] needs the system's option \\[interactions\\]`),
      }),
    ),
  )
})
