import { expect, test } from 'vitest'
import { walkthroughs } from '../index.ts'
import type { Walkthrough } from '../lesson.ts'
import { completeTexts, draftOf } from './complete-texts.ts'

const draft: Walkthrough = {
  id: 'mine',
  scenario: 'cqrs',
  seed: 7,
  title: { en: 'Mine', ja: '' },
  about: { en: '', ja: '自作' },
  minutes: 1,
  steps: [{ id: 'one', say: { en: '', ja: ' ' }, lamps: [] }],
}

test('a missing translation is replaced by the other text, with a mark, and a text missing in both stays empty', () => {
  expect(completeTexts(draft)).toEqual({
    ...draft,
    title: { en: 'Mine', ja: '(英語) Mine' },
    about: { en: '(Japanese) 自作', ja: '自作' },
  })
})

test('the draft of a completed walkthrough misses the same translations', () => {
  expect(draftOf(completeTexts(draft))).toEqual(draft)
})

test('a walkthrough with all translations stays as it is', () => {
  for (const walkthrough of walkthroughs) {
    const plain = JSON.parse(JSON.stringify(walkthrough)) as Walkthrough
    expect(completeTexts(plain)).toEqual(plain)
    expect(draftOf(plain)).toEqual(plain)
  }
})
