import * as v from 'valibot'
import type { Bilingual } from './bilingual.ts'
import type { Check } from './check.ts'
import { checkSchema } from './check-schema.ts'
import { listOf, name, whole } from './plain-schema.ts'
import { complaint } from './refusal.ts'

/** An invariant that a person added to a run. It is stored beside the run and changes nothing in its trace. */
export interface OwnLamp {
  readonly id: string
  readonly words: Bilingual
  readonly check: Check
  /** Number of events of the run that do not count, from its beginning on. */
  readonly from: number
}

/** Most lamps that a person may add to a run, so that each event stays cheap to judge. */
export const maxOwnLamps = 20

const words = v.pipe(name, v.maxLength(500, complaint('too-long-text', { most: 500 })))

export const ownLampsSchema: v.GenericSchema<unknown, OwnLamp[]> = v.pipe(
  listOf(
    v.strictObject({
      id: name,
      words: v.strictObject({ en: words, ja: words }),
      check: checkSchema,
      from: whole,
    }),
    { en: 'lamps', ja: 'ランプ' },
  ),
  v.maxLength(maxOwnLamps, complaint('too-many-entries', { most: maxOwnLamps })),
)
