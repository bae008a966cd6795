import { expect, test } from 'vitest'
import { Pulses } from './pulses.ts'

const createPulses = () => new Pulses<string>(400, 3, value => value)
const visible = (of: Pulses<string>) => of.visible.map(({ value, ageMs, count }) => [value, ageMs, count])

test('a pulse is visible from its start until its duration is over', () => {
  const pulses = createPulses()
  pulses.add('a')
  expect(visible(pulses)).toEqual([['a', 0, 1]])
  pulses.frame(399)
  expect(visible(pulses)).toEqual([['a', 399, 1]])
  pulses.frame(1)
  expect(visible(pulses)).toEqual([])
})

test('a delayed pulse becomes visible after its delay', () => {
  const pulses = createPulses()
  pulses.add('a', 100)
  pulses.frame(99)
  expect(visible(pulses)).toEqual([])
  pulses.frame(2)
  expect(visible(pulses)).toEqual([['a', 1, 1]])
})

test('equal pulses that start together become one with a count, and the number of pulses is limited', () => {
  const pulses = createPulses()
  for (let i = 0; i < 1000; i++) pulses.add('a')
  for (const other of ['b', 'c', 'd', 'e']) pulses.add(other)
  expect(visible(pulses)).toEqual([
    ['a', 0, 1000],
    ['b', 0, 1],
    ['c', 0, 1],
  ])
})

test('equal pulses that start apart stay separate', () => {
  const pulses = createPulses()
  pulses.add('a')
  pulses.add('a', 200)
  pulses.frame(200)
  expect(visible(pulses)).toEqual([
    ['a', 200, 1],
    ['a', 0, 1],
  ])
})
