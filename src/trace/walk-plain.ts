/** A key of an object or a position in a list, on the way from the root to a value. */
export type Step = string | number

/** The rule that a value broke. */
export type PlainProblem = 'not-plain' | 'too-deep' | 'too-many' | 'contains-itself' | 'reserved-name'

/** Ends a walk at the first value that breaks a rule. */
export class PlainFault extends Error {
  readonly problem: PlainProblem
  readonly steps: readonly Step[]
  readonly value: unknown

  constructor(problem: PlainProblem, steps: readonly Step[], value: unknown) {
    super(problem)
    this.name = 'PlainFault'
    this.problem = problem
    this.steps = [...steps]
    this.value = value
  }
}

/** Returned by {@link WalkRules.leaf} for a value that must not be there. */
export const notPlain = Symbol('not plain')

/** What one border between participants, files and traces lets through. */
export interface WalkRules {
  /** Objects and lists that may lie inside one another. */
  readonly maxDepth: number
  /** Values in total; also ends a walk through objects that share each other many times over. */
  readonly maxValues: number
  /** False: values are only checked, and the walk returns undefined. */
  readonly copies: boolean
  /** Fields set to undefined appear in the copy. They are left out otherwise, as in JSON. */
  readonly keepsUndefined: boolean
  /** The copy of everything but lists and plain objects, or {@link notPlain}. */
  readonly leaf: (value: unknown) => unknown
  /** The value to walk into in place of an object. Given, instances of classes are walked into like plain objects. */
  readonly replace?: (value: object) => unknown
}

/**
 * Walks through data of numbers, strings, booleans, null, lists and plain objects, and returns a copy that shares nothing
 * with it.
 * @throws {PlainFault} at the first value that breaks a rule; the limits end the walk at the same place in every engine,
 * where the size of the call stack would not.
 */
export const walkPlain = (value: unknown, rules: WalkRules): unknown => new Walk(rules).visit(value)

class Walk {
  readonly #rules: WalkRules
  readonly #steps: Step[] = []
  readonly #enclosing: object[] = []
  #values = 0

  constructor(rules: WalkRules) {
    this.#rules = rules
  }

  visit(given: unknown): unknown {
    const { maxDepth, maxValues, replace } = this.#rules
    this.#values += 1
    if (this.#values > maxValues) throw this.#fault('too-many', given)
    if (typeof given !== 'object' || given === null) return this.#leaf(given)
    const value = replace === undefined ? given : replace(given)
    if (typeof value !== 'object' || value === null) return this.#leaf(value)
    const list = Array.isArray(value)
    if (!list && replace === undefined && !isPlainObject(value)) return this.#leaf(value)
    if (this.#enclosing.includes(value)) throw this.#fault('contains-itself', value)
    if (this.#enclosing.length >= maxDepth) throw this.#fault('too-deep', value)
    this.#enclosing.push(value)
    const copy = list ? this.#list(value) : this.#fields(value)
    this.#enclosing.pop()
    return copy
  }

  #leaf(value: unknown): unknown {
    const copy = this.#rules.leaf(value)
    if (copy === notPlain) throw this.#fault('not-plain', value)
    return copy
  }

  #list(list: readonly unknown[]): unknown {
    const copy: unknown[] | undefined = this.#rules.copies ? new Array(list.length) : undefined
    for (let i = 0; i < list.length; i++) {
      const item = this.#at(i, list[i])
      if (copy !== undefined) copy[i] = item
    }
    return copy
  }

  #fields(object: object): unknown {
    const { copies, keepsUndefined } = this.#rules
    const fields = object as Readonly<Record<string, unknown>>
    const copy: Record<string, unknown> | undefined = copies ? {} : undefined
    for (const key of Object.keys(fields)) {
      const field = fields[key]
      if (field === undefined && copies) {
        if (keepsUndefined) (copy as Record<string, unknown>)[key] = undefined
        continue
      }
      // An assignment would make it the prototype of the copy.
      if (copies && key === '__proto__') throw this.#fault('reserved-name', field)
      const value = this.#at(key, field)
      if (copy !== undefined) copy[key] = value
    }
    return copy
  }

  #at(step: Step, value: unknown): unknown {
    this.#steps.push(step)
    const copy = this.visit(value)
    this.#steps.pop()
    return copy
  }

  #fault(problem: PlainProblem, value: unknown): PlainFault {
    return new PlainFault(problem, this.#steps, value)
  }
}

const isPlainObject = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/**
 * `actions[3].action.participant`: the place to which the steps lead, below `root` if given. Names that are no
 * identifiers are quoted: `a["b c"]`.
 */
export const placeOf = (steps: readonly unknown[], root = ''): string => {
  let place = root
  for (const step of steps) {
    const key = String(step)
    if (typeof step === 'number') place += `[${step}]`
    else if (!/^[\w$-]+$/.test(key)) place += `[${JSON.stringify(key)}]`
    else place += place === '' ? key : `.${key}`
  }
  return place
}
