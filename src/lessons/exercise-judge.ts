import {
  type Action,
  type Check,
  conductorId,
  isInvariant,
  type LoggedAction,
  matchesEvent,
  type Verdict,
  type WatchDecision,
  type WatchedCheck,
} from '../trace/index.ts'
import type {
  Exercise,
  ForbiddenAct,
  GoalExercise,
  GoalLamp,
  PredictionExercise,
  Remark,
} from './exercise.ts'
import type { Answer } from './question.ts'

/** `kept`: nothing has violated it so far. `broken`: it cannot be met any more in this run. */
export type LampValue = 'waiting' | 'met' | 'kept' | 'broken'

/** The value of a check with this verdict over the run so far. */
export const lampValue = (check: Check, verdict: Verdict): LampValue =>
  verdict === 'true' ? 'met' : verdict === 'false' ? 'broken' : isInvariant(check) ? 'kept' : 'waiting'

export const isLit = (value: LampValue): boolean => value === 'met' || value === 'kept'

/** The words of a lamp for its present value. */
export const wordsOfLamp = ({ met, yet, broken = yet }: GoalLamp, value: LampValue) =>
  isLit(value) ? met : value === 'broken' ? broken : yet

/** The acts with which a person sets the stage; they are no acts of the participant. */
export const preparedActs = ({ prepare = [] }: Exercise): number =>
  prepare.reduce((count, { actions }) => count + actions.length, 0)

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
const remarkId = (index: number): string => `exercise-remark-${index}`
const claimId = (choice: string): string => `exercise-claim-${choice}`

/** The checks of an exercise for which a run is watched, with the ids by which {@link judgeGoal} finds their decisions. */
export const watchedChecks = (exercise: Exercise): readonly WatchedCheck[] =>
  exercise.type === 'goal'
    ? [
        ...exercise.lamps.map(({ check }, i) => ({ id: lampId(i), check })),
        ...exercise.remarks.map(({ when }, i) => ({ id: remarkId(i), check: when })),
      ]
    : exercise.question.type === 'choice'
      ? exercise.question.choices.flatMap(({ id, claim }) =>
          claim === undefined ? [] : [{ id: claimId(id), check: claim }],
        )
      : []

/** A forbidden act that was done. */
export interface Violation {
  readonly act: LoggedAction
  /** The rule; null: the act is not one of the allowed ones. */
  readonly rule: ForbiddenAct | null
}

/** The first forbidden act of the participant; null: none. `actions`: all actions of the run. */
export function firstViolation(exercise: GoalExercise, actions: readonly LoggedAction[]): Violation | null {
  for (const act of actions.slice(preparedActs(exercise))) {
    const rule = exercise.forbidden?.find(({ act: pattern }) => matchesEvent(pattern, doneEvent(act)))
    if (rule !== undefined) return { act, rule }
    if (exercise.allowed !== undefined && !exercise.allowed.includes(act.action.type))
      return { act, rule: null }
  }
  return null
}

const doneEvent = ({ index, at, action }: LoggedAction) =>
  ({ type: 'ActionDone', at, node: conductorId, seq: 0, index, action }) as const

/** An attempt at a goal, at one place of the run. */
export interface GoalState {
  readonly values: readonly LampValue[]
  readonly solved: boolean
  /** The remarks whose pattern has occurred. */
  readonly remarks: readonly Remark[]
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
}

/** Judges an attempt at the shown place. Decisions about later events do not count yet. */
export function judgeGoal(exercise: GoalExercise, { decisions, actions, position, at }: RunSoFar): GoalState {
  const known = new Map(
    decisions.filter(each => each.events <= position && each.at <= at).map(each => [each.id, each]),
  )
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
    solved: violation === null && values.every(isLit),
    remarks: exercise.remarks.filter((_, i) => known.get(remarkId(i))?.verdict === 'true'),
    violation,
    lost: lost[0] ?? null,
    acts: Math.max(0, actions.length - preparedActs(exercise)),
  }
}

/** The decision that refuted the claim of a choice; null: the claim was not refuted by an event. */
export const refutationOf = (choice: string, decisions: readonly WatchDecision[]): WatchDecision | null =>
  decisions.find(({ id, verdict }) => id === claimId(choice) && verdict === 'false') ?? null

/** The statement of an answer as checks of the whole run; all of them must hold. */
export function claimsOf({ question, counts }: PredictionExercise, answer: Answer): readonly Check[] {
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
