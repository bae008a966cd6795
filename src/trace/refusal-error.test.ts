import { expect, test } from 'vitest'
import { RefusalError, refusalFrom } from './refusal-error.ts'
import { sentenceIn } from './refusals/sentence-in.ts'
import { refuse } from './refused.ts'

test('a refusal error keeps its refusal', () => {
  const refusal = refuse('run-closed')
  expect(refusalFrom(new RefusalError(refusal))).toBe(refusal)
})

test('an unexpected error is named by its class, and its own text is only a detail', () => {
  const refusal = refusalFrom(new TypeError('x is not a function'))
  expect(refusal).toMatchObject({
    refused: 'An unexpected error occurred (TypeError). Load the page again, or start a new run.',
    detail: 'x is not a function',
  })
  expect(sentenceIn(refusal, 'ja')).toBe(
    '予期しないエラーが発生しました(TypeError)。ページを再読み込みするか、新しい実行を始めてください。',
  )
})

test('a DOM exception and a thrown text have a class, too', () => {
  expect(refusalFrom(new DOMException('full', 'QuotaExceededError')).values).toEqual({
    name: 'QuotaExceededError',
  })
  expect(refusalFrom('text')).toMatchObject({ values: { name: 'string' }, detail: 'text' })
})
