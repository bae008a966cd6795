import { expect, test } from 'vitest'
import { participantsOf } from '../scenarios/participants-of.ts'
import { isRefused, maxLinkCharacters, packText } from '../trace/index.ts'
import { exercises } from './exercises/index.ts'
import type { Walkthrough } from './lesson.ts'
import { packLesson, unpackLesson } from './packed-lesson.ts'
import { timeTravel } from './walkthroughs/time-travel.ts'

const unpacked = (packed: string) => unpackLesson(packed, participantsOf)
const sentence = (packed: string): string | null => {
  const lesson = unpacked(packed)
  return isRefused(lesson) ? lesson.refused : null
}

test('a walkthrough survives a link', () => {
  const packed = packLesson(timeTravel)
  expect(packed).toMatch(/^[\w-]+$/)
  expect(unpacked(packed!)).toEqual(JSON.parse(JSON.stringify(timeTravel)))
})

test.each(exercises.map(exercise => [exercise.id, exercise] as const))(
  'the exercise %s fits into a link and survives it',
  (_, exercise) => {
    const packed = packLesson(exercise)
    expect(packed).not.toBeNull()
    expect(unpacked(packed!)).toEqual(JSON.parse(JSON.stringify(exercise)))
  },
)

test('a walkthrough that is too long for a link is not packed', () => {
  const noise = Array.from({ length: 9000 }, (_, i) =>
    (Math.imul(i + 1, 0x9e3779b1) >>> 0).toString(36),
  ).join(' ')
  const long: Walkthrough = { ...timeTravel, about: { en: noise, ja: noise } }
  expect(packLesson(long)).toBeNull()
})

test('a link that was cut, changed or lengthened is refused with what to do', () => {
  const packed = packLesson(timeTravel)!
  for (const broken of [packed.slice(0, -20), `${packed.slice(0, 40)}!`, '', packText('no JSON')!])
    expect(sentence(broken)).toBe(
      'The lesson in the link is incomplete or was changed. Copy the whole link, or ask for the lesson as a file.',
    )
  expect(sentence('A'.repeat(maxLinkCharacters + 1))).toContain('the limit is 8000')
})

test('a fault in a link is refused with its step and field', () => {
  const [first, ...others] = timeTravel.steps
  const markup = { ...first!, say: { ...first!.say, en: 'See [this](https://example.org).' } }
  expect(sentence(packLesson({ ...timeTravel, steps: [markup, ...others] })!)).toContain(
    `The lesson in the link, step [${first!.id}]: \`steps[0].say.en\``,
  )
  expect(sentence(packLesson({ ...timeTravel, minutes: 0 })!)).toBe(
    'The lesson in the link: `minutes` must be 1 or more.',
  )
})
