import type { Refused } from './action.ts'
import type { Plain } from './plain.ts'
import { deepestPlain } from './plain-schema.ts'
import { placeIn } from './refusal.ts'

/** Values in one thing from outside; also ends a walk through objects that hold each other many times over. */
const mostValues = 100_000

const notPlain = 'must be plain data: numbers, texts, true, false, null, lists and objects of these'

type Step = string | number

class NotPlainAt extends Error {
  readonly steps: readonly Step[]
  readonly complaint: string

  constructor(steps: readonly Step[], complaint: string) {
    super(complaint)
    this.steps = [...steps]
    this.complaint = complaint
  }
}

/**
 * A copy of a value from outside, as it comes back from JSON: without fields that are undefined, with 0 for −0, sharing
 * nothing. So a run does the same live, exported and replayed. Refused, with its place: whatever JSON would change
 * (functions, instances of classes, NaN), and a field named `__proto__`.
 */
export const canonicalPlain = (value: unknown, whole: string): { readonly plain: Plain } | Refused => {
  const walk = new Walk()
  try {
    return { plain: walk.copy(value) }
  } catch (error) {
    if (!(error instanceof NotPlainAt)) throw error
    const place = placeIn(error.steps)
    return { refused: `${place === '' ? whole : `\`${place}\``} ${error.complaint}.` }
  }
}

class Walk {
  /** From the root to the value being copied. */
  readonly #steps: Step[] = []
  #values = 0

  copy(value: unknown): Plain {
    this.#values += 1
    if (this.#values > mostValues) throw new NotPlainAt([], `must not hold more than ${mostValues} values`)
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value
      case 'number':
        if (!Number.isFinite(value)) throw this.#refuse(notPlain)
        return value === 0 ? 0 : value
      case 'object':
        return value === null ? null : this.#nested(value)
      default:
        throw this.#refuse(notPlain)
    }
  }

  #nested(value: object): Plain {
    if (this.#steps.length >= deepestPlain) {
      // Of the whole: the place itself would be a hundred steps long.
      throw new NotPlainAt([], `must not be nested more than ${deepestPlain} deep`)
    }
    if (Array.isArray(value)) return Array.from(value, (item: unknown, i) => this.#at(i, item))
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) throw this.#refuse(notPlain)
    const copy: { [key: string]: Plain } = {}
    for (const [key, field] of Object.entries(value)) {
      if (field === undefined) continue
      // Assigned, it would become the copy's prototype.
      if (key === '__proto__') throw this.#refuse('must not have a field named __proto__')
      copy[key] = this.#at(key, field)
    }
    return copy
  }

  #at(step: Step, value: unknown): Plain {
    this.#steps.push(step)
    const copy = this.copy(value)
    this.#steps.pop()
    return copy
  }

  #refuse(complaint: string): NotPlainAt {
    return new NotPlainAt(this.#steps, complaint)
  }
}
