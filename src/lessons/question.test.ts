import { describe, expect, test } from 'vitest'
import { isRefused, sentenceIn } from '../trace/index.ts'
import { isRight, type Question } from './question.ts'
import { parseQuestion } from './question-schema.ts'

const text = (en: string) => ({ en, ja: `${en}です。` })
const asked = { ask: text('Who?'), why: text('Because.') }

const choice: Extract<Question, { type: 'choice' }> = {
  type: 'choice',
  ...asked,
  choices: [
    { id: 'kept', words: text('It is kept.') },
    {
      id: 'lost',
      words: text('It is lost.'),
      claim: { type: 'never', what: { event: 'MessageDelivered' } },
      reply: text('Look again.'),
    },
  ],
  answer: 'kept',
}
const number: Question = { type: 'number', ...asked, answer: 1000, tolerance: 50, unit: text('ms') }
const point: Question = {
  type: 'point',
  ...asked,
  answers: [
    { type: 'participant', participant: 'node-1' },
    { type: 'actor', participant: 'node-2', actor: '/user/read' },
    { type: 'control', role: 'button', name: { en: 'Share', ja: '共有' } },
  ],
}

describe('isRight', () => {
  test('accepts only the id of the right choice', () => {
    expect(isRight(choice, { type: 'choice', choice: 'kept' })).toBe(true)
    expect(isRight(choice, { type: 'choice', choice: 'lost' })).toBe(false)
  })

  test.each([
    [950, true],
    [1050, true],
    [949.9, false],
    [1051, false],
    [Number.NaN, false],
  ])('the number %d within the tolerance is %s', (given, right) => {
    expect(isRight(number, { type: 'number', number: given })).toBe(right)
  })

  test('a number without tolerance must be equal', () => {
    const exact: Question = { type: 'number', ...asked, answer: 2 }
    expect(isRight(exact, { type: 'number', number: 2 })).toBe(true)
    expect(isRight(exact, { type: 'number', number: 2.1 })).toBe(false)
  })

  test('a click on any of the things is right, a click elsewhere is wrong', () => {
    const pointAt = (participant: string, actor: string) =>
      isRight(point, { type: 'point', thing: { type: 'actor', participant, actor } })
    expect(isRight(point, { type: 'point', thing: { type: 'participant', participant: 'node-1' } })).toBe(
      true,
    )
    expect(isRight(point, { type: 'point', thing: { type: 'participant', participant: 'node-2' } })).toBe(
      false,
    )
    expect(pointAt('node-2', '/user/read')).toBe(true)
    expect(pointAt('node-1', '/user/read')).toBe(false)
    expect(pointAt('node-2', '/user/master')).toBe(false)
    const share = { type: 'control', role: 'button', name: { en: 'Share', ja: '共有' } } as const
    expect(isRight(point, { type: 'point', thing: share })).toBe(true)
    expect(isRight(point, { type: 'point', thing: { ...share, role: 'link' } })).toBe(false)
  })

  test('an answer of another type is wrong', () => {
    expect(isRight(choice, { type: 'number', number: 1 })).toBe(false)
    expect(isRight(number, { type: 'choice', choice: 'kept' })).toBe(false)
    expect(isRight(point, { type: 'number', number: 1 })).toBe(false)
  })
})

describe('parseQuestion', () => {
  test.each([choice, number, point])('returns a valid $type question unchanged', question => {
    expect(parseQuestion(structuredClone(question))).toEqual(question)
  })

  const sentence = (value: unknown): string => {
    const parsed = parseQuestion(value)
    return isRefused(parsed) ? sentenceIn(parsed, 'en') : 'accepted'
  }

  test.each([
    [{ ...choice, answer: 'gone' }, 'A question must have one of its choices as its answer.'],
    [{ ...choice, choices: choice.choices.slice(0, 1) }, '`choices` must have 2 or more entries.'],
    [
      { ...choice, choices: [choice.choices[0], choice.choices[0]] },
      '`choices` must not have the same id twice.',
    ],
    [{ ...choice, ask: { en: 'Who?' } }, '`ask.ja` is missing.'],
    [{ ...choice, why: { en: ' ', ja: 'はい。' } }, '`why.en` must not be empty.'],
    [
      { ...choice, choices: [choice.choices[0], { id: 'b', words: text('b'), claim: { type: 'soon' } }] },
      /^`choices\[1\].claim.type` must be one of eventually, never/,
    ],
    [{ ...number, answer: '7' }, '`answer` must be a number.'],
    [{ ...number, tolerance: -1 }, '`tolerance` must be at least 0.'],
    [{ ...point, answers: [] }, '`answers` must not be empty.'],
    [{ ...point, answers: [{ type: 'actor', participant: 'node-1' }] }, '`answers[0].actor` is missing.'],
    [{ ...number, hint: 1 }, '`hint` is not known here.'],
    [{ type: 'riddle' }, '`type` must be one of choice, number, point.'],
    [7, 'A question must be an object.'],
  ])('says what is wrong and where: %#', (value, expected) => {
    expect(sentence(value)).toMatch(expected)
  })
})
