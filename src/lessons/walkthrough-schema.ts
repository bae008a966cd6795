import * as v from 'valibot'
import { actionSchema } from '../trace/action-schema.ts'
import { boundedCheckSchema } from '../trace/check-schema.ts'
import { choice, listOf, name } from '../trace/plain-schema.ts'
import { complaint } from '../trace/refusal.ts'
import { anchorSchema } from './anchor.ts'
import { directionsSchema } from './direction.ts'
import { ladders } from './exercise.ts'
import type { Step, Walkthrough } from './lesson.ts'
import { lessonFields, patienceMs, speed } from './lesson-fields.ts'
import { narrationSchema } from './narration-schema.ts'
import { questionSchema } from './question-schema.ts'
import { bilingual } from './text-schema.ts'

const stepSchema: v.GenericSchema<unknown, Step> = v.strictObject({
  id: name,
  chapter: v.exactOptional(bilingual),
  say: narrationSchema,
  ask: v.exactOptional(questionSchema),
  notes: v.exactOptional(narrationSchema),
  points: v.exactOptional(listOf(anchorSchema, { en: 'things', ja: '対象' })),
  stage: v.exactOptional(directionsSchema),
  actions: v.exactOptional(listOf(actionSchema, { en: 'actions', ja: '操作' })),
  cues: v.exactOptional(directionsSchema),
  await: v.exactOptional(
    v.strictObject({
      check: boundedCheckSchema,
      waiting: bilingual,
      withinMs: patienceMs,
    }),
  ),
  speed: v.exactOptional(speed),
  lamps: v.exactOptional(
    listOf(v.strictObject({ check: boundedCheckSchema, words: bilingual }), { en: 'lamps', ja: 'ランプ' }),
  ),
})

export const walkthroughSchema: v.GenericSchema<unknown, Walkthrough> = v.strictObject({
  ...lessonFields,
  about: bilingual,
  ladder: v.exactOptional(choice(ladders)),
  steps: v.pipe(
    listOf(stepSchema, { en: 'steps', ja: 'ステップ' }),
    v.minLength(1, complaint('too-few-entries', { least: 1 })),
  ),
})
