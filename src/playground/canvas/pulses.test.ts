import { expect, test } from 'vitest'
import { Pulses } from './pulses.ts'

const createPulses = () => new Pulses<string>(400, 3, value => value)
const visible = (of: Pulses<string>) => of.visible.map(({ value, ageMs, count }) => [value, ageMs, count])

test('a pulse starts when the shown time reaches its instant, and ends after its duration', () => {
  const pulses = createPulses()
  pulses.add('a', 100, false)
  pulses.frame(99, 16, true)
  expect(visible(pulses)).toEqual([])
  pulses.frame(100, 16, true)
  expect(visible(pulses)).toEqual([['a', 0, 1]])
  pulses.frame(100, 300, true)
  expect(visible(pulses)).toEqual([['a', 300, 1]])
  pulses.frame(100, 100, true)
  expect(pulses.size).toBe(0)
})

test('a pulse stops ageing in a paused run, and a step plays it to its end', () => {
  const pulses = createPulses()
  pulses.add('a', 100, false)
  pulses.frame(100, 0, true)
  pulses.frame(100, 100, true)
  pulses.frame(101, 100, false)
  expect(visible(pulses)).toEqual([['a', 100, 1]])
  pulses.add('b', 120, true)
  pulses.frame(120, 50, false)
  pulses.frame(120, 50, false)
  expect(visible(pulses)).toEqual([
    ['a', 200, 1],
    ['b', 50, 1],
  ])
})

test('a pulse of the instant at which the run paused plays to its end', () => {
  const pulses = createPulses()
  pulses.add('a', 100, false)
  pulses.frame(100, 0, true)
  expect(pulses.frame(100, 100, false)).toBe(true)
  expect(visible(pulses)).toEqual([['a', 100, 1]])
  expect(pulses.frame(101, 100, false), 'no later frame differs').toBe(false)
})

test('equal pulses become one with a count, and the number of visible pulses is limited', () => {
  const pulses = createPulses()
  for (let i = 0; i < 1000; i++) pulses.add('a', 100, false)
  for (const other of ['b', 'c', 'd', 'e']) pulses.add(other, 100, false)
  pulses.frame(100, 16, true)
  expect(pulses.visible).toHaveLength(3)
  expect(pulses.visible[0]!.count).toBeGreaterThan(40)
})

test('a pulse added long after its instant is not shown', () => {
  const pulses = createPulses()
  pulses.add('a', 100, false)
  pulses.frame(5000, 16, true)
  expect(pulses.size).toBe(0)
})

test('a held pulse starts when it is released, however late', () => {
  const pulses = createPulses()
  pulses.add('a', 100, false)
  for (let shown = 100; shown < 9000; shown += 16) pulses.frame(shown, 16, true, value => value === 'a')
  expect(visible(pulses)).toEqual([])
  pulses.frame(9000, 16, true, () => false)
  expect(visible(pulses)).toEqual([['a', 0, 1]])
})
