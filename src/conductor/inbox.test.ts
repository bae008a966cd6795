import { describe, expect, test } from 'vitest'
import type { Envelope } from '../runtime/participant.ts'
import { type Frame, Inbox } from './inbox.ts'

const envelope = (from: string, seq: number, due: number, fromIncarnation = 1): Envelope => ({
  from,
  fromIncarnation,
  fromNode: null,
  seq,
  to: 'me',
  due,
  target: '/user/a',
  sender: null,
  kind: 'message',
  message: seq,
  sent: null,
})

const frame = (from: string, earlier: number, dues: readonly number[], incarnations = [1, 1]): Frame => ({
  from,
  fromIncarnation: incarnations[0]!,
  to: 'me',
  toIncarnation: incarnations[1]!,
  earlier,
  envelopes: dues.map((due, i) => envelope(from, earlier + i, due, incarnations[0])),
})

const names = (taken: readonly Envelope[]) =>
  taken.map(each => `${each.from}#${each.fromIncarnation}/${each.seq}@${each.due}`)

describe('Inbox', () => {
  test('returns the envelopes due in the round, sorted by instant, sender, incarnation and number', () => {
    const inbox = new Inbox('me', 1)
    const all = [
      envelope('b', 0, 5),
      envelope('a', 3, 5, 2),
      envelope('a', 9, 5, 1),
      envelope('a', 2, 5, 2),
      envelope('z', 0, 4),
      envelope('a', 0, 9),
      envelope('a', 1, 8),
    ]
    for (const each of all) inbox.put(each)
    expect(inbox.earliestDue).toBe(4)
    expect(names(inbox.take(8))).toEqual(['z#1/0@4', 'a#1/9@5', 'a#2/2@5', 'a#2/3@5', 'b#1/0@5'])
    expect(inbox.earliestDue).toBe(8)
    expect(names(inbox.take(8))).toEqual([])
    expect(names(inbox.take(10))).toEqual(['a#1/1@8', 'a#1/0@9'])
    expect(inbox.earliestDue).toBeNull()
  })

  test('is complete once all announced envelopes have arrived, in any order', () => {
    const inbox = new Inbox('me', 1)
    inbox.expect([{ from: 'a', incarnation: 1, count: 3 }])
    expect(inbox.complete).toBe(false)
    inbox.arrive(frame('a', 2, [7]))
    expect(inbox.complete).toBe(false)
    inbox.arrive(frame('a', 0, [5, 6]))
    expect(inbox.complete).toBe(true)
    expect(names(inbox.take(100))).toEqual(['a#1/0@5', 'a#1/1@6', 'a#1/2@7'])
  })

  test('holds back envelopes that are not announced', () => {
    const inbox = new Inbox('me', 1)
    inbox.arrive(frame('a', 0, [5, 6]))
    inbox.arrive(frame('a', 2, [1]))
    expect(inbox.complete).toBe(true)
    expect(names(inbox.take(100))).toEqual([])
    inbox.expect([{ from: 'a', incarnation: 1, count: 2 }])
    expect(names(inbox.take(100))).toEqual(['a#1/0@5', 'a#1/1@6'])
  })

  test('waits for announced envelopes of a dead sender, and drops its later ones', () => {
    const inbox = new Inbox('me', 1)
    inbox.expect([
      { from: 'a', incarnation: 1, count: 1 },
      { from: 'a', incarnation: 2, count: 1 },
    ])
    inbox.arrive(frame('a', 0, [6], [2, 1]))
    expect(inbox.complete).toBe(false)
    inbox.arrive(frame('a', 0, [6]))
    expect(inbox.complete).toBe(true)
    inbox.dropDeadSenders({ me: 1, a: 2 })
    inbox.arrive(frame('a', 1, [5]))
    expect(names(inbox.take(100))).toEqual(['a#1/0@6', 'a#2/0@6'])
    inbox.expect([{ from: 'a', incarnation: 2, count: 2 }])
    inbox.arrive(frame('a', 1, [7], [2, 1]))
    expect(names(inbox.take(100))).toEqual(['a#2/1@7'])
    inbox.dropDeadSenders({ me: 1 })
    inbox.arrive(frame('a', 2, [8], [2, 1]))
    expect(inbox.complete).toBe(true)
  })

  test('drops frames for another incarnation or participant, and duplicates', () => {
    const inbox = new Inbox('me', 2)
    inbox.expect([{ from: 'a', incarnation: 1, count: 1 }])
    inbox.arrive(frame('a', 0, [5], [1, 1]))
    inbox.arrive({ ...frame('a', 0, [5], [1, 2]), to: 'you' })
    expect(inbox.complete).toBe(false)
    inbox.arrive(frame('a', 0, [5], [1, 2]))
    inbox.arrive(frame('a', 0, [5], [1, 2]))
    expect(names(inbox.take(100))).toEqual(['a#1/0@5'])
    expect(names(inbox.take(100))).toEqual([])
  })
})
