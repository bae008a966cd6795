import * as v from 'valibot'
import type { Bilingual } from '../narration/index.ts'
import { canonicalPlain } from '../trace/canonical-plain.ts'
import { boundedCheckSchema } from '../trace/check-schema.ts'
import { type Check, isRefused, type Refused } from '../trace/index.ts'
import { listOf, name } from '../trace/plain-schema.ts'
import { checked, complaint } from '../trace/refusal.ts'
import { type Anchor, anchorSchema, sameAnchor } from './anchor.ts'
import { bilingual } from './text-schema.ts'

interface Asked {
  /** The question, in one or two sentences. */
  readonly ask: Bilingual
  /** The explanation after the reveal. */
  readonly why: Bilingual
}

/** One of the answers to choose from. */
export interface Choice {
  /** Unique in its question. */
  readonly id: string
  readonly words: Bilingual
  /**
   * The answer as a check of the run that is predicted: it holds for the right choice, and the run refutes it for every
   * wrong one. Exercises need it for each choice; a walkthrough evaluates it at the end of the step that asks.
   */
  readonly claim?: Check
  /** A reply to a person who chose this, shown before `why`. */
  readonly reply?: Bilingual
}

/**
 * A prediction that is asked before a run shows the answer. Walkthroughs and exercises use it.
 * @example
 * const restarts: Question = {
 *   type: 'number',
 *   ask: { en: 'How many restarts will you see?', ja: '再起動は何回起きますか。' },
 *   unit: { en: 'restarts', ja: '回' },
 *   answer: 2,
 *   why: { en: 'The limit is 2.', ja: '上限が2回だからです。' },
 * }
 */
export type Question =
  | (Asked & {
      readonly type: 'choice'
      /** Two to six, in the order in which they are shown. */
      readonly choices: readonly Choice[]
      /** The `id` of the right choice. */
      readonly answer: string
    })
  | (Asked & {
      readonly type: 'number'
      readonly answer: number
      /** Greatest distance from `answer` that counts as right. Default: 0. */
      readonly tolerance?: number
      /** The answer as a check of the run at the end of the step that asks. An exercise has `counts` in its place. */
      readonly claim?: Check
      /** The unit behind the field: "ms", "messages". */
      readonly unit?: Bilingual
    })
  /** The answer is a click on a thing of the page. */
  | (Asked & {
      readonly type: 'point'
      /** Each of these is a right answer. */
      readonly answers: readonly Anchor[]
      /** The answer as a check of the run at the end of the step that asks. */
      readonly claim?: Check
    })

/** A person's answer to a question. */
export type Answer =
  | { readonly type: 'choice'; readonly choice: string }
  | { readonly type: 'number'; readonly number: number }
  | { readonly type: 'point'; readonly thing: Anchor }

/** True when the answer fits the question and is right. */
export function isRight(question: Question, answer: Answer): boolean {
  switch (question.type) {
    case 'choice':
      return answer.type === 'choice' && answer.choice === question.answer
    case 'number':
      return (
        answer.type === 'number' && Math.abs(answer.number - question.answer) <= (question.tolerance ?? 0)
      )
    case 'point':
      return answer.type === 'point' && question.answers.some(right => sameAnchor(right, answer.thing))
  }
}

const asked = { ask: bilingual, why: bilingual }
const finite = v.pipe(v.number(complaint('not-number')), v.finite(complaint('not-finite')))

const choices = v.pipe(
  listOf<Choice>(
    v.strictObject({
      id: name,
      words: bilingual,
      claim: v.exactOptional(boundedCheckSchema),
      reply: v.exactOptional(bilingual),
    }),
    { en: 'choices', ja: '選択肢' },
  ),
  v.minLength(2, complaint('too-few-entries', { least: 2 })),
  v.maxLength(6, complaint('too-many-entries', { most: 6 })),
  v.check(list => new Set(list.map(({ id }) => id)).size === list.length, complaint('same-id-twice')),
)

export const questionSchema: v.GenericSchema<unknown, Question> = v.variant('type', [
  v.pipe(
    v.strictObject({ type: v.literal('choice'), ...asked, choices, answer: name }),
    v.check(({ choices, answer }) => choices.some(({ id }) => id === answer), complaint('answer-no-choice')),
  ),
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
    answers: v.pipe(listOf(anchorSchema, { en: 'things', ja: '対象' }), v.minLength(1, complaint('empty'))),
    claim: v.exactOptional(boundedCheckSchema),
  }),
])

const aQuestion: Bilingual = { en: 'A question', ja: '質問' }

/** Validates a question from outside. Returns a copy of it, or one sentence that says what is wrong with it and where. */
export const parseQuestion = (value: unknown): Question | Refused => {
  const copied = canonicalPlain(value, aQuestion)
  return isRefused(copied) ? copied : checked(questionSchema, copied.plain, aQuestion)
}
