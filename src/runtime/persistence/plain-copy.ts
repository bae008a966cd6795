import { deepestStored, nestedTooDeep } from '../../trace/nesting.ts'
import type { Plain } from '../../trace/plain.ts'

/** Something that is not plain data was to be stored. `at` is the path inside the value. */
export class NotStorable extends Error {
  override readonly name = 'NotStorable'
  readonly at: string

  constructor(at: string, found: string) {
    super(
      `What is to be stored holds [${found}] at [${at}]. ` +
        'Store numbers, strings, booleans, null, arrays and plain objects only.',
    )
    this.at = at
  }
}

/**
 * A deep copy, as a store makes one by writing and reading back.
 * @throws {NotStorable} for anything but plain data.
 */
export function plainCopy(value: unknown, at = 'value'): Plain {
  return copyAt(value, at, [])
}

/** `around` holds the objects around the value. */
function copyAt(value: unknown, at: string, around: unknown[]): Plain {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new NotStorable(at, String(value))
    return value
  }
  if (typeof value !== 'object') throw new NotStorable(at, typeof value)
  if (around.includes(value)) throw new NotStorable(at, 'an object that contains itself')
  if (around.length >= deepestStored)
    throw new NotStorable(at, `something that ${nestedTooDeep(deepestStored)}`)
  around.push(value)
  const copy = Array.isArray(value)
    ? value.map((each, index) => copyAt(each, `${at}[${index}]`, around))
    : copyOfFields(value, at, around)
  around.pop()
  return copy
}

function copyOfFields(value: object, at: string, around: unknown[]): Plain {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null)
    throw new NotStorable(at, 'an instance of a class')
  const copy: { [key: string]: Plain } = {}
  for (const [key, each] of Object.entries(value))
    if (each !== undefined) copy[key] = copyAt(each, `${at}.${key}`, around)
  return copy
}
