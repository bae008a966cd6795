import * as v from 'valibot'
import { actionSchema } from '../trace/action-schema.ts'
import { boundedCheckSchema } from '../trace/check-schema.ts'
import { listOf, name, plainFields, whole } from '../trace/plain-schema.ts'
import { complaint } from '../trace/refusal.ts'
import { seedSchema } from '../trace/seed.ts'
import { anchorSchema } from './anchor.ts'
import { directionsSchema } from './direction.ts'
import type { Step, Walkthrough } from './lesson.ts'
import { narrationSchema } from './narration-schema.ts'
import { questionSchema } from './question.ts'
import { bilingual } from './text-schema.ts'

/** Virtual ms per real ms; a step that never moves or jumps cannot be watched. */
const speed = v.pipe(
  v.number(complaint('not-number')),
  v.minValue(0.01, complaint('too-small', { least: 0.01 })),
  v.maxValue(100, complaint('too-large', { most: 100 })),
)

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
      withinMs: v.pipe(whole, v.minValue(1, complaint('below-1'))),
    }),
  ),
  speed: v.exactOptional(speed),
  lamps: v.exactOptional(
    listOf(v.strictObject({ check: boundedCheckSchema, words: bilingual }), { en: 'lamps', ja: 'ランプ' }),
  ),
})

export const walkthroughSchema: v.GenericSchema<unknown, Walkthrough> = v.strictObject({
  id: v.pipe(name, v.regex(/^[a-z0-9-]+$/, complaint('not-id'))),
  scenario: name,
  seed: seedSchema,
  settings: v.exactOptional(plainFields),
  title: bilingual,
  about: bilingual,
  minutes: v.pipe(
    whole,
    v.minValue(1, complaint('below-1')),
    v.maxValue(240, complaint('too-large', { most: 240 })),
  ),
  steps: v.pipe(
    listOf(stepSchema, { en: 'steps', ja: 'ステップ' }),
    v.minLength(1, complaint('too-few-entries', { least: 1 })),
  ),
})
