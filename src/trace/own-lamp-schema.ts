import * as v from 'valibot'
import { boundedCheckSchema } from './check-schema.ts'
import { maxOwnLamps, type OwnLamp } from './own-lamp.ts'
import { listOf, name, shortName, whole } from './plain-schema.ts'
import { complaint } from './refusal.ts'

export const ownLampsSchema: v.GenericSchema<unknown, OwnLamp[]> = v.pipe(
  listOf(
    v.strictObject({
      id: name,
      words: v.strictObject({ en: shortName, ja: shortName }),
      check: boundedCheckSchema,
      from: whole,
    }),
    { en: 'lamps', ja: 'ランプ' },
  ),
  v.maxLength(maxOwnLamps, complaint('too-many-entries', { most: maxOwnLamps })),
)
