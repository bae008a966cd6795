import { deepestNesting, nestedTooDeep, nestingFault } from '../../trace/nesting.ts'
import type { ActorRef } from '../actor/actor-ref.ts'
import { errorName } from '../actor/error-text.ts'

/**
 * Equal as messages are: refs by path, errors by class and message, plain data by content, where a field that
 * is undefined counts as absent. Behaviors and functions are equal only to themselves.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  return sameAt(a, b, 0)
}

function sameAt(a: unknown, b: unknown, depth: number): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (depth >= deepestNesting)
    throw new Error(`Two values cannot be compared: one contains itself or ${nestedTooDeep(deepestNesting)}.`)
  if (isRef(a) || isRef(b)) return isRef(a) && isRef(b) && a.path === b.path
  if (a instanceof Error || b instanceof Error) {
    return (
      a instanceof Error && b instanceof Error && errorName(a) === errorName(b) && a.message === b.message
    )
  }
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false
  if (a instanceof Map || a instanceof Set) return sameAt([...a], [...(b as typeof a)], depth + 1)
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(key =>
    sameAt(fieldOf(a, key), fieldOf(b, key), depth + 1),
  )
}

/** A value as a failed expectation shows it: as JSON with refs as their path, where JSON can tell it. */
export function shownValue(value: unknown): string {
  if (value instanceof Error) return `${errorName(value)}: ${value.message}`
  if (typeof value === 'function') return value.name === '' ? 'a function' : `function ${value.name}`
  const fault = nestingFault(value, 'value')
  if (fault !== null) return `what JSON cannot write: ${fault}`
  return JSON.stringify(value, (_, inner: unknown) => shownInside(inner)) ?? String(value)
}

function shownInside(value: unknown): unknown {
  if (value instanceof Error || typeof value === 'function') return shownValue(value)
  if (value instanceof Map || value instanceof Set) return [...value]
  return value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? String(value) : value
}

const fieldOf = (value: object, key: string): unknown => (value as Readonly<Record<string, unknown>>)[key]

function isRef(value: object): value is ActorRef<unknown> {
  const { path, tell } = value as Partial<ActorRef<unknown>>
  return typeof path === 'string' && typeof tell === 'function'
}
