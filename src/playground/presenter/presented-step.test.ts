import { expect, test } from 'vitest'
import { walkthroughs } from '../../lessons/index.ts'
import { presentedStep } from './presented-step.ts'

const walkthrough = walkthroughs[0]!
const stateAt = (index: number) =>
  ({ index, step: walkthrough.steps[index]!, status: 'shown' }) as Parameters<typeof presentedStep>[1]
const can = { goBack: true, goNext: true }

test('the presenter sees the next step before the room does', () => {
  const shown = presentedStep(walkthrough, stateAt(0), can)
  expect(shown.say).toBe(walkthrough.steps[0]!.say)
  expect(shown.next).toBe(walkthrough.steps[1]!.say)
  expect(shown.count).toBe(walkthrough.steps.length)
})

test('nothing follows the last step', () => {
  expect(presentedStep(walkthrough, stateAt(walkthrough.steps.length - 1), can).next).toBeNull()
})

test('a presented step can be sent to another window', () => {
  for (const [index] of walkthrough.steps.entries()) {
    const shown = presentedStep(walkthrough, stateAt(index), can)
    expect(structuredClone(shown)).toEqual(shown)
  }
})
