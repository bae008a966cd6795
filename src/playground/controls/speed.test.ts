import { expect, test } from 'vitest'
import { faster, fastest, sliderEnd, slower, slowest, speedAt, stepOf } from './speed.ts'

test('the slider goes from a tenth to a hundred times real time, and its last step is unlimited', () => {
  expect(speedAt(0)).toBe(slowest)
  expect(speedAt(sliderEnd - 1)).toBe(fastest)
  expect(speedAt(sliderEnd)).toBe(Number.POSITIVE_INFINITY)
})

test('equal distances on the slider are equal ratios of speed', () => {
  const ratio = (from: number, to: number) => speedAt(to) / speedAt(from)
  expect(ratio(50, 100)).toBeCloseTo(ratio(150, 200), 0)
})

test('the step of a speed leads back to that speed', () => {
  for (const speed of [0.1, 0.5, 1, 2, 10, 100, Number.POSITIVE_INFINITY]) {
    const found = speedAt(stepOf(speed))
    if (Number.isFinite(speed)) expect(Math.abs(found - speed) / speed).toBeLessThan(0.03)
    else expect(found).toBe(speed)
  }
})

test('the keys go from stop to stop, up to unlimited and down to the slowest', () => {
  expect(faster(1)).toBe(2)
  expect(slower(1)).toBe(0.5)
  expect(faster(100)).toBe(Number.POSITIVE_INFINITY)
  expect(slower(Number.POSITIVE_INFINITY)).toBe(100)
  expect(slower(0.1)).toBe(0.1)
})
