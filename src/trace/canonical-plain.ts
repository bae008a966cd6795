import type { Bilingual } from './bilingual.ts'
import type { Plain } from './plain.ts'
import { type Refused, refuse } from './refused.ts'
import { subjectOf } from './subject.ts'
import { notPlain, PlainFault, type WalkRules, walkPlain } from './walk-plain.ts'

/** Objects and lists inside one another: far deeper than a person needs, far shallower than the call stack. */
const maxDepth = 100
const usualValues = 100_000

const rules: Omit<WalkRules, 'maxValues'> = {
  maxDepth,
  copies: true,
  leaf: value => {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value
      case 'number':
        // JSON has no −0.
        return Number.isFinite(value) ? (value === 0 ? 0 : value) : notPlain
      default:
        return value === null ? null : notPlain
    }
  },
}

/**
 * A copy of a value from outside, as JSON would return it: without fields that are undefined, with 0 for −0, sharing
 * nothing. So a run is the same live, exported and replayed. Rejects, with the place, what JSON would change (functions,
 * instances of classes, NaN) and a field named `__proto__`. `whole` names the value in the sentence.
 */
export const canonicalPlain = (
  value: unknown,
  whole: Bilingual,
  maxValues: number = usualValues,
): { readonly plain: Plain } | Refused => {
  try {
    return { plain: walkPlain(value, { ...rules, maxValues }) as Plain }
  } catch (error) {
    if (!(error instanceof PlainFault)) throw error
    return refusalOf(error, whole, maxValues)
  }
}

/** A limit holds for the whole value: the place where the walk passed it explains nothing and may be a hundred steps long. */
const refusalOf = ({ problem, steps }: PlainFault, whole: Bilingual, maxValues: number): Refused => {
  switch (problem) {
    case 'too-deep':
      return refuse('too-deep', { subject: whole, most: maxDepth })
    case 'too-many':
      return refuse('too-many-values', { subject: whole, most: maxValues })
    default:
      return refuse(problem, { subject: subjectOf(steps, whole) })
  }
}

/** True for values that {@link canonicalPlain} accepts. */
export const isPlain = (value: unknown): value is Plain =>
  'plain' in canonicalPlain(value, { en: '', ja: '' })
