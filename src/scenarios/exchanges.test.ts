import { describe, expect, test } from 'vitest'
import { stateLimit } from '../trace/trace-event.ts'
import {
  afterReply,
  afterRequest,
  type Exchanges,
  formatExchange,
  inspectedExchanges,
  noExchanges,
  shorten,
} from './exchanges.ts'

const withRequests = (count: number, key: (i: number) => string): Exchanges => {
  let exchanges = noExchanges(['WriteAck'])
  for (let i = 1; i <= count; i++)
    exchanges = afterRequest(exchanges, { type: 'Write', key: key(i), value: key(i) })
  return exchanges
}
const replyToAll = (exchanges: Exchanges): Exchanges => {
  let replied = exchanges
  for (let id = 1; id <= exchanges.asked; id++)
    replied = afterReply(replied, id, { type: 'WriteAck', sequenceNr: id })
  return replied
}

describe.each([20, 200, 1000])('of %i requests with replies after the last request', count => {
  test('every reply is counted, and the last twenty requests are listed with their replies', () => {
    const open = withRequests(count, i => `key-${i}`)
    expect(open).toMatchObject({ asked: count, tally: { WriteAck: 0, NoAnswer: 0 } })
    const { asked, recent, tally } = replyToAll(open)
    expect(asked).toBe(count)
    expect(tally).toEqual({ WriteAck: count, NoAnswer: 0 })
    expect(recent.map(({ id, reply }) => [id, reply?.sequenceNr])).toEqual(
      Array.from({ length: 20 }, (_, i) => [count - 19 + i, count - 19 + i]),
    )
  })

  test.each(['"', '\u0000', '\ud83d\ude00', 'x'])(
    'the state fits the trace limit with texts full of %j',
    letter => {
      const full = replyToAll(withRequests(count, () => shorten(letter.repeat(100))))
      const state = JSON.stringify(inspectedExchanges(full))
      expect(state.length).toBeLessThanOrEqual(stateLimit)
      expect(full.recent.length).toBeGreaterThan(3)
      expect(full.tally).toEqual({ WriteAck: count, NoAnswer: 0 })
    },
  )
})

test('a long text is cut between two characters', () => {
  expect(shorten('a'.repeat(60))).toBe('a'.repeat(60))
  expect(shorten('a'.repeat(61))).toBe(`${'a'.repeat(59)}…`)
  expect(shorten(`${'a'.repeat(58)}😀😀`)).toBe(`${'a'.repeat(58)}…`)
})

test('a request is formatted as code for the log', () => {
  expect(formatExchange({ type: 'Get', key: 'a' })).toBe('Get(key=a)')
  expect(formatExchange({ type: 'NoAnswer' })).toBe('NoAnswer')
})
