import type { Bilingual } from '../narration/index.ts'
import type { Check } from '../trace/index.ts'
import { type Anchor, sameAnchor } from './anchor.ts'

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
