import { expect, test } from 'vitest'
import { stateData, stateLine } from './state-line.ts'

const lineOf = (json: string) => stateLine(stateData(json)!)

test('a state becomes one line of words, without its empty parts', () => {
  expect(lineOf('{"entries":{"a":"1","b":"2"},"sequenceNr":5}')).toBe('entries: 2')
  expect(lineOf('{"clients":["x"],"open":true}')).toBe('clients: 1 · open')
})

test('texts and numbers are shown with their names', () => {
  expect(lineOf('{"hoge":"fuga","hits":3,"mount":null,"broken":false}')).toBe('hoge = fuga · hits = 3')
})

test('a state that is no object is a value', () => {
  expect(lineOf('5')).toBe('value = 5')
})

test('a state that was cut off has no data', () => {
  expect(stateData('{"entries":{"a"')).toBeUndefined()
})
