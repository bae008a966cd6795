import { maxStoredNesting, nestedTooDeep } from '../../trace/nesting-limits.ts'
import type { Plain } from '../../trace/plain.ts'

/** A value to store contains something other than plain data. `at` is the path inside the value. */
export class NotStorable extends Error {
  override readonly name = 'NotStorable'
  readonly at: string

  constructor(at: string, found: string) {
    super(
      `The value to store contains [${found}] at [${at}]. ` +
        'Store only numbers, strings, booleans, null, arrays and plain objects.',
    )
    this.at = at
  }
}

/**
 * Returns a deep copy, equal to the value after a write and a read. Fields with `undefined` are left out.
 * @throws {NotStorable} for anything but plain data.
 */
export function plainCopy(value: unknown, at = 'value'): Plain {
  const copy = quickCopy(value, 0)
  return copy === faulty ? copyAt(value, at, []) : copy
}

/** True for a value that {@link plainCopy} accepts. */
export const isStorable = (value: unknown): boolean => isStorableAt(value, 0)

/** `depth`: the objects and lists that contain the value. */
function isStorableAt(value: unknown, depth: number): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || depth >= maxStoredNesting) return false
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (!isStorableAt(value[i], depth + 1)) return false
    return true
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  const fields = value as { readonly [key: string]: unknown }
  for (const key in fields)
    if (fields[key] !== undefined && !isStorableAt(fields[key], depth + 1)) return false
  return true
}

/** Returned by the quick copy, which records no path: {@link copyAt} then finds the fault again and names its place. */
const faulty = Symbol('a value that cannot be stored')

/** `depth`: the objects and lists that contain the value. A value that contains itself is too deep, too. */
function quickCopy(value: unknown, depth: number): Plain | typeof faulty {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : faulty
  if (typeof value !== 'object' || depth >= maxStoredNesting) return faulty
  if (Array.isArray(value)) {
    const list: Plain[] = []
    for (let i = 0; i < value.length; i++) {
      const item = quickCopy(value[i], depth + 1)
      if (item === faulty) return faulty
      list.push(item)
    }
    return list
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return faulty
  const fields = value as { readonly [key: string]: unknown }
  const copy: { [key: string]: Plain } = {}
  // A loop with `in`, because `Object.entries` allocates a list for each field.
  for (const key in fields) {
    const field = fields[key]
    if (field === undefined) continue
    const item = quickCopy(field, depth + 1)
    if (item === faulty) return faulty
    copy[key] = item
  }
  return copy
}

/** `ancestors`: the objects that contain the value, outermost first. */
function copyAt(value: unknown, at: string, ancestors: unknown[]): Plain {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new NotStorable(at, String(value))
    return value
  }
  if (typeof value !== 'object') throw new NotStorable(at, typeof value)
  if (ancestors.includes(value)) throw new NotStorable(at, 'an object that contains itself')
  if (ancestors.length >= maxStoredNesting)
    throw new NotStorable(at, `something that ${nestedTooDeep(maxStoredNesting)}`)
  ancestors.push(value)
  const copy = Array.isArray(value)
    ? value.map((each, index) => copyAt(each, `${at}[${index}]`, ancestors))
    : copyOfFields(value, at, ancestors)
  ancestors.pop()
  return copy
}

function copyOfFields(value: object, at: string, ancestors: unknown[]): Plain {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null)
    throw new NotStorable(at, 'an instance of a class')
  const copy: { [key: string]: Plain } = {}
  for (const [key, each] of Object.entries(value))
    if (each !== undefined) copy[key] = copyAt(each, `${at}.${key}`, ancestors)
  return copy
}
