import { expect, test } from 'vitest'
import { stateLine } from './state-line.ts'

test('a state becomes one line, with the sequence number first', () => {
  expect(stateLine('{"entries":{"a":"1","b":"2"},"sequenceNr":5}')).toBe('#5 · entries {2}')
  expect(stateLine('{"clients":["x"],"open":true}')).toBe('clients [1] · open true')
})

test('no state gives an empty line, and an incomplete state is shown as it is', () => {
  expect(stateLine(null)).toBe('')
  expect(stateLine('{"entries":{"a"')).toBe('{"entries":{"a"')
})
