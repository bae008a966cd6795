import {
  type Check,
  matchesEvent,
  type TraceEvent,
  type Verdict,
  type VirtualTime,
  type WatchDecision,
} from '../trace/index.ts'
import type { PredictionExercise } from './exercise.ts'
import { candidateOf, claimId, claimsOf, isLit, lampValue } from './exercise-judge.ts'
import { type Answer, isRight } from './question.ts'

/** A place in the recording that shows something. */
export type ShowingPlace = Pick<WatchDecision, 'at' | 'events' | 'event' | 'since'>

/** The way in which the run of an experiment refutes a wrong answer. */
export type Refutation =
  /** An event contradicts the answer. */
  | { readonly type: 'event'; readonly place: ShowingPlace }
  /** Nothing contradicts the answer, but it had not come true when the experiment ended. */
  | {
      readonly type: 'absence'
      /** The end of the experiment. */
      readonly at: VirtualTime
      /** The parts of the answer's claim that had not come true. */
      readonly missing: readonly Check[]
      /** The place at which the right answer came true; null: no single event shows it. */
      readonly instead: ShowingPlace | null
    }
  /** The events to count were fewer than the answer says when the experiment ended. */
  | {
      readonly type: 'count'
      readonly at: VirtualTime
      readonly count: number
      /** The last of them; null: there is none. */
      readonly instead: ShowingPlace | null
    }

/** The run of an experiment at its end. */
export interface Experiment {
  readonly decisions: readonly WatchDecision[]
  /** All events of the run, such as an array or the page's log. */
  readonly events: { readonly length: number; at(position: number): TraceEvent | undefined }
  readonly end: VirtualTime
  /** Evaluates one check over the run. */
  verdictOf(check: Check): Promise<Verdict>
}

/** Finds what shows that a wrong answer is wrong; null for a right answer and for one that claims nothing. */
export async function refutationOf(
  exercise: PredictionExercise,
  answer: Answer,
  experiment: Experiment,
): Promise<Refutation | null> {
  if (isRight(exercise.question, answer)) return null
  if (answer.type === 'number') return countedOf(exercise, answer.number, experiment)
  const { decisions, end } = experiment
  const contradicted = decisionOn(exercise, answer, decisions, 'false')
  if (contradicted !== null) return { type: 'event', place: contradicted }
  const missing: Check[] = []
  for (const check of claimsOf(exercise, answer))
    if (!isLit(lampValue(check, await experiment.verdictOf(check)))) missing.push(check)
  if (missing.length === 0) return null
  const rightOnes = rightAnswers(exercise).map(right => decisionOn(exercise, right, decisions, 'true'))
  return { type: 'absence', at: end, missing, instead: rightOnes.find(place => place !== null) ?? null }
}

/** The first event beyond the number, or the number of events when they are too few. */
function countedOf(
  { counts }: PredictionExercise,
  number: number,
  { events, end }: Experiment,
): Refutation | null {
  if (counts === undefined) return null
  let count = 0
  let last: ShowingPlace | null = null
  for (let position = 0; position < events.length; position++) {
    const event = events.at(position)
    if (event === undefined || event.at > end || !matchesEvent(counts, event)) continue
    count += 1
    last = { at: event.at, events: position + 1, event, since: null }
    if (count > number) return { type: 'event', place: last }
  }
  return { type: 'count', at: end, count, instead: last }
}

/** The decision on the claim of an answer with this verdict; null: the run has none. */
function decisionOn(
  exercise: PredictionExercise,
  answer: Answer,
  decisions: readonly WatchDecision[],
  verdict: Verdict,
): WatchDecision | null {
  const candidate = candidateOf(exercise, answer)
  const id =
    answer.type === 'choice'
      ? answer.choice
      : candidate === null
        ? null
        : String(exercise.things?.indexOf(candidate))
  if (id === null) return null
  return decisions.find(decision => decision.id === claimId(id) && decision.verdict === verdict) ?? null
}

const rightAnswers = ({ question }: PredictionExercise): readonly Answer[] =>
  question.type === 'choice'
    ? [{ type: 'choice', choice: question.answer }]
    : question.type === 'point'
      ? question.answers.map(thing => ({ type: 'point', thing }))
      : []
