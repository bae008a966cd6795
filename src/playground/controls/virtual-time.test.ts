import { expect, test } from 'vitest'
import { clockParts } from './virtual-time.ts'

test('an instant is split into minutes, beyond an hour too, and seconds', () => {
  expect(clockParts(0)).toEqual({ minutes: 0, seconds: 0 })
  expect(clockParts(61_500)).toEqual({ minutes: 1, seconds: 1.5 })
  expect(clockParts(3_600_000)).toEqual({ minutes: 60, seconds: 0 })
})
