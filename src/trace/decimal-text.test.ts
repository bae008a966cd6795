import { expect, test } from 'vitest'
import { decimalText, numberInDecimal } from './decimal-text.ts'

test.each([
  ['16', 16],
  [' 7 ', 7],
  ['-1', -1],
  ['0.5', 0.5],
  ['007', 7],
])('the text [%s] is parsed as the number %d', (text, number) => {
  expect(numberInDecimal(text)).toBe(number)
})

test.each(['', ' ', '0x10', '0b1', '1e3', '1_000', '1,5', '+1', '.5', '5.', 'Infinity', '１', '1 2'])(
  'the text [%s] is parsed as NaN',
  text => {
    expect(numberInDecimal(text)).toBeNaN()
  },
)

test.each([
  [0, '0'],
  [0.2, '0.2'],
  [1e-7, '0.0000001'],
  [2.5e-7, '0.00000025'],
  [1_000_000, '1000000'],
])('the number %d has the text [%s]', (number, text) => {
  expect(decimalText(number)).toBe(text)
  expect(numberInDecimal(text)).toBe(number)
})
