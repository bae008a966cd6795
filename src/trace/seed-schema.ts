import * as v from 'valibot'
import { whole } from './plain-schema.ts'
import { complaint } from './refusal.ts'
import { maxSeed } from './seed.ts'

export const seedSchema = v.pipe(whole, v.maxValue(maxSeed, complaint('too-large', { most: maxSeed })))
