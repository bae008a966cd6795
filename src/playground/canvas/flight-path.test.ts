import { expect, test } from 'vitest'
import { nearestPoint, pointOnSegment, segmentBetween } from './flight-path.ts'

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

test('half of the way is half of the segment', () => {
  const segment = segmentBetween(left, right)
  expect(pointOnSegment(segment, 0.5)).toEqual({ x: 200, y: 25 })
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
