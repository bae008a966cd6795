import { expect, test } from 'vitest'
import { instantBeforeAct } from './exercise-judge.ts'
import { exercises } from './exercises/index.ts'

const exercise = exercises.find(({ id }) => id === 'children-of-a-restart')!
const prepared = exercise.prepare?.flatMap(({ actions }) => actions).length ?? 0
const actions = (...instants: readonly number[]) => [
  ...Array.from({ length: prepared }, () => ({ at: 1 })),
  ...instants.map(at => ({ at })),
]

test('an attempt is repeated from before its last act, also when that took effect later', () => {
  expect(prepared).toBeGreaterThan(0)
  expect(instantBeforeAct(exercise, actions(164), 401)).toBe(163)
  expect(instantBeforeAct(exercise, actions(100, 164, 900), 401)).toBe(163)
})

test('an attempt without an act is repeated from just before the event', () => {
  expect(instantBeforeAct(exercise, actions(), 401)).toBe(400)
})

test('a repeated attempt keeps its preparation', () => {
  expect(instantBeforeAct(exercise, actions(1), 1)).toBe(1)
})
