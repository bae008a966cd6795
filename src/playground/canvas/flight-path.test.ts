import { expect, test } from 'vitest'
import { along, hit, progress, wayBetween } from './flight-path.ts'

const left = { x: 0, y: 0, width: 100, height: 50 }
const right = { x: 300, y: 0, width: 100, height: 50 }

test('a way begins and ends at the edges of the cards', () => {
  expect(wayBetween(left, right)).toEqual({ from: { x: 100, y: 25 }, to: { x: 300, y: 25 } })
})

test('there and back run in lanes of their own', () => {
  const there = wayBetween(left, right, 7)
  const back = wayBetween(right, left, 7)
  expect(there.from.y).toBe(32)
  expect(back.from.y).toBe(18)
})

test('half of the time is half of the way', () => {
  const way = wayBetween(left, right)
  expect(along(way, progress(1000, 1200, 1100))).toEqual({ x: 200, y: 25 })
})

test('before it was sent it is at its start, after it was due at its end', () => {
  expect(progress(1000, 1200, 900)).toBe(0)
  expect(progress(1000, 1200, 1300)).toBe(1)
  expect(progress(1000, 1000, 1000)).toBe(1)
})

test('the pointer takes the nearest message within its reach, and none beyond', () => {
  const points = [
    { x: 10, y: 10, id: 'a' },
    { x: 20, y: 10, id: 'b' },
  ]
  expect(hit(points, { x: 17, y: 10 }, 8)?.id).toBe('b')
  expect(hit(points, { x: 15, y: 10 }, 8)?.id).toBe('b')
  expect(hit(points, { x: 40, y: 10 }, 8)).toBeNull()
})
