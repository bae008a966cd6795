import { describe, expect, test } from 'vitest'
import { type Check, parseAction, parseCheck } from '../trace/index.ts'
import type { Exercise, Play } from './exercise.ts'
import { actsIn, watchedChecks } from './exercise-judge.ts'
import { exerciseOf, exercises } from './exercises/index.ts'
import { parseQuestion } from './question-schema.ts'

const japanese = /[\u3040-\u30ff]/

const playsOf = (exercise: Exercise): readonly Play[] => [
  ...(exercise.prepare ?? []),
  ...(exercise.type === 'goal'
    ? [...exercise.solution, ...exercise.remarks.flatMap(({ example }) => example)]
    : exercise.type === 'code'
      ? exercise.trial
      : exercise.experiment),
]

const textsOf = (value: unknown): readonly { readonly en: string; readonly ja: string }[] => {
  if (typeof value !== 'object' || value === null) return []
  if ('en' in value && 'ja' in value) return [value as { en: string; ja: string }]
  return Object.values(value).flatMap(textsOf)
}

test('the ids of exercises are unique, and an unknown id yields null', () => {
  expect(new Set(exercises.map(({ id }) => id)).size).toBe(exercises.length)
  expect(exerciseOf('nothing')).toBeNull()
})

describe.each(exercises.map(exercise => [exercise.id, exercise] as const))(
  'the exercise %s',
  (id, exercise) => {
    test('is found by its id', () => {
      expect(exerciseOf(id)).toBe(exercise)
    })

    test('has every text in both languages, and short ones', () => {
      for (const { en, ja } of textsOf(exercise)) {
        expect(en).toMatch(/\S/)
        expect(en).not.toMatch(japanese)
        expect(en.length).toBeLessThan(500)
        expect(ja.length).toBeLessThan(300)
      }
      for (const { ja } of [exercise.title, exercise.situation, exercise.why])
        expect(ja).toMatch(/[\u3040-\u9fff]/)
      for (const { en, ja } of [exercise.situation, exercise.why, ...exercise.hints]) {
        expect(en).toMatch(/^[A-Z].*[.?]$/)
        expect(ja).toMatch(/[。か]$/)
      }
    })

    test('has valid acts, checks and questions', () => {
      const plays = playsOf(exercise)
      for (const action of actsIn(plays)) expect(parseAction(structuredClone(action))).toEqual(action)
      const checks: readonly Check[] = [
        ...plays.map(({ until }) => until),
        ...watchedChecks(exercise).map(({ check }) => check),
      ]
      for (const check of checks) expect(parseCheck(structuredClone(check))).toEqual(check)
      if (exercise.type === 'prediction')
        expect(parseQuestion(structuredClone(exercise.question))).toEqual(exercise.question)
    })
  },
)
