import { expect, test } from 'vitest'
import { exchangesOf } from './exchanges.ts'

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
})
