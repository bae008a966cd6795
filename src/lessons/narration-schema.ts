import * as v from 'valibot'
import type { Bilingual } from '../narration/index.ts'
import { isRefused } from '../trace/index.ts'
import { complaint } from '../trace/refusal.ts'
import { parseNarration } from './narration-markup.ts'
import { bilingual } from './text-schema.ts'

/** A text in both languages whose Markdown is that of a narration. */
export const narrationSchema: v.GenericSchema<unknown, Bilingual> = v.pipe(
  bilingual,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    for (const key of ['en', 'ja'] as const) {
      const input = { ...dataset.value }
      const parsed = parseNarration(input[key])
      if (!isRefused(parsed)) continue
      addIssue({
        message: complaint('narration-markup', { markup: parsed.values.markup! }),
        path: [{ type: 'object', origin: 'value', input, key, value: input[key] }],
      })
    }
  }),
)
