import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import type { ActorRef } from './actor-ref.ts'
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

const summary = (reply: number | Error) =>
  reply instanceof Error ? [reply.name, reply instanceof ErrorMessage, reply.message.slice(0, 9)] : reply

const expected = [
  7,
  ['ErrorMessage', true, 'not today'],
  ['DiskFull', false, 'full'],
  ['AskTimeout', false, 'Ask of [/'],
]

describe('a status reply', () => {
  test('[A-278] yields its value, an ErrorMessage of its text, or its error to an asking actor', () => {
    const { kit, target } = setUp()
    const replies: unknown[] = []
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
        return Behaviors.receiveMessageWithSame(({ reply }) => void replies.push(summary(reply)))
      }),
      'asker',
    )
    kit.advance(1000)
    expect(replies).toEqual(expected)
  })

  test('[A-278] yields the same to an ask from outside of actors', () => {
    const { kit, target } = setUp()
    const replies: unknown[] = []
    const take = (reply: number | Error) => void replies.push(summary(reply))
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
    expect(replies).toEqual(expected)
  })
})

test('a status reply with a native error has its class and omits its message', () => {
  const native = new TypeError('words of one engine')
  expect(StatusReply.error(native)).toEqual({ type: 'StatusError', message: 'TypeError', cause: native })
})
