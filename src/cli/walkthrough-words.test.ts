import { expect, test } from 'vitest'
import { en } from '../playground/texts/en.ts'
import { ja } from '../playground/texts/ja.ts'
import { walkthroughWords } from './walkthrough-words.ts'

test.each([
  ['en', en],
  ['ja', ja],
] as const)('the runner knows what the page calls its buttons (%s)', (language, texts) => {
  const { title, next, watch, speed } = walkthroughWords[language]
  expect({ title, next, watch }).toEqual({
    title: texts.lesson.title,
    next: texts.lesson.next,
    watch: texts.lesson.watch,
  })
  expect(speed).toBe(texts.transport.speed)
})
