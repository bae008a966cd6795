import { PlainFault, placeOf, type WalkRules, walkPlain } from './walk-plain.ts'

/**
 * Maximum depth of objects and lists inside one another in a message or a state. Every engine's call stack has room for
 * many times as many levels; without a limit, the engine would decide which values are accepted.
 */
export const maxNesting = 100

/** {@link maxNesting} for an event or a snapshot, which travels inside a message to and from the database. */
export const maxStoredNesting = 90

/** {@link maxNesting} for a value that encloses a message, such as an event of the trace. */
export const deepestEnclosed = 110

/** The second half of a sentence that begins with the place of a value beyond the limit. */
export const nestedTooDeep = (limit: number): string => `is nested deeper than [${limit}] objects and lists`

/**
 * Checks that JSON can write the value in every engine. Returns null, or one sentence with the place of the value that it
 * cannot write. `root` names the whole value. Objects with a `toJSON`, such as refs, count as its result, as in JSON.
 */
export function nestingFault(value: unknown, root: string, limit = maxNesting): string | null {
  if (isShallow(value, Math.min(limit, quickDepth))) return null
  try {
    walkPlain(value, limit === maxNesting ? rules : { ...rules, maxDepth: limit })
    return null
  } catch (error) {
    if (!(error instanceof PlainFault)) throw error
    const what = error.problem === 'contains-itself' ? 'contains itself' : nestedTooDeep(limit)
    return `[${placeOf(error.steps, root)}] ${what}`
  }
}

/** Only deeper values, which are rare, need the walk, which records the way to each part. */
const quickDepth = 8

/** True when at most `depth` objects and lists lie inside one another; then the value cannot contain itself either. */
function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth === 0) return false
  const { toJSON } = value as { readonly toJSON?: unknown }
  // Refs become texts. Any other result is left to the walk.
  if (typeof toJSON === 'function') return typeof toJSON.call(value, '') === 'string'
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (!isShallow(value[i], depth - 1)) return false
    return true
  }
  const fields = value as Readonly<Record<string, unknown>>
  for (const key in fields) if (!isShallow(fields[key], depth - 1)) return false
  return true
}

const rules: WalkRules = {
  maxDepth: maxNesting,
  maxValues: Number.POSITIVE_INFINITY,
  copies: false,
  leaf: () => undefined,
  replace: value => {
    const { toJSON } = value as { readonly toJSON?: unknown }
    return typeof toJSON === 'function' ? toJSON.call(value, '') : value
  },
}
