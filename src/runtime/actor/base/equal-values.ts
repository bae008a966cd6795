import { maxNesting } from '../../../trace/nesting-limits.ts'
import { errorText } from './error-text.ts'
import { isRef } from './is-ref.ts'

/**
 * Structural equality of messages. Refs are equal by path, errors by class and message; arrays, plain objects, maps,
 * sets, dates, buffers and typed arrays by content, where an undefined field counts as absent. Everything else
 * (functions, instances of classes, values nested deeper than a message may be) is equal only to itself.
 */
export const equalValues = (a: unknown, b: unknown): boolean => equal(a, b, [])

/** `around`: the pairs under comparison. A pair that contains itself counts as equal inside. */
function equal(a: unknown, b: unknown, around: readonly (readonly [object, object])[]): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (isRef(a) || isRef(b)) return isRef(a) && isRef(b) && a.path === b.path
  if (a instanceof Error || b instanceof Error) {
    return a instanceof Error && b instanceof Error && errorText(a) === errorText(b)
  }
  const prototype: unknown = Object.getPrototypeOf(a)
  if (prototype !== Object.getPrototypeOf(b)) return false
  if (around.some(([left, right]) => left === a && right === b)) return true
  if (around.length >= maxNesting) return false
  const inside = [...around, [a, b] as const]
  const same = (left: unknown, right: unknown) => equal(left, right, inside)
  if (Array.isArray(a)) {
    const other = b as unknown[]
    return a.length === other.length && a.every((item, index) => same(item, other[index]))
  }
  if (a instanceof Map) return sameMembers([...a], [...(b as typeof a)], same)
  if (a instanceof Set) return sameMembers([...a], [...(b as typeof a)], same)
  if (a instanceof Date) return Object.is(a.getTime(), (b as Date).getTime())
  if (a instanceof ArrayBuffer) return sameBytes(new Uint8Array(a), new Uint8Array(b as ArrayBuffer))
  if (ArrayBuffer.isView(a)) return sameBytes(bytesOf(a), bytesOf(b as ArrayBufferView))
  if (prototype !== Object.prototype && prototype !== null) return false
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(key =>
    same(fieldOf(a, key), fieldOf(b, key)),
  )
}

/** Order does not matter: maps and sets that were filled in another order are equal. */
function sameMembers(
  a: readonly unknown[],
  b: unknown[],
  same: (left: unknown, right: unknown) => boolean,
): boolean {
  return (
    a.length === b.length &&
    a.every(member => {
      const index = b.findIndex(other => same(member, other))
      if (index < 0) return false
      b.splice(index, 1)
      return true
    })
  )
}

const bytesOf = (view: ArrayBufferView): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength)

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])

const fieldOf = (value: object, key: string): unknown => (value as Readonly<Record<string, unknown>>)[key]
