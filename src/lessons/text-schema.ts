import * as v from 'valibot'
import type { Bilingual } from '../narration/index.ts'
import { text } from '../trace/plain-schema.ts'
import { complaint } from '../trace/refusal.ts'

/** Most characters of one text of a lesson, in each language. */
const maxText = 4000

const words = v.pipe(
  text,
  v.check(value => value.trim() !== '', complaint('empty')),
  v.maxLength(maxText, complaint('too-long-text', { most: maxText })),
)

/** A text in both languages. A missing translation is named by its field. */
export const bilingual: v.GenericSchema<unknown, Bilingual> = v.strictObject({ en: words, ja: words })
