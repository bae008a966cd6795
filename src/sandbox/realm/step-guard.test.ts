import { expect, test } from 'vitest'
import { EndlessLoop, maxDepth, maxSteps, StepCounter } from './step-guard.ts'

const guard = () => {
  const counter = new StepCounter()
  const [enter, leave, step, caught] = counter.guardOf('a/b.ts')
  return { counter, enter, leave, step, caught }
}

test('the first step beyond the limit fails with its line, and so does every later one', () => {
  const { step, caught, enter } = guard()
  for (let n = 0; n < maxSteps; n++) step(1)
  const first = () => step(7)
  expect(first).toThrow(new EndlessLoop(`Line 7 of a/b.ts ran for ${maxSteps} steps without an end.`))
  expect(() => step(8)).toThrow('Line 7')
  expect(() => enter(8)).toThrow('Line 7')
  expect(() => caught(8, new Error('other'))).toThrow('Line 7')
})

test('the next turn has all its steps again', () => {
  const { counter, step } = guard()
  for (let n = 0; n < maxSteps; n++) step(1)
  counter.reset()
  for (let n = 0; n < maxSteps; n++) step(1)
  expect(() => step(1)).toThrow(EndlessLoop)
})

test('calls within each other end at the same depth everywhere, and a left function makes room', () => {
  const { enter, leave } = guard()
  for (let n = 0; n < 10 * maxDepth; n++) leave(enter(1))
  for (let n = 0; n < maxDepth; n++) expect(enter(1)).toBe(n)
  expect(() => enter(3)).toThrow(`Line 3 of a/b.ts called itself: ${maxDepth} calls within each other.`)
})

test('code may catch its own errors, but no exhausted call stack', () => {
  const { caught } = guard()
  const endless = (): number => endless() + 1
  let overflow: unknown
  try {
    endless()
  } catch (error) {
    overflow = error
  }
  expect(() => caught(1, new TypeError('mine'))).not.toThrow()
  expect(() => caught(1, 'text')).not.toThrow()
  expect(() => caught(1, overflow)).toThrow(overflow as Error)
})
