import { shortened } from './shortened.ts'

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

/** The values that a border between participants, files and traces accepts. */
export interface WalkRules {
  /** Objects and lists that may lie inside one another. */
  readonly maxDepth: number
  /** Values in total; also ends a walk through objects that share each other many times over. */
  readonly maxValues: number
  /** False: values are only checked, and the walk returns undefined. */
  readonly copies: boolean
  /** The copy of everything but texts, lists and plain objects, or {@link notPlain}. A text is its own copy. */
  readonly leaf: (value: unknown) => unknown
  /** The value to walk into in place of an object. Given, instances of classes are walked into like plain objects. */
  readonly replace?: (value: object) => unknown
}

/**
 * Walks through data of numbers, strings, booleans, null, lists and plain objects, and returns a copy that shares nothing
 * with it. Fields set to undefined are left out, as in JSON.
 * @throws {PlainFault} at the first value that breaks a rule; the limits end the walk at the same place in every engine,
 * where the size of the call stack would not.
 */
export function walkPlain(value: unknown, rules: WalkRules): unknown {
  const walk: Walk = { rules, steps: [], enclosing: [], values: 1 }
  return typeof value === 'object' && value !== null ? visit(value, walk) : leaf(value, walk)
}

interface Walk {
  readonly rules: WalkRules
  /** From the root to the object or list being visited. */
  readonly steps: Step[]
  readonly enclosing: object[]
  values: number
}

function visit(given: object, walk: Walk): unknown {
  const { rules, enclosing } = walk
  const value = rules.replace === undefined ? given : rules.replace(given)
  if (typeof value !== 'object' || value === null) return leaf(value, walk)
  const list = Array.isArray(value)
  if (!list && rules.replace === undefined && !isPlainObject(value)) return leaf(value, walk)
  if (enclosing.includes(value)) throw new PlainFault('contains-itself', walk.steps, value)
  if (enclosing.length >= rules.maxDepth) throw new PlainFault('too-deep', walk.steps, value)
  enclosing.push(value)
  const copy = list ? visitList(value, walk) : visitFields(value, walk)
  enclosing.pop()
  return copy
}

function visitList(list: readonly unknown[], walk: Walk): unknown {
  const copy: unknown[] | undefined = walk.rules.copies ? new Array(list.length) : undefined
  for (let i = 0; i < list.length; i++) {
    const item = child(i, list[i], walk)
    if (copy !== undefined) copy[i] = item
  }
  return copy
}

function visitFields(object: object, walk: Walk): unknown {
  const { copies } = walk.rules
  const fields = object as Readonly<Record<string, unknown>>
  const copy: Record<string, unknown> | undefined = copies ? {} : undefined
  for (const key of Object.keys(fields)) {
    const field = fields[key]
    if (copy === undefined) child(key, field, walk)
    else if (field !== undefined) {
      // An assignment would make it the prototype of the copy.
      if (key === '__proto__') throw new PlainFault('reserved-name', walk.steps, field)
      copy[key] = child(key, field, walk)
    }
  }
  return copy
}

function child(step: Step, value: unknown, walk: Walk): unknown {
  walk.values += 1
  if (walk.values > walk.rules.maxValues) throw new PlainFault('too-many', walk.steps, value)
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) {
    const copy = walk.rules.leaf(value)
    if (copy === notPlain) throw new PlainFault('not-plain', [...walk.steps, step], value)
    return copy
  }
  walk.steps.push(step)
  const copy = visit(value, walk)
  walk.steps.pop()
  return copy
}

function leaf(value: unknown, walk: Walk): unknown {
  const copy = walk.rules.leaf(value)
  if (copy === notPlain) throw new PlainFault('not-plain', walk.steps, value)
  return copy
}

const isPlainObject = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Longer keys are cut in a place, because a file from outside can hold a key of any length. */
const maxKeyCharacters = 80

/**
 * `actions[3].action.participant`: the place to which the steps lead, below `root` if given. Names that are no
 * identifiers are quoted: `a["b c"]`.
 */
export const placeOf = (steps: readonly unknown[], root = ''): string => {
  let place = root
  for (const step of steps) {
    const key = shortened(String(step), maxKeyCharacters)
    if (typeof step === 'number') place += `[${step}]`
    else if (!/^[\w$-]+$/.test(key)) place += `[${JSON.stringify(key)}]`
    else place += place === '' ? key : `.${key}`
  }
  return place
}
