import { expect, test } from 'vitest'
import { isRefused, sentenceIn } from '../trace/refused.ts'
import { formatProgress, type ProgressById, parseProgress } from './progress-file.ts'

const progress: ProgressById = {
  'stale-read': { state: 'done', hints: 2 },
  'failed-message': { state: 'tried', hints: 0 },
}

test('an exported progress file is imported unchanged', () => {
  expect(parseProgress(formatProgress(progress))).toEqual(progress)
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
  ['{"format":"actorium-progress","version":2}', /holds progress of version \[2\], .* reads version \[1\]/],
  ['{"format":"actorium-progress"}', /version \[\?\]/],
  [withExercises(undefined), 'The progress is missing.'],
  [withExercises([]), 'accepted'],
  [withExercises({ a: { state: 'won', hints: 0 } }), '`a.state` must be one of open, tried, done.'],
  [withExercises({ a: { state: 'done', hints: -1 } }), '`a.hints` must be a whole number, 0 or more.'],
  [withExercises({ a: { state: 'done' } }), '`a.hints` is missing.'],
])('a foreign or damaged file is refused with one sentence: %j', (text, sentence) => {
  expect(refusalOf(text)).toMatch(sentence)
})
