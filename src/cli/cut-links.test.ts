import { expect, test } from 'vitest'
import type { Envelope, Participant } from '../runtime/participant.ts'
import { CutLinks } from './cut-links.ts'

const envelope = (from: string, to: string): Envelope => ({
  from,
  fromIncarnation: 1,
  fromNode: null,
  seq: 0,
  to,
  due: 1,
  target: '/user/a',
  sender: null,
  kind: 'message',
  message: 'x',
  sent: null,
})

const sendsTo = (from: string, receivers: readonly string[]): Participant => ({
  advance: () => ({ outbox: receivers.map(to => envelope(from, to)), trace: [], nextDue: null }),
})

test('a cut link loses envelopes in its direction only, until it heals', () => {
  const links = new CutLinks()
  const [a, b] = [links.behind(sendsTo('a', ['b', 'c'])), links.behind(sendsTo('b', ['a']))]
  const received = (participant: Participant) => {
    const result = participant.advance({ from: 0, to: 1, inbox: [], commands: [] })
    return result instanceof Promise ? [] : result.outbox.map(({ to }) => to)
  }
  links.cut('a', 'b')
  expect([received(a), received(b)]).toEqual([['c'], ['a']])
  links.partition(['a'], ['b', 'c'])
  expect([received(a), received(b)]).toEqual([[], []])
  links.heal()
  expect([received(a), received(b)]).toEqual([['b', 'c'], ['a']])
})
