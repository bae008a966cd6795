import type { Plain } from './plain.ts'
import type { Refused } from './refused.ts'
import { notPlain, PlainFault, type PlainProblem, placeOf, type WalkRules, walkPlain } from './walk-plain.ts'

/** Objects and lists inside one another: far deeper than a person needs, far shallower than the call stack. */
const maxDepth = 100
const maxValues = 100_000

const rules: WalkRules = {
  maxDepth,
  maxValues,
  copies: true,
  keepsUndefined: false,
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

const complaints: { readonly [P in PlainProblem]: string } = {
  'not-plain': 'must be plain data: numbers, texts, true, false, null, lists and objects of these',
  'contains-itself': 'must not contain itself',
  'reserved-name': 'must not have a field named __proto__',
  'too-deep': `must not be nested more than ${maxDepth} deep`,
  'too-many': `must not hold more than ${maxValues} values`,
}

/** Limits of the whole value: the place where the walk passed one explains nothing and may be a hundred steps long. */
const limits: ReadonlySet<PlainProblem> = new Set<PlainProblem>(['too-deep', 'too-many'])

/**
 * A copy of a value from outside, as JSON would return it: without fields that are undefined, with 0 for −0, sharing
 * nothing. So a run is the same live, exported and replayed. Rejects, with the place, what JSON would change (functions,
 * instances of classes, NaN) and a field named `__proto__`. `whole` names the value in the sentence.
 */
export const canonicalPlain = (value: unknown, whole: string): { readonly plain: Plain } | Refused => {
  try {
    return { plain: walkPlain(value, rules) as Plain }
  } catch (error) {
    if (!(error instanceof PlainFault)) throw error
    const place = limits.has(error.problem) ? '' : placeOf(error.steps)
    return { refused: `${place === '' ? whole : `\`${place}\``} ${complaints[error.problem]}.` }
  }
}

/** True for values that {@link canonicalPlain} accepts. */
export const isPlain = (value: unknown): value is Plain => 'plain' in canonicalPlain(value, '')
