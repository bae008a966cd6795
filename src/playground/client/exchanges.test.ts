import { expect, test } from 'vitest'
import { type Exchange, exchangesOf, groupExchanges, tallyOf } from './exchanges.ts'

test('the newest exchange comes first', () => {
  const exchanges = [
    { id: 1, request: 'Write a = 1', answer: 'stored as event 1', outcome: 'ok' },
    { id: 2, request: 'Get a', answer: null, outcome: 'pending' },
  ]
  expect(exchangesOf(JSON.stringify({ exchanges })).map(one => one.id)).toEqual([2, 1])
})

test('no state, another state and a cut state show nothing', () => {
  expect(exchangesOf(null)).toEqual([])
  expect(exchangesOf('{"entries":{}}')).toEqual([])
  expect(exchangesOf('{"exchanges":[{"id":1,')).toEqual([])
  expect(tallyOf('{"exchanges":[]}')).toEqual([])
})

test('a tally shows the kinds that came', () => {
  const state = JSON.stringify({ exchanges: [], tally: { Ok: 12, NotFound: 0, NoAnswer: 3 } })
  expect(tallyOf(state)).toEqual([
    ['Ok', 12],
    ['NoAnswer', 3],
  ])
})

const exchange = (id: number, request: string, answer: string | null, outcome: Exchange['outcome']) => ({
  id,
  request,
  answer,
  outcome,
})

test('a burst of the same request is one line with each answer once, and shows what is still open', () => {
  const groups = groupExchanges([
    exchange(6, 'GET /b', null, 'pending'),
    exchange(5, 'GET /a', null, 'pending'),
    exchange(4, 'GET /a', '500', 'no-answer'),
    exchange(3, 'GET /a', '200 OK', 'ok'),
    exchange(2, 'GET /a', '200 OK', 'ok'),
  ])
  expect(groups).toEqual([
    { id: 6, request: 'GET /b', count: 1, outcome: 'pending', answers: [{ text: null, count: 1 }] },
    {
      id: 5,
      request: 'GET /a',
      count: 4,
      outcome: 'pending',
      answers: [
        { text: '200 OK', count: 2 },
        { text: '500', count: 1 },
        { text: null, count: 1 },
      ],
    },
  ])
})

test('two of the same are two lines', () => {
  const twice = [exchange(2, 'Get a', '1', 'ok'), exchange(1, 'Get a', '1', 'ok')]
  expect(groupExchanges(twice).map(group => group.count)).toEqual([1, 1])
})
