import type { Bilingual } from '../narration/index.ts'
import type { Action, Check, EventPattern, ParticipantId, PathText, Plain } from '../trace/index.ts'
import type { Anchor } from './anchor.ts'
import type { CodeEdit } from './code-edits.ts'
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

export const ladders = ['failures', 'relatives', 'replies', 'cqrs', 'persistence', 'cluster'] as const
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

/** A task with conditions. */
interface Task extends Common {
  /** The task in one or two sentences. */
  readonly goal: Bilingual
  readonly lamps: readonly GoalLamp[]
}

/** A task that is solved when every lamp of its goal is lit and no forbidden act was done. */
export interface GoalExercise extends Task {
  readonly type: 'goal'
  readonly remarks: readonly Remark[]
  readonly forbidden?: readonly ForbiddenAct[]
  /** Types of acts that are permitted. Default: all. */
  readonly allowed?: readonly Action['type'][]
  readonly solution: readonly Play[]
  /** Number of acts with which a good solution gets by. */
  readonly par: number
}

/** A behavior to edit. */
export interface BehaviorToEdit {
  /** Path below `src/scenarios`, such as `workbench/till.ts`. */
  readonly file: string
  /** An actor with this behavior, without address and uid. The page shows it. */
  readonly participant: ParticipantId
  readonly actor: PathText
  /** Edits of the build's text that plant the mistake. Default: the build's text has it. */
  readonly start?: readonly CodeEdit[]
  /** Edits of the starting text. */
  readonly solution: readonly CodeEdit[]
}

/** A hint for code that went wrong in a certain way. */
export interface CodeRemark {
  /**
   * A pattern of the run with this code up to the end of its trial, where an invariant counts while nothing violates it; or a
   * name that the sandbox refuses, so that the code does not run at all.
   */
  readonly when: Check | { readonly refusedName: string }
  readonly say: Bilingual
  /** Edits of the starting text with which the pattern occurs and the goal is missed: a plausible mistake. */
  readonly example: readonly CodeEdit[]
}

/** A task that is solved by editing a behavior. Any code with which every lamp is lit at the end of the trial is a solution. */
export interface CodeExercise extends Task {
  readonly type: 'code'
  readonly code: BehaviorToEdit
  /** Acts and waits after the preparation. Each attempt is a new run with them, and nobody can do anything else in it. */
  readonly trial: readonly Play[]
  /** At least one. */
  readonly remarks: readonly CodeRemark[]
  /** Number of changed lines with which a good solution gets by. */
  readonly par: number
}

/** A thing that can be the answer to a question by a click. */
export interface Candidate {
  readonly thing: Anchor
  /** Holds after the experiment for a right answer and for no other. */
  readonly claim: Check
  /** A reply to a participant who clicked this, shown before the explanation. */
  readonly reply?: Bilingual
}

/** A prediction of a run, which then shows the answer. */
export interface PredictionExercise extends Common {
  readonly type: 'prediction'
  /** Each choice has a claim, which the experiment confirms or refutes. */
  readonly question: Question
  readonly experiment: readonly Play[]
  /** For a question with a number as answer: the events whose number in the whole run is the answer. */
  readonly counts?: EventPattern
  /** For a question with a click as answer: the things among which a participant chooses. */
  readonly things?: readonly Candidate[]
}

/**
 * A small task on a real run that checks itself. A participant reaches a goal by acts or by editing a behavior, or
 * predicts the outcome of an experiment.
 */
export type Exercise = GoalExercise | CodeExercise | PredictionExercise
