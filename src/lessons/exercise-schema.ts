import * as v from 'valibot'
import { actionSchema, actionTypes } from '../trace/action-schema.ts'
import { boundedCheckSchema, patternSchema } from '../trace/check-schema.ts'
import { choice, listOf, name, text, whole } from '../trace/plain-schema.ts'
import { complaint } from '../trace/refusal.ts'
import { anchorSchema } from './anchor.ts'
import { type CodeRemark, type Exercise, ladders, type Play } from './exercise.ts'
import { lessonFields, patienceMs, speed } from './lesson-fields.ts'
import { narrationSchema } from './narration-schema.ts'
import { choiceQuestionSchema, countQuestionSchema, pointQuestionSchema } from './question-schema.ts'
import { bilingual } from './text-schema.ts'

const playSchema: v.GenericSchema<unknown, Play> = v.strictObject({
  actions: listOf(actionSchema, { en: 'actions', ja: '操作' }),
  until: boundedCheckSchema,
  withinMs: patienceMs,
  speed: v.exactOptional(speed),
})

const plays = listOf(playSchema, { en: 'plays', ja: '操作と待機の組' })
const atLeastOne = complaint('too-few-entries', { least: 1 })

const common = {
  ...lessonFields,
  ladder: choice(ladders),
  prepare: v.exactOptional(plays),
  situation: narrationSchema,
  hints: v.strictTuple([narrationSchema, narrationSchema, narrationSchema]),
  why: narrationSchema,
}

const lamps = v.pipe(
  listOf(
    v.strictObject({
      check: boundedCheckSchema,
      met: bilingual,
      yet: bilingual,
      broken: v.exactOptional(bilingual),
    }),
    { en: 'lamps', ja: 'ランプ' },
  ),
  v.minLength(1, atLeastOne),
)

const actPattern = v.pipe(
  patternSchema,
  v.check(({ event }) => event === 'ActionDone', complaint('not-an-act')),
)

const goalSchema = v.strictObject({
  type: v.literal('goal'),
  ...common,
  goal: narrationSchema,
  lamps,
  remarks: listOf(v.strictObject({ when: boundedCheckSchema, say: narrationSchema, example: plays }), {
    en: 'remarks',
    ja: '状況別ヒント',
  }),
  forbidden: v.exactOptional(
    listOf(v.strictObject({ act: actPattern, words: bilingual }), {
      en: 'forbidden acts',
      ja: '禁止された操作',
    }),
  ),
  allowed: v.exactOptional(listOf(choice(actionTypes), { en: 'types of acts', ja: '操作の種類' })),
  solution: v.pipe(plays, v.minLength(1, atLeastOne)),
  par: v.pipe(whole, v.minValue(1, complaint('below-1'))),
})

const edits = listOf(v.strictObject({ find: text, put: text }), { en: 'edits', ja: '変更' })

const codeRemarkSchema = v.strictObject({
  when: v.lazy(
    (value): v.GenericSchema<unknown, CodeRemark['when']> =>
      typeof value === 'object' && value !== null && 'refusedName' in value
        ? v.strictObject({ refusedName: name })
        : boundedCheckSchema,
  ),
  say: narrationSchema,
  example: edits,
})

const codeSchema = v.strictObject({
  type: v.literal('code'),
  ...common,
  goal: narrationSchema,
  code: v.strictObject({
    file: name,
    participant: name,
    actor: name,
    start: v.exactOptional(edits),
    solution: v.pipe(edits, v.minLength(1, atLeastOne)),
  }),
  trial: v.pipe(plays, v.minLength(1, atLeastOne)),
  lamps,
  remarks: v.pipe(
    listOf(codeRemarkSchema, { en: 'remarks', ja: '状況別ヒント' }),
    v.minLength(1, atLeastOne),
  ),
  par: v.pipe(whole, v.minValue(1, complaint('below-1'))),
})

const candidateSchema = v.strictObject({
  thing: anchorSchema,
  claim: boundedCheckSchema,
  reply: v.exactOptional(bilingual),
})

const predictionSchema = v.strictObject({
  type: v.literal('prediction'),
  ...common,
  question: v.variant('type', [choiceQuestionSchema, countQuestionSchema, pointQuestionSchema]),
  things: v.exactOptional(listOf(candidateSchema, { en: 'things', ja: '対象' })),
  experiment: v.pipe(plays, v.minLength(1, atLeastOne)),
  counts: v.exactOptional(patternSchema),
})

/** The form of an exercise. Its meaning is checked by `parseExercise`. */
export const exerciseSchema: v.GenericSchema<unknown, Exercise> = v.variant('type', [
  goalSchema,
  codeSchema,
  predictionSchema,
])
