import type { Bilingual } from '../narration/index.ts'
import {
  type Action,
  type Check,
  conductorId,
  isInvariant,
  type LoggedAction,
  matchesEvent,
  type ScriptStep,
  type Verdict,
  type WatchDecision,
  type WatchedCheck,
} from '../trace/index.ts'
import { sameAnchor } from './anchor.ts'
import type {
  Candidate,
  CodeExercise,
  Exercise,
  ForbiddenAct,
  GoalExercise,
  GoalLamp,
  Play,
  PredictionExercise,
} from './exercise.ts'
import type { Answer } from './question.ts'
import { isSameAct } from './same-act.ts'

/** The exercises that lamps judge. */
type Judged = GoalExercise | CodeExercise

/** `kept`: nothing has violated it so far. `broken`: it cannot be met any more in this run. */
export type LampValue = 'waiting' | 'met' | 'kept' | 'broken'

/** The value of a check with this verdict over the run so far. */
export const lampValue = (check: Check, verdict: Verdict): LampValue =>
  verdict === 'true' ? 'met' : verdict === 'false' ? 'broken' : isInvariant(check) ? 'kept' : 'waiting'

export const isLit = (value: LampValue): boolean => value === 'met' || value === 'kept'

/** The words of a lamp for its present value. */
export const wordsOfLamp = ({ met, yet, broken = yet }: GoalLamp, value: LampValue) =>
  isLit(value) ? met : value === 'broken' ? broken : yet

/** The plays of an exercise itself: its preparation, and the trial of code. Their acts are no acts of the participant. */
const ownPlays = (exercise: Exercise): readonly Play[] => [
  ...(exercise.prepare ?? []),
  ...(exercise.type === 'code' ? exercise.trial : []),
]

export const preparedActs = (exercise: Exercise): number => actsIn(ownPlays(exercise)).length

/** An attempt at a code exercise as a script, from the start of the run. */
export const scriptOfTrial = (exercise: CodeExercise): readonly ScriptStep[] => scriptOf(ownPlays(exercise))

/** Number of steps of that script before the trial itself. */
export const stepsBeforeTrial = ({ prepare = [] }: CodeExercise): number => scriptOf(prepare).length

/** Number of steps of a play in a script: its acts and its wait. */
export const stepsOfPlay = ({ actions }: Play): number => actions.length + 1

const scriptOf = (plays: readonly Play[]): readonly ScriptStep[] =>
  plays.flatMap(({ actions, until, withinMs }): readonly ScriptStep[] => [
    ...actions.map(action => ({ type: 'act', action }) as const),
    { type: 'wait', check: until, withinMs },
  ])

/**
 * The instant (virtual ms) from which the participant can do something else than what led to the event at `at`: just before
 * the last act until then. An act can take effect long after it, because an actor may be busy. Without an act: just before `at`.
 */
export function instantBeforeAct(
  exercise: Exercise,
  actions: readonly { readonly at: number }[],
  at: number,
): number {
  const prepared = preparedActs(exercise)
  const act = actions.slice(prepared).findLast(action => action.at <= at)
  // Never before the end of the preparation, which the branch would lose.
  return Math.max(actions[prepared - 1]?.at ?? 0, (act?.at ?? at) - 1)
}

const lampId = (index: number): string => `exercise-lamp-${index}`
const remarkId = (index: number, part: number): string => `exercise-remark-${index}-${part}`
/** The id of the decisions on the claim of an answer: of a choice its `id`, of a thing its place in the list. */
export const claimId = (choice: string): string => `exercise-claim-${choice}`

/** The checks of an exercise for which a run is watched, with the ids by which {@link judgeGoal} finds their decisions. */
export const watchedChecks = (exercise: Exercise): readonly WatchedCheck[] =>
  exercise.type !== 'prediction'
    ? [
        ...exercise.lamps.map(({ check }, i) => ({ id: lampId(i), check })),
        ...exercise.remarks.flatMap(({ when }, i) =>
          'refusedName' in when ? [] : partsOf(when).map((check, part) => ({ id: remarkId(i, part), check })),
        ),
      ]
    : claimsIn(exercise).map(({ id, claim }) => ({ id: claimId(id), check: claim }))

/** The claims of single answers, by an id of the answer. */
const claimsIn = ({ question, things = [] }: PredictionExercise) =>
  question.type === 'choice'
    ? question.choices.flatMap(({ id, claim }) => (claim === undefined ? [] : [{ id, claim }]))
    : things.map(({ claim }, index) => ({ id: String(index), claim }))

/** The candidate that a person clicked; null: none of them. */
export const candidateOf = ({ things = [] }: PredictionExercise, answer: Answer): Candidate | null =>
  (answer.type === 'point' ? things.find(({ thing }) => sameAnchor(thing, answer.thing)) : undefined) ?? null

/** A forbidden act that was done. */
export interface Violation {
  readonly act: LoggedAction
  /** The rule; null: the act is not one of the allowed ones. */
  readonly rule: ForbiddenAct | null
}

