import { expect, test } from 'vitest'
import { stateLine } from './state-line.ts'

test('a state becomes one line of words, without its empty parts', () => {
  expect(stateLine('{"entries":{"a":"1","b":"2"},"sequenceNr":5}')).toBe('entries: 2')
  expect(stateLine('{"clients":["x"],"open":true}')).toBe('clients: 1 · open')
})

test('texts and numbers are shown with their names', () => {
  expect(stateLine('{"hoge":"fuga","hits":3,"mount":null,"broken":false}')).toBe('hoge = fuga · hits = 3')
})

test('no state gives an empty line, and an incomplete state is shown as it is', () => {
  expect(stateLine(null)).toBe('')
  expect(stateLine('{"entries":{"a"')).toBe('{"entries":{"a"')
})
