import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  endsAtFrontier,
  pan,
  type TimeWindow,
  tickMs,
  wholeRun,
  windowAtFrontier,
  windowWith,
  zoom,
} from './timeline-scale.ts'

const instantAt = ({ from, span }: TimeWindow, share: number) => from + span * share

test('a window at the frontier shows the newest events with a margin after them', () => {
  const window = windowAtFrontier(30_000, 100_000)
  expect(window.from).toBeGreaterThan(70_000)
  expect(window.from + window.span).toBeGreaterThan(100_000)
  expect(windowAtFrontier(30_000, 5000)).toEqual({ from: 0, span: 30_000 })
})

test('zooming keeps the instant under the pointer, inside the run', () => {
  const window = { from: 40_000, span: 20_000 }
  const closer = zoom(window, 0.5, 0.25, 100_000)
  expect(closer.span).toBe(10_000)
  expect(instantAt(closer, 0.25)).toBeCloseTo(instantAt(window, 0.25))
})

test('no zoom or pan leaves the run', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.array(
        fc.record({
          factor: fc.double({ min: 0.01, max: 100, noNaN: true }),
          share: fc.double({ min: 0, max: 1, noNaN: true }),
          ms: fc.integer({ min: -1e6, max: 1e6 }),
        }),
        { maxLength: 20 },
      ),
      (frontier, moves) => {
        let window = windowAtFrontier(30_000, frontier)
        for (const { factor, share, ms } of moves) {
          window = pan(zoom(window, factor, share, frontier), ms, frontier)
          expect(window.from).toBeGreaterThanOrEqual(0)
          expect(window.from).toBeLessThanOrEqual(frontier)
          expect(window.span).toBeGreaterThanOrEqual(100)
        }
      },
    ),
  )
})

test('a window moves only when the instant is outside', () => {
  const window = { from: 1000, span: 1000 }
  expect(windowWith(window, 1500)).toBe(window)
  expect(windowWith(window, 5000)).toEqual({ from: 4500, span: 1000 })
  expect(windowWith(window, 100)).toEqual({ from: 0, span: 1000 })
})

test('the whole run fits, and a window knows whether it ends at the frontier', () => {
  expect(endsAtFrontier(wholeRun(90_000), 90_000)).toBe(true)
  expect(endsAtFrontier({ from: 0, span: 1000 }, 90_000)).toBe(false)
})

test('ticks are round numbers', () => {
  expect([100, 950, 30_000, 61_000, 3_600_000].map(span => tickMs(span))).toEqual([
    10, 100, 5000, 10_000, 500_000,
  ])
})