/** The first forbidden act of the participant; null: none. `actions`: all actions of the run. */
export function firstViolation(exercise: Judged, actions: readonly LoggedAction[]): Violation | null {
  if (exercise.type === 'code') return firstForeignAct(exercise, actions)
  for (const act of actions.slice(preparedActs(exercise))) {
    const rule = exercise.forbidden?.find(({ act: pattern }) => matchesEvent(pattern, doneEvent(act)))
    if (rule !== undefined) return { act, rule }
    if (exercise.allowed !== undefined && !exercise.allowed.includes(act.action.type))
      return { act, rule: null }
  }
  return null
}

/** The first act of a person in the trial of code; the deaths of workers are none. */
function firstForeignAct(exercise: CodeExercise, actions: readonly LoggedAction[]): Violation | null {
  const own = actsIn(ownPlays(exercise))
  const acts = actions.filter(({ action }) => action.type !== 'Kill' || action.reason === undefined)
  const act = acts.slice(0, own.length).find(({ action }, i) => !isSameAct(action, own[i]!))
  return act === undefined ? null : { act, rule: null }
}

const doneEvent = ({ index, at, action }: LoggedAction) =>
  ({ type: 'ActionDone', at, node: conductorId, seq: 0, index, action }) as const

/** An attempt at a goal, at one place of the run. */
export interface GoalState {
  readonly values: readonly LampValue[]
  readonly solved: boolean
  /** The hints whose pattern has occurred, each with the last decision that shows it; null: no event does. */
  readonly remarks: readonly { readonly say: Bilingual; readonly shown: WatchDecision | null }[]
  readonly violation: Violation | null
  /** The first decision that put the goal out of reach; null: none. */
  readonly lost: WatchDecision | null
  /** Acts of the participant so far. */
  readonly acts: number
}

/** A run up to a place: `position` events are shown, up to the instant `at`. */
export interface RunSoFar {
  readonly decisions: readonly WatchDecision[]
  readonly actions: readonly LoggedAction[]
  readonly position: number
  readonly at: number
  /** The instant at which the trial of a code exercise ended; null: it has not. */
  readonly trialEnd?: number | null
}

/** Judges an attempt at the shown place. Decisions about later events, and about those after a trial, do not count. */
export function judgeGoal(
  exercise: Judged,
  { decisions, actions, position, at, trialEnd = null }: RunSoFar,
): GoalState {
  const until = Math.min(at, trialEnd ?? at)
  const known = new Map(
    decisions.filter(each => each.events <= position && each.at <= until).map(each => [each.id, each]),
  )
  const complete = exercise.type === 'goal' || (trialEnd !== null && at >= trialEnd)
  const values = exercise.lamps.map(({ check }, i) =>
    lampValue(check, known.get(lampId(i))?.verdict ?? 'open'),
  )
  const lost = exercise.lamps
    .flatMap((_, i) => known.get(lampId(i)) ?? [])
    .filter(({ verdict }) => verdict === 'false')
    .sort((a, b) => a.events - b.events || a.at - b.at)
  const violation = firstViolation(exercise, actions)
  return {
    values,
    solved: complete && violation === null && values.every(isLit),
    remarks: exercise.remarks.flatMap(({ say, when }, i) => {
      if (!complete || 'refusedName' in when) return []
      const parts = partsOf(when).map((check, part) => ({ check, decision: known.get(remarkId(i, part)) }))
      if (!parts.every(({ check, decision }) => isLit(lampValue(check, decision?.verdict ?? 'open'))))
        return []
      const decisions = parts.flatMap(({ decision }) => decision ?? [])
      return [{ say, shown: decisions.sort((a, b) => b.events - a.events)[0] ?? null }]
    }),
    violation,
    lost: lost[0] ?? null,
    acts: Math.max(0, actions.length - preparedActs(exercise)),
  }
}

/** The statement of an answer as checks of the whole run; all of them must hold. */
export function claimsOf(exercise: PredictionExercise, answer: Answer): readonly Check[] {
  const { question, counts } = exercise
  if (question.type === 'point') {
    const candidate = candidateOf(exercise, answer)
    return candidate === null ? [] : partsOf(candidate.claim)
  }
  if (question.type === 'choice') {
    const chosen = question.choices.find(({ id }) => answer.type === 'choice' && id === answer.choice)
    return chosen?.claim === undefined ? [] : partsOf(chosen.claim)
  }
  if (answer.type !== 'number' || counts === undefined) return []
  const { number } = answer
  if (!Number.isSafeInteger(number) || number < 0) return [impossible]
  return [
    ...(number === 0 ? [] : [{ type: 'eventually', what: counts, times: number } as const]),
    { type: 'atMost', what: counts, times: number },
  ]
}

/** A number that no run can have. */
const impossible: Check = { type: 'any', checks: [] }

/** The parts of a conjunction, because an invariant among them is never decided as true. */
export const partsOf = (check: Check): readonly Check[] =>
  check.type === 'all' ? check.checks.flatMap(partsOf) : [check]

/** True when every check holds over the run so far. `verdictOf` evaluates one check over it. */
export async function allHold(
  checks: readonly Check[],
  verdictOf: (check: Check) => Promise<Verdict>,
): Promise<boolean> {
  for (const check of checks) if (!isLit(lampValue(check, await verdictOf(check)))) return false
  return true
}

/** All acts of a series of plays. */
export const actsIn = (plays: readonly { readonly actions: readonly Action[] }[]): readonly Action[] =>
  plays.flatMap(({ actions }) => actions)
