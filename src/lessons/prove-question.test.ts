import { expect, test } from 'vitest'
import type { Check, Verdict } from '../trace/index.ts'
import { contradictionsOf } from './prove-question.ts'
import type { Question } from './question.ts'

const words = { en: 'x', ja: 'x' }
const happened: Check = { type: 'eventually', what: { event: 'PersistFailed' } }
const forbidden: Check = { type: 'never', what: { event: 'PersistFailed' } }

/** A question to which `lost` is the right answer. */
const question = (lost?: Check, kept?: Check): Question => ({
  type: 'choice',
  ask: words,
  why: words,
  choices: [
    { id: 'lost', words, ...(lost === undefined ? {} : { claim: lost }) },
    { id: 'kept', words, ...(kept === undefined ? {} : { claim: kept }) },
  ],
  answer: 'lost',
})
const found = async (asked: Question, verdicts: Partial<Record<Check['type'], Verdict>>) =>
  (await contradictionsOf(asked, async ({ type }) => verdicts[type] ?? 'open')).map(({ en }) => en)

test('a confirmed right choice and a refuted wrong one contradict nothing', async () => {
  expect(await found(question(happened, forbidden), { eventually: 'true', never: 'false' })).toEqual([])
})

test('an undecided right choice is not confirmed, and an unviolated wrong invariant is not refuted', async () => {
  expect(await found(question(happened, forbidden), {})).toEqual([
    'The run does not confirm the right answer lost.',
    'The run does not refute the wrong answer kept.',
  ])
})

test('a choice without a claim is not judged', async () => {
  expect(await found(question(), {})).toEqual([])
})

test('the claim of a number is judged as its right answer', async () => {
  const asked: Question = { type: 'number', ask: words, why: words, answer: 19, claim: happened }
  expect(await found(asked, {})).toEqual(['The run does not confirm the right answer 19.'])
  expect(await found(asked, { eventually: 'true' })).toEqual([])
})
