import * as v from 'valibot'
import { name, plainFields, whole } from '../trace/plain-schema.ts'
import { complaint } from '../trace/refusal.ts'
import { seedSchema } from '../trace/seed-schema.ts'
import { bilingual } from './text-schema.ts'

/** Virtual ms per real ms; a lesson that never moves or jumps cannot be watched. */
export const speed = v.pipe(
  v.number(complaint('not-number')),
  v.minValue(0.01, complaint('too-small', { least: 0.01 })),
  v.maxValue(100, complaint('too-large', { most: 100 })),
)

/** Limit of a wait in virtual ms. */
export const patienceMs = v.pipe(whole, v.minValue(1, complaint('below-1')))

/** The fields of walkthroughs and exercises. */
export const lessonFields = {
  id: v.pipe(name, v.regex(/^[a-z0-9-]+$/, complaint('not-id'))),
  scenario: name,
  seed: seedSchema,
  settings: v.exactOptional(plainFields),
  title: bilingual,
  minutes: v.pipe(
    whole,
    v.minValue(1, complaint('below-1')),
    v.maxValue(240, complaint('too-large', { most: 240 })),
  ),
}
