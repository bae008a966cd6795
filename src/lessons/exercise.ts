import type { Bilingual } from '../narration/index.ts'
import type { Action, Check, EventPattern, Plain } from '../trace/index.ts'
import type { Question } from './question.ts'

/** Acts, and the condition for which the run then goes on. */
export interface Play {
  /** Performed at one instant, in this order. */
  readonly actions: readonly Action[]
  readonly until: Check
  /** Limit in virtual ms. The play has failed when its check is not true by then. */
  readonly withinMs: number
  /** Virtual ms per real ms when a person watches. Default 1. */
  readonly speed?: number
}

/** A condition of the goal, with words for each of its values. */
export interface GoalLamp {
  readonly check: Check
  /** The condition is met, or has been kept so far. */
  readonly met: Bilingual
  /** The condition is not met yet. */
  readonly yet: Bilingual
  /** The condition can no longer be met in this run. Default: `yet`. */
  readonly broken?: Bilingual
}

/** A hint for an attempt that went a certain way. */
export interface Remark {
  /** The pattern of the attempt: the hint is shown once this is true. */
  readonly when: Check
  readonly say: Bilingual
  /** An attempt in which the pattern occurs and the goal is missed. The build plays it. */
  readonly example: readonly Play[]
}

/** Acts that are not permitted. */
export interface ForbiddenAct {
  /** A pattern of `ActionDone`, such as `{ event: 'ActionDone', where: { 'action.type': 'Kill' } }`. */
  readonly act: EventPattern
  /** The rule in words, shown with the task: "Do not kill the database." */
  readonly words: Bilingual
}

export const ladders = ['supervision', 'cqrs', 'persistence', 'cluster'] as const
/** A series of exercises about one subject. */
export type Ladder = (typeof ladders)[number]

interface Common {
  readonly id: string
  readonly ladder: Ladder
  readonly title: Bilingual
  /** The time that a participant needs, in minutes. */
  readonly minutes: number
  readonly scenario: string
  readonly seed: number
  readonly settings?: { readonly [key: string]: Plain }
  /** Played at full speed before the exercise begins. Default: none. */
  readonly prepare?: readonly Play[]
  /** The situation at the start, in two to five short sentences. */
  readonly situation: Bilingual
  /** From a first nudge to nearly the answer. */
  readonly hints: readonly [Bilingual, Bilingual, Bilingual]
  /** The explanation of the result: the belief that it refutes, and the rule. */
  readonly why: Bilingual
}

/** A task that is solved when every lamp of its goal is lit and no forbidden act was done. */
export interface GoalExercise extends Common {
  readonly type: 'goal'
  /** The task in one or two sentences. */
  readonly goal: Bilingual
  readonly lamps: readonly GoalLamp[]
  readonly remarks: readonly Remark[]
  readonly forbidden?: readonly ForbiddenAct[]
  /** Types of acts that are permitted. Default: all. */
  readonly allowed?: readonly Action['type'][]
  readonly solution: readonly Play[]
  /** Number of acts with which a good solution gets by. */
  readonly par: number
}

/** A prediction of a run, which then shows the answer. */
export interface PredictionExercise extends Common {
  readonly type: 'prediction'
  /** Each choice has a claim, which the experiment confirms or refutes. */
  readonly question: Exclude<Question, { type: 'point' }>
  readonly experiment: readonly Play[]
  /** For a question with a number as answer: the events whose number in the whole run is the answer. */
  readonly counts?: EventPattern
}

/**
 * A small task on a real run that checks itself. A participant either reaches a goal by acts, or predicts the outcome of
 * an experiment.
 */
export type Exercise = GoalExercise | PredictionExercise
