import { expect, test } from 'vitest'
import { numberWithUnit } from './number-with-unit.ts'

const unit = { en: 'signals', ja: '個' }

test('an English answer of 1 has no unit, because units are in the plural', () => {
  expect(numberWithUnit(1, unit)).toEqual({ en: '1', ja: '1個' })
  expect(numberWithUnit(2, unit)).toEqual({ en: '2 signals', ja: '2個' })
})

test('an answer without a unit is the number, in its given form', () => {
  expect(numberWithUnit(1000, undefined, '1,000')).toEqual({ en: '1,000', ja: '1,000' })
})
