import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import type { ActorRef } from './actor-ref.ts'
import { Behaviors } from './behaviors.ts'
import { ErrorMessage, StatusReply } from './status-reply.ts'

class DiskFull extends Error {
  override name = 'DiskFull'
}

interface Question {
  readonly kind: 'value' | 'text' | 'exception' | 'silence'
  readonly replyTo: ActorRef<StatusReply<number>>
}

function setUp() {
  const kit = ActorTestKit.create()
  const target = kit.spawn(
    Behaviors.receiveMessageWithSame<Question>(({ kind, replyTo }) => {
      if (kind === 'value') replyTo.tell(StatusReply.success(7))
      else if (kind === 'text') replyTo.tell(StatusReply.error('not today'))
      else if (kind === 'exception') replyTo.tell(StatusReply.error(new DiskFull('full')))
    }),
    'target',
  )
  return { kit, target }
}

const kinds = ['value', 'text', 'exception', 'silence'] as const

const told = (reply: number | Error) =>
  reply instanceof Error ? [reply.name, reply instanceof ErrorMessage, reply.message.slice(0, 9)] : reply

const expected = [
  7,
  ['ErrorMessage', true, 'not today'],
  ['DiskFull', false, 'full'],
  ['AskTimeout', false, 'Ask of [/'],
]

describe('an answer with a status', () => {
  test('[A-278] asked for by an actor, is its value, an error made of its text, or its error', () => {
    const { kit, target } = setUp()
    const answers: unknown[] = []
    kit.spawn(
      Behaviors.setup<{ readonly reply: number | Error }>(context => {
        for (const kind of kinds) {
          context.askWithStatus<Question, number>(
            target,
            replyTo => ({ kind, replyTo }),
            1000,
            reply => ({ reply }),
          )
        }
        return Behaviors.receiveMessageWithSame(({ reply }) => void answers.push(told(reply)))
      }),
      'asker',
    )
    kit.advance(1000)
    expect(answers).toEqual(expected)
  })

  test('[A-278] asked for from outside, is the same', () => {
    const { kit, target } = setUp()
    const answers: unknown[] = []
    const take = (reply: number | Error) => void answers.push(told(reply))
    for (const kind of kinds) {
      kit.system.ask<Question, StatusReply<number>>(
        target,
        replyTo => ({ kind, replyTo }),
        1000,
        reply => take(StatusReply.valueOf(reply)),
        take,
      )
    }
    kit.advance(1000)
    expect(answers).toEqual(expected)
  })
})

test('an error of the engine travels as its class, and not in the words of the engine', () => {
  const native = new TypeError('words of one engine')
  expect(StatusReply.error(native)).toEqual({ type: 'StatusError', message: 'TypeError', cause: native })
})
