import * as v from 'valibot'
import { isPlain } from './canonical-plain.ts'
import { latestInstantMs } from './identifiers.ts'
import type { Plain } from './plain.ts'

export const text = v.string('must be text')
export const name = v.pipe(text, v.nonEmpty('must not be empty'))
export const truth = v.boolean('must be true or false')
export const whole = v.pipe(
  v.number('must be a whole number, 0 or more'),
  v.safeInteger('must be a whole number, 0 or more'),
  v.minValue(0, 'must be a whole number, 0 or more'),
)
/** An instant in virtual ms, up to {@link latestInstantMs}. */
export const instant = v.pipe(
  whole,
  v.maxValue(latestInstantMs, `must be at most ${latestInstantMs}, which is 24 hours of virtual time`),
)
export const names = v.array(name, 'must be a list of texts')
/* @__NO_SIDE_EFFECTS__ */
export const choice = <const T extends readonly string[]>(options: T) =>
  v.picklist(options, `must be one of ${options.join(', ')}`)

export const plainFields = v.custom<{ readonly [key: string]: Plain }>(
  value => typeof value === 'object' && value !== null && !Array.isArray(value) && isPlain(value),
  'must be an object of plain data',
)
