import { expect, test } from 'vitest'
import { stateLine } from './state-line.ts'

test('a state is told in one line, the number first', () => {
  expect(stateLine('{"entries":{"a":"1","b":"2"},"sequenceNr":5}')).toBe('#5 · entries {2}')
  expect(stateLine('{"clients":["x"],"open":true}')).toBe('clients [1] · open true')
})

test('nothing told, and a state cut in the middle, do no harm', () => {
  expect(stateLine(null)).toBe('')
  expect(stateLine('{"entries":{"a"')).toBe('{"entries":{"a"')
})
