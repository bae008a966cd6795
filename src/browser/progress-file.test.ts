import { expect, test } from 'vitest'
import { sentenceIn } from '../trace/refusals/sentence-in.ts'
import { isRefused } from '../trace/refused.ts'
import { formatProgress, type ProgressById, parseProgress } from './progress-file.ts'

const progress: ProgressById = {
  'stale-read': { state: 'done', hints: 2 },
  'failed-message': { state: 'tried', hints: 0 },
  'two-reminders': { state: 'tried', hints: 0, code: 'const a = 1' },
}

test('an exported progress file is imported unchanged', () => {
  expect(parseProgress(formatProgress(progress))).toEqual(progress)
})

test('a file of version 1 is read', () => {
  const exercises = { 'failed-message': { state: 'done', hints: 0 } }
  expect(parseProgress(withExercises(exercises))).toEqual(exercises)
})

const refusalOf = (text: string): string => {
  const parsed = parseProgress(text)
  return isRefused(parsed) ? sentenceIn(parsed, 'en') : 'accepted'
}
const withExercises = (exercises: unknown) =>
  JSON.stringify({ format: 'actorium-progress', version: 1, exercises })

test.each([
  ['', /^This file holds no progress/],
  ['{"format":"actorium-run"}', /^This file holds no progress/],
  ['null', /^This file holds no progress/],
  ['{"format":"actorium-progress","version":3}', /holds progress of version \[3\], .* reads version \[2\]/],
  ['{"format":"actorium-progress"}', /version \[\?\]/],
  [withExercises(undefined), 'The progress is missing.'],
  [withExercises([]), 'accepted'],
  [withExercises({ a: { state: 'won', hints: 0 } }), '`a.state` must be one of open, tried, done.'],
  [withExercises({ a: { state: 'done', hints: -1 } }), '`a.hints` must be a whole number, 0 or more.'],
  [withExercises({ a: { state: 'done' } }), '`a.hints` is missing.'],
])('a foreign or damaged file is refused with one sentence: %j', (text, sentence) => {
  expect(refusalOf(text)).toMatch(sentence)
})
