import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvalidSliceRanges, sliceOf, sliceRanges } from './slices.ts'

test('slices are deterministic, within range, and equal to those of Pekko [P-164]', () => {
  expect(['pid-1', 'pid-2', 'pid-6712'].map(sliceOf)).toEqual([111, 112, 92])
  fc.assert(
    fc.property(fc.string(), id => {
      const slice = sliceOf(id)
      return Number.isInteger(slice) && slice >= 0 && slice < 1024 && slice === sliceOf(id)
    }),
  )
})

test('slice ranges divide all slices into equal parts, and other numbers of ranges throw [P-164]', () => {
  expect(sliceRanges(1)).toEqual([{ minSlice: 0, maxSlice: 1023 }])
  expect(sliceRanges(4)).toEqual([
    { minSlice: 0, maxSlice: 255 },
    { minSlice: 256, maxSlice: 511 },
    { minSlice: 512, maxSlice: 767 },
    { minSlice: 768, maxSlice: 1023 },
  ])
  for (const ranges of [0, 3, 1.5, 2048]) expect(() => sliceRanges(ranges)).toThrow(InvalidSliceRanges)
})
