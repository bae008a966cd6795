import { expect, test } from 'vitest'
import { curveBetween, distanceTo, nearestPoint, pointOnCurve, segmentBetween } from './flight-path.ts'

const left = { x: 0, y: 0, width: 100, height: 50 }
const right = { x: 300, y: 0, width: 100, height: 50 }

test('a segment starts and ends at the edges of the cards', () => {
  expect(segmentBetween(left, right)).toEqual({ from: { x: 100, y: 25 }, to: { x: 300, y: 25 } })
})

test('the two directions between two cards have separate lanes', () => {
  const forth = segmentBetween(left, right, 7)
  const back = segmentBetween(right, left, 7)
  expect(forth.from.y).toBe(32)
  expect(back.from.y).toBe(18)
})

test('half of a straight way is half of the segment', () => {
  expect(pointOnCurve(curveBetween(left, right, 0), 0.5)).toEqual({ x: 200, y: 25 })
})

test('a bowed way leaves the straight line to its right by the bow, and both directions share it', () => {
  const middle = { x: left.x + 50, y: 25 }
  const there = curveBetween(left, right, 40)
  expect(pointOnCurve(there, 0.5).y).toBeGreaterThan(middle.y + 30)
  const back = curveBetween(right, left, -40)
  expect([back.from, back.control, back.to]).toEqual([there.to, there.control, there.from])
  expect(distanceTo(there, pointOnCurve(there, 0.5))).toBeLessThan(0.1)
  expect(distanceTo(there, { x: 200, y: 25 })).toBeGreaterThan(30)
})

test('the pointer finds the nearest point within its reach, and none beyond', () => {
  const points = [
    { x: 10, y: 10, id: 'a' },
    { x: 20, y: 10, id: 'b' },
  ]
  expect(nearestPoint(points, { x: 17, y: 10 }, 8)?.id).toBe('b')
  expect(nearestPoint(points, { x: 15, y: 10 }, 8)?.id).toBe('b')
  expect(nearestPoint(points, { x: 40, y: 10 }, 8)).toBeNull()
})
