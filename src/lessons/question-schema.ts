import * as v from 'valibot'
import type { Bilingual } from '../narration/index.ts'
import { canonicalPlain } from '../trace/canonical-plain.ts'
import { boundedCheckSchema } from '../trace/check-schema.ts'
import { isRefused, type Refused } from '../trace/index.ts'
import { listOf, name, whole } from '../trace/plain-schema.ts'
import { checked, complaint } from '../trace/refusal.ts'
import { anchorSchema } from './anchor.ts'
import { narrationSchema } from './narration-schema.ts'
import type { Choice, Question } from './question.ts'
import { bilingual } from './text-schema.ts'

const asked = { ask: bilingual, why: narrationSchema }
const finite = v.pipe(v.number(complaint('not-number')), v.finite(complaint('not-finite')))

const anchors = v.pipe(listOf(anchorSchema, { en: 'things', ja: '対象' }), v.minLength(1, complaint('empty')))

const choices = v.pipe(
  listOf<Choice>(
    v.strictObject({
      id: name,
      words: bilingual,
      claim: v.exactOptional(boundedCheckSchema),
      reply: v.exactOptional(narrationSchema),
    }),
    { en: 'choices', ja: '選択肢' },
  ),
  v.minLength(2, complaint('too-few-entries', { least: 2 })),
  v.maxLength(6, complaint('too-many-entries', { most: 6 })),
  v.check(list => new Set(list.map(({ id }) => id)).size === list.length, complaint('same-id-twice')),
)

/** A question with answers to choose from. */
export const choiceQuestionSchema = v.pipe(
  v.strictObject({ type: v.literal('choice'), ...asked, choices, answer: name }),
  v.check(({ choices, answer }) => choices.some(({ id }) => id === answer), complaint('answer-no-choice')),
)

export const questionSchema: v.GenericSchema<unknown, Question> = v.variant('type', [
  choiceQuestionSchema,
  v.strictObject({
    type: v.literal('number'),
    ...asked,
    answer: finite,
    tolerance: v.exactOptional(v.pipe(finite, v.minValue(0, complaint('too-small', { least: 0 })))),
    claim: v.exactOptional(boundedCheckSchema),
    unit: v.exactOptional(bilingual),
  }),
  v.strictObject({
    type: v.literal('point'),
    ...asked,
    answers: anchors,
    claim: v.exactOptional(boundedCheckSchema),
  }),
])

/** A question whose answer is a number of events, which an exercise counts itself. */
export const countQuestionSchema = v.strictObject({
  type: v.literal('number'),
  ...asked,
  answer: whole,
  unit: v.exactOptional(bilingual),
})

/** A question with a click as answer, as exercises have it: `things` says what the clicks claim. */
export const pointQuestionSchema = v.strictObject({ type: v.literal('point'), ...asked, answers: anchors })

const aQuestion: Bilingual = { en: 'A question', ja: '質問' }

/** Validates a question from outside. Returns a copy of it, or one sentence that says what is wrong with it and where. */
export const parseQuestion = (value: unknown): Question | Refused => {
  const copied = canonicalPlain(value, aQuestion)
  return isRefused(copied) ? copied : checked(questionSchema, copied.plain, aQuestion)
}
