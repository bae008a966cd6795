import * as v from 'valibot'
import { whole } from './plain-schema.ts'
import { complaint } from './refusal.ts'

/** Seeds are whole numbers from 0 to this one. */
export const maxSeed = 2 ** 31 - 1

export const seedSchema = v.pipe(whole, v.maxValue(maxSeed, complaint('too-large', { most: maxSeed })))
