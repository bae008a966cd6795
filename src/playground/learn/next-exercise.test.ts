import { expect, test } from 'vitest'
import { type Exercise, exerciseOf, exercises } from '../../lessons/index.ts'
import { exerciseAfter, nextExercise } from './next-exercise.ts'

const none = () => false
const all = () => true

test('after an exercise the next unsolved one follows, and after the last one the first', () => {
  const [first, second, third] = exercises
  expect(nextExercise(first!, none)).toBe(second)
  expect(nextExercise(first!, id => id === second!.id)).toBe(third)
  expect(nextExercise(exercises.at(-1)!, none)).toBe(first)
  expect(nextExercise(first!, all)).toBeNull()
})

test('after a walkthrough an unsolved exercise on its subject follows', () => {
  const solved = (done: (exercise: Exercise) => boolean) => (id: string) => done(exerciseOf(id)!)
  expect(exerciseAfter({ scenario: 'cqrs' }, none)?.ladder).toBe('cqrs')
  expect(exerciseAfter({ scenario: 'web-server' }, none)).toBe(exercises[0])
  const afterCqrs = exerciseAfter(
    { scenario: 'cqrs' },
    solved(({ ladder }) => ladder === 'cqrs'),
  )
  expect(afterCqrs?.ladder).toBe('persistence')
  const afterBoth = exerciseAfter(
    { scenario: 'cqrs' },
    solved(({ scenario }) => scenario !== 'workbench'),
  )
  expect(afterBoth).toBe(exercises[0])
  expect(exerciseAfter({ scenario: 'cqrs' }, all)).toBeNull()
})

test('after a walkthrough with a ladder the first unsolved exercise of this ladder follows', () => {
  const cluster = exercises.filter(({ ladder }) => ladder === 'cluster').map(({ id }) => id)
  const splitBrain = { ladder: 'cluster', scenario: 'cqrs' } as const
  expect(exerciseAfter(splitBrain, none)?.id).toBe(cluster[0])
  expect(exerciseAfter(splitBrain, id => id === cluster[0])?.id).toBe(cluster[1])
  expect(exerciseAfter(splitBrain, id => cluster.includes(id))?.ladder).toBe('cqrs')
})
