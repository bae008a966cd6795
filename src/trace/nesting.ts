/**
 * How many objects and lists may lie inside one another in a message or a state. Every engine's stack has room for
 * many times as many, so that a walk over them ends the same way everywhere; without a limit the outcome would
 * depend on the engine.
 */
export const deepestNesting = 100

/** The same for an event or a snapshot: it travels inside a message to and from the database. */
export const deepestStored = 90

/** The same for what holds a message, such as an event of the trace. */
export const deepestEnclosed = 110

/** Follows the path of a value beyond the limit in a sentence. */
export const nestedTooDeep = (limit: number): string => `is nested deeper than [${limit}] objects and lists`

/**
 * Null when JSON can write the value in every engine; else one sentence with the path of what it cannot write.
 * `root` is the name of the whole. Follows `toJSON`, as JSON does.
 */
export function nestingFault(value: unknown, root: string, limit = deepestNesting): string | null {
  const fault = faultAt(value, [], limit)
  return fault === null ? null : `[${root}${fault.path}] ${fault.what}`
}

interface Fault {
  readonly path: string
  readonly what: string
}

/** `around` holds the objects around the value. A path is put together on the way back from a fault only. */
function faultAt(given: unknown, around: object[], limit: number): Fault | null {
  if (typeof given !== 'object' || given === null) return null
  const value = jsonOf(given)
  if (typeof value !== 'object' || value === null) return null
  if (around.includes(value)) return { path: '', what: 'contains itself' }
  if (around.length >= limit) return { path: '', what: nestedTooDeep(limit) }
  around.push(value)
  const fault = Array.isArray(value) ? faultInList(value, around, limit) : faultInFields(value, around, limit)
  around.pop()
  return fault
}

function faultInList(list: readonly unknown[], around: object[], limit: number): Fault | null {
  for (let i = 0; i < list.length; i++) {
    const fault = faultAt(list[i], around, limit)
    if (fault !== null) return { ...fault, path: `[${i}]${fault.path}` }
  }
  return null
}

function faultInFields(object: object, around: object[], limit: number): Fault | null {
  for (const key of Object.keys(object)) {
    const fault = faultAt((object as Readonly<Record<string, unknown>>)[key], around, limit)
    if (fault !== null) return { ...fault, path: `.${key}${fault.path}` }
  }
  return null
}

/** What JSON writes in place of an object with a `toJSON` of its own, such as a ref. */
function jsonOf(value: object): unknown {
  const { toJSON } = value as { readonly toJSON?: unknown }
  return typeof toJSON === 'function' ? toJSON.call(value, '') : value
}
