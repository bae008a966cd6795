import type { Bilingual } from '../narration/index.ts'
import type { ParticipantId } from '../trace/index.ts'
import { complaint } from '../trace/refusal.ts'
import type { CodeExercise, Exercise, GoalExercise, Play, PredictionExercise } from './exercise.ts'
import { actsIn } from './exercise-judge.ts'
import { exerciseSchema } from './exercise-schema.ts'
import { addedBy, impossibleAct } from './impossible-act.ts'
import { unknownAmongThings, unknownThing } from './impossible-anchor.ts'
import {
  type Fault,
  first,
  impossiblePart,
  impossiblePattern,
  impossibleWait,
  unknown,
  within,
} from './impossible-check.ts'
import { checkedLesson, type LessonFault, type ParticipantsOf } from './lesson-fault.ts'

const anExercise: Bilingual = { en: 'An exercise', ja: '演習' }

/**
 * Validates an exercise from outside: its form, its texts, and whether its checks can be decided. Returns a copy of it,
 * or its first fault. Whether it works is proved by `proveExercise`.
 */
export const parseExercise = (
  value: unknown,
  participantsOf: ParticipantsOf,
): Exercise | { readonly fault: LessonFault } =>
  checkedLesson(value, {
    schema: exerciseSchema,
    whole: anExercise,
    impossibleIn,
    participantsOf,
  })

/** All plays of an exercise, each series with the keys that lead to it. */
const seriesOf = (
  exercise: Exercise,
): readonly (readonly [keys: Fault['steps'], plays: readonly Play[]])[] => [
  [['prepare'], exercise.prepare ?? []],
  ...(exercise.type === 'goal'
    ? [
        ...exercise.remarks.map(({ example }, i) => [['remarks', i, 'example'], example] as const),
        [['solution'], exercise.solution] as const,
      ]
    : exercise.type === 'code'
      ? [[['trial'], exercise.trial] as const]
      : [[['experiment'], exercise.experiment] as const]),
]

function impossibleIn(exercise: Exercise, scenario: readonly ParticipantId[]): Fault | null {
  const unclaimed = exercise.type === 'prediction' ? missingClaim(exercise) : null
  if (unclaimed !== null) return unclaimed
  const series = seriesOf(exercise)
  const added = series.flatMap(([, plays]) => actsIn(plays)).flatMap(addedBy)
  const participants = new Set([...scenario, ...added])
  return first([
    ...series.flatMap(([keys, plays]) =>
      plays.map((play, i) => within([...keys, i], impossiblePlay(play, participants))),
    ),
    ...(exercise.type !== 'prediction'
      ? impossibleGoal(exercise, participants)
      : impossibleClaims(exercise, participants)),
  ])
}

/** A prediction is judged by what its answers claim about the run, so each needs a claim. */
function missingClaim({ question, counts, things = [] }: PredictionExercise): Fault | null {
  const message = complaint('missing')
  if (question.type === 'point') return things.length === 0 ? { steps: ['things'], message } : null
  if (question.type === 'number') return counts === undefined ? { steps: ['counts'], message } : null
  const place = question.choices.findIndex(({ claim }) => claim === undefined)
  return place < 0 ? null : { steps: ['question', 'choices', place, 'claim'], message }
}

const impossiblePlay = ({ actions, until }: Play, participants: ReadonlySet<ParticipantId>): Fault | null =>
  first([
    ...actions.map((action, i) => within(['actions', i], impossibleAct(action, participants))),
    within(['until'], impossibleWait(until, participants)),
  ])

const impossibleGoal = (
  exercise: GoalExercise | CodeExercise,
  participants: ReadonlySet<ParticipantId>,
): readonly (Fault | null)[] => [
  exercise.type === 'code' && !participants.has(exercise.code.participant)
    ? unknown(['code', 'participant'], exercise.code.participant, participants)
    : null,
  ...exercise.lamps.map(({ check }, i) => within(['lamps', i, 'check'], impossiblePart(check, participants))),
  ...exercise.remarks.map(({ when }, i) =>
    'refusedName' in when
      ? null
      : within(
          ['remarks', i, 'when'],
          // The pattern of code may contain invariants, which no wait can have.
          exercise.type === 'code' ? impossiblePart(when, participants) : impossibleWait(when, participants),
        ),
  ),
  ...(exercise.type === 'goal' ? (exercise.forbidden ?? []) : []).map(({ act }, i) =>
    within(['forbidden', i, 'act'], impossiblePattern(act, participants)),
  ),
]

const impossibleClaims = (
  { question, counts, things = [] }: PredictionExercise,
  participants: ReadonlySet<ParticipantId>,
): readonly (Fault | null)[] => [
  question.type === 'point'
    ? unknownAmongThings(['question', 'answers'], question.answers, participants)
    : null,
  ...things.map(({ thing }, i) => unknownThing(['things', i, 'thing'], thing, participants)),
  ...things.map(({ claim }, i) => within(['things', i, 'claim'], impossiblePart(claim, participants))),
  counts === undefined ? null : within(['counts'], impossiblePattern(counts, participants)),
  ...(question.type === 'choice'
    ? question.choices.map(({ claim }, i) =>
        claim === undefined
          ? null
          : within(['question', 'choices', i, 'claim'], impossiblePart(claim, participants)),
      )
    : []),
]
