import type { Check, Condition, ParticipantId, TraceEventBody } from '../../trace/index.ts'
import type { Anchor } from '../anchor.ts'
import type { Question } from '../question.ts'

/** Anchors and checks for the steps of every walkthrough. */
export const participant = (id: ParticipantId): Anchor => ({ type: 'participant', participant: id })
export const actor = (id: ParticipantId, path: string): Anchor => ({
  type: 'actor',
  participant: id,
  actor: path,
})
/** A control of the page, by its role and its name in English and Japanese. */
export const control = (role: string, en: string, ja: string): Anchor => ({
  type: 'control',
  role,
  name: { en, ja },
})

export const eventually = (what: Condition): Check => ({ type: 'eventually', what })
export const all = (...checks: readonly Check[]): Check => ({ type: 'all', checks })

export const any = (...checks: readonly Check[]): Check => ({ type: 'any', checks })
export const never = (what: Condition): Check => ({ type: 'never', what })
/** The condition is met after the first event, or the first instant, at which the other one is. */
export const afterwards = (after: Condition, what: Condition): Check => ({ type: 'eventually', what, after })

export const event = (
  type: TraceEventBody['type'],
  node: ParticipantId,
  where: { readonly [field: string]: string | number | boolean | null } = {},
): Check => eventually({ event: type, node, where })

/** The actor's traced state, as JSON, contains this text. */
export const stateContains = (node: ParticipantId, path: string, contains: string): Check =>
  eventually({ fact: 'state', node, actor: path, contains })

type ChoiceQuestion = Extract<Question, { type: 'choice' }>

/** A question with choices, each as its id, its words in English and Japanese, and its claim about the run so far. */
export const choose = ({
  choices,
  ...question
}: Pick<ChoiceQuestion, 'ask' | 'answer' | 'why'> & {
  readonly choices: readonly (readonly [id: string, en: string, ja: string, claim: Check])[]
}): Question => ({
  type: 'choice',
  choices: choices.map(([id, en, ja, claim]) => ({ id, words: { en, ja }, claim })),
  ...question,
})
