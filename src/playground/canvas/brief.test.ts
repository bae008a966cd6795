import { expect, test } from 'vitest'
import { Pulses } from './pulses.ts'

const briefs = () => new Pulses<string>(400, 3, what => what)
const seen = (of: Pulses<string>) => of.seen.map(({ what, age, count }) => [what, age, count])

test('it begins when the shown instant has come to it, and lasts for a moment of the page', () => {
  const some = briefs()
  some.add('a', 100, false)
  some.frame(99, 16, true)
  expect(seen(some)).toEqual([])
  some.frame(100, 16, true)
  expect(seen(some)).toEqual([['a', 0, 1]])
  some.frame(100, 300, true)
  expect(seen(some)).toEqual([['a', 300, 1]])
  some.frame(100, 100, true)
  expect(some.size).toBe(0)
})

test('it stands still with the run, and a step plays it to its end', () => {
  const some = briefs()
  some.add('a', 100, false)
  some.frame(100, 0, true)
  some.frame(100, 100, true)
  some.frame(101, 100, false)
  expect(seen(some)).toEqual([['a', 100, 1]])
  some.add('b', 120, true)
  some.frame(120, 50, false)
  some.frame(120, 50, false)
  expect(seen(some)).toEqual([
    ['a', 200, 1],
    ['b', 50, 1],
  ])
})

test('what happened at the very instant at which the run stands is seen in full', () => {
  const some = briefs()
  some.add('a', 100, false)
  some.frame(100, 0, true)
  expect(some.frame(100, 100, false)).toBe(true)
  expect(seen(some)).toEqual([['a', 100, 1]])
  expect(some.frame(101, 100, false), 'nothing goes on').toBe(false)
})

test('a burst of alike ones is one with a number, and there are never too many', () => {
  const some = briefs()
  for (let i = 0; i < 1000; i++) some.add('a', 100, false)
  for (const other of ['b', 'c', 'd', 'e']) some.add(other, 100, false)
  some.frame(100, 16, true)
  expect(some.seen).toHaveLength(3)
  expect(some.seen[0]!.count).toBeGreaterThan(40)
})

test('what is long past when it is heard of is not shown', () => {
  const some = briefs()
  some.add('a', 100, false)
  some.frame(5000, 16, true)
  expect(some.size).toBe(0)
})

test('what is held back begins when it is let go, however late', () => {
  const some = briefs()
  some.add('a', 100, false)
  for (let shown = 100; shown < 9000; shown += 16) some.frame(shown, 16, true, what => what === 'a')
  expect(seen(some)).toEqual([])
  some.frame(9000, 16, true, () => false)
  expect(seen(some)).toEqual([['a', 0, 1]])
})
