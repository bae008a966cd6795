import { localPath } from './actor-path.ts'
import type { EventPattern, FieldValues } from './check.ts'
import type { TraceEvent } from './trace-event.ts'

type PatternValue = FieldValues[string]

/** The value of JSON; undefined for another text, for example one that was cut. */
export const parsedJson = (json: string): unknown => {
  try {
    return JSON.parse(json) as unknown
  } catch {
    return undefined
  }
}

/**
 * The value of a field by its name, or of a nested field by `action.type`; a text on the way is read as JSON. Undefined when
 * it is missing.
 */
export const fieldOf = (event: object, name: string): unknown => {
  let value: unknown = event
  for (let rest = name; ; ) {
    const dot = rest.indexOf('.')
    const part = dot < 0 ? rest : rest.slice(0, dot)
    if (typeof value === 'string') value = parsedJson(value)
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[part]
    if (dot < 0) return value
    rest = rest.slice(dot + 1)
  }
}

const textMatches = (expected: string, text: string): boolean => {
  const anyStart = expected.startsWith('*')
  const anyEnd = expected.length > 1 && expected.endsWith('*')
  if (anyStart && anyEnd) return text.includes(expected.slice(1, -1))
  if (anyStart) return text.endsWith(expected.slice(1))
  if (anyEnd) return text.startsWith(expected.slice(0, -1))
  return text === expected
}

/** A pattern may give a path in full or, as a person writes it, without address and uid. */
const valueMatches = (expected: PatternValue, value: unknown): boolean => {
  if (typeof expected !== 'string' || typeof value !== 'string') return expected === value
  return textMatches(expected, value) || (value.includes('/') && textMatches(expected, localPath(value)))
}

/** True when the event has the pattern's type and node, every field of `where` and none of `not`. */
export const matchesEvent = (pattern: EventPattern, event: TraceEvent): boolean => {
  if (event.type !== pattern.event) return false
  if (pattern.node !== undefined && event.node !== pattern.node) return false
  for (const name in pattern.where) {
    if (!valueMatches(pattern.where[name] as PatternValue, fieldOf(event, name))) return false
  }
  for (const name in pattern.not) {
    if (valueMatches(pattern.not[name] as PatternValue, fieldOf(event, name))) return false
  }
  return true
}
