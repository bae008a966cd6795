import { expect, test } from 'vitest'
import { eventId } from '../../trace/trace-event.ts'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import type { ActorRef } from './actor-ref.ts'
import { Behaviors } from './behaviors.ts'

interface Question {
  readonly type: 'Question'
  readonly replyTo: ActorRef<string>
}

const question = (replyTo: ActorRef<string>): Question => ({ type: 'Question', replyTo })

/** One that answers so many times; `ask` writes down what came of it. */
function setUp(answers: number) {
  const kit = ActorTestKit.create()
  const ref = kit.spawn(
    Behaviors.receiveMessage<Question>(({ replyTo }) => {
      for (let i = 1; i <= answers; i++) replyTo.tell(`answer ${i}`)
      return Behaviors.same
    }),
    'a',
  )
  const outcomes: string[] = []
  const ask = (target: ActorRef<Question>, timeoutMs: number, request = question) =>
    kit.system.ask<Question, string>(
      target,
      request,
      timeoutMs,
      reply => outcomes.push(reply),
      error => outcomes.push(error.message),
    )
  return { kit, ref, ask, outcomes }
}

test('who asks from outside is told the reply once, in the turn of who replies; the trace shows it arrive', () => {
  const { kit, ref, ask, outcomes } = setUp(2)
  ask(ref, 100)
  expect(outcomes).toEqual([])
  kit.advance(1000)
  expect(outcomes).toEqual(['answer 1'])
  expect(kit.eventsOf('DeadLetter').map(event => [event.to, event.why])).toEqual([
    [expect.stringMatching(/^\/temp\//), 'nobody waits for this reply any more'],
  ])
  const replied = kit.eventsOf('MessageSent').find(event => event.to.startsWith('/temp/'))
  expect(replied?.from).toBe(ref.path)
  expect(kit.eventsOf('MessageDelivered').some(event => event.cause === eventId(replied!))).toBe(true)
})

test('no reply in time: a failure that names target, message and duration, and no reply after it', () => {
  const { kit, ref, ask, outcomes } = setUp(0)
  ask(ref, 100)
  kit.advance(99)
  expect(outcomes).toEqual([])
  kit.advance(1)
  expect(outcomes).toEqual([`Ask of [${ref.path}] with [Question]: no reply within [100] ms.`])
})

test('where no reply can come the failure comes at once', () => {
  const { kit, ref, ask, outcomes } = setUp(1)
  kit.stop(ref)
  ask(ref, 100)
  ask(kit.system.deadLetters, 100)
  expect(outcomes).toHaveLength(2)
  expect(outcomes[0]).toContain('the actor has stopped, no reply can come')
})

test('a request that cannot be made is thrown to who asks, and nothing waits for it', () => {
  const { kit, ref, ask, outcomes } = setUp(1)
  const broken = () => {
    throw new RangeError('no request')
  }
  expect(() => ask(ref, 100, broken)).toThrow('no request')
  expect(() => ask(ref, 100, () => null as unknown as Question)).toThrow('Nothing was sent')
  kit.advance(1000)
  expect(outcomes).toEqual([])
  expect(kit.nextDue).toBeNull()
})
