import { expect, test } from 'vitest'
import { walkthroughs } from '../../lessons/index.ts'
import { nextLesson } from './next-lesson.ts'

const ids = walkthroughs.map(({ id }) => id)

test('a newcomer begins with the first walkthrough', () => {
  expect(nextLesson(null, [])?.id).toBe(ids[0])
})

test('after a walkthrough the next one that is not done follows', () => {
  expect(nextLesson(ids[0]!, [ids[0]!])?.id).toBe(ids[1])
  expect(nextLesson(ids[0]!, [ids[0]!, ids[1]!])?.id).toBe(ids[2])
  expect(nextLesson(ids.at(-1)!, [ids.at(-1)!])?.id).toBe(ids[0])
})

test('there is no next walkthrough when all are done', () => {
  expect(nextLesson(ids[0]!, ids)).toBeNull()
})
