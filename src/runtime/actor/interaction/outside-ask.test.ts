import { expect, test } from 'vitest'
import { eventId } from '../../../trace/identifiers.ts'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import { Behaviors } from '../authoring/behaviors.ts'

interface Question {
  readonly type: 'Question'
  readonly replyTo: ActorRef<string>
}

const question = (replyTo: ActorRef<string>): Question => ({ type: 'Question', replyTo })

/** An actor that replies `replies` times to each question; `ask` records the outcomes. */
function setUp(replies: number) {
  const kit = ActorTestKit.create()
  const ref = kit.spawn(
    Behaviors.receiveMessage<Question>(({ replyTo }) => {
      for (let i = 1; i <= replies; i++) replyTo.tell(`answer ${i}`)
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

test('an ask from outside of actors yields the first reply in the replying turn, with a traced delivery', () => {
  const { kit, ref, ask, outcomes } = setUp(2)
  ask(ref, 100)
  expect(outcomes).toEqual([])
  kit.advance(1000)
  expect(outcomes).toEqual(['answer 1'])
  expect(kit.eventsOf('DeadLetter').map(event => [event.to, event.why])).toEqual([
    [expect.stringMatching(/^\/temp\//), 'the ask has already ended'],
  ])
  const replied = kit.eventsOf('MessageSent').find(event => event.to.startsWith('/temp/'))
  expect(replied?.from).toBe(ref.path)
  expect(kit.eventsOf('MessageDelivered').some(event => event.cause === eventId(replied!))).toBe(true)
})

test('an ask without a reply in time fails with target, message and duration', () => {
  const { kit, ref, ask, outcomes } = setUp(0)
  ask(ref, 100)
  kit.advance(99)
  expect(outcomes).toEqual([])
  kit.advance(1)
  expect(outcomes).toEqual([`Ask of [${ref.path}] with [Question]: no reply within [100] ms.`])
})

test('an ask of a stopped actor or of dead letters fails at once', () => {
  const { kit, ref, ask, outcomes } = setUp(1)
  kit.stop(ref)
  ask(ref, 100)
  ask(kit.system.deadLetters, 100)
  expect(outcomes).toHaveLength(2)
  expect(outcomes[0]).toContain('the actor has stopped, no reply can come')
})

test('an ask whose request function throws or returns null throws and leaves nothing pending', () => {
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
