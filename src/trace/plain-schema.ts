import * as v from 'valibot'
import type { Bilingual } from './bilingual.ts'
import { isPlain } from './canonical-plain.ts'
import { latestInstantMs } from './identifiers.ts'
import type { Plain } from './plain.ts'
import { complaint } from './refusal.ts'

export const text = v.string(complaint('not-text'))
export const name = v.pipe(text, v.nonEmpty(complaint('empty')))
/** Text that a person typed as a name, short enough for one line. */
export const shortName = v.pipe(name, v.maxLength(500, complaint('too-long-text', { most: 500 })))
export const truth = v.boolean(complaint('not-boolean'))
const notWhole = complaint('not-whole-from-0')
export const whole = v.pipe(v.number(notWhole), v.safeInteger(notWhole), v.minValue(0, notWhole))
/** An instant in virtual ms, up to {@link latestInstantMs}. */
export const instant = v.pipe(
  whole,
  v.maxValue(latestInstantMs, complaint('beyond-24-hours', { most: latestInstantMs })),
)
/* @__NO_SIDE_EFFECTS__ */
export const listOf = <T>(item: v.GenericSchema<unknown, T>, items: Bilingual) =>
  v.array(item, complaint('not-list-of', { items }))
export const names = listOf(name, { en: 'texts', ja: '文字列' })
/* @__NO_SIDE_EFFECTS__ */
export const choice = <const T extends readonly string[]>(options: T) =>
  v.picklist(options, complaint('not-one-of', { options: options.join(', ') }))

/* @__NO_SIDE_EFFECTS__ */
export const wholeBetween = (least: number, most: number) =>
  v.pipe(
    v.number(complaint('not-number')),
    v.integer(complaint('not-whole')),
    v.minValue(least, complaint('too-small', { least })),
    v.maxValue(most, complaint('too-large', { most })),
  )
/** Shortest and longest latency in virtual ms. */
/* @__NO_SIDE_EFFECTS__ */
export const latencyBetween = (least: number, most: number) =>
  v.pipe(
    v.strictObject({ minMs: wholeBetween(least, most), maxMs: wholeBetween(least, most) }),
    v.check(({ minMs, maxMs }) => minMs <= maxMs, complaint('min-above-max')),
  )

export const plainFields = v.custom<{ readonly [key: string]: Plain }>(
  value => typeof value === 'object' && value !== null && !Array.isArray(value) && isPlain(value),
  complaint('not-plain-object'),
)
