import type { EventPattern } from './check.ts'
import { localPath } from './path-text.ts'
import type { TraceEvent } from './trace-event.ts'

type Wanted = string | number | boolean | null

/** A field by its name, or one inside another by `action.type`. Missing is undefined. */
export const fieldOf = (event: TraceEvent, name: string): unknown => {
  let value: unknown = event
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[part]
  }
  return value
}

const textMatches = (wanted: string, text: string): boolean => {
  const open = wanted.startsWith('*')
  const more = wanted.length > 1 && wanted.endsWith('*')
  if (open && more) return text.includes(wanted.slice(1, -1))
  if (open) return text.endsWith(wanted.slice(1))
  if (more) return text.startsWith(wanted.slice(0, -1))
  return text === wanted
}

/** Paths may be wanted as they are or, as a person writes them, without address and uid. */
const valueMatches = (wanted: Wanted, value: unknown): boolean => {
  if (typeof wanted !== 'string' || typeof value !== 'string') return wanted === value
  return textMatches(wanted, value) || (value.includes('/') && textMatches(wanted, localPath(value)))
}

/** Does the event have the pattern's type and node, and every field it names? */
export const matchesEvent = (pattern: EventPattern, event: TraceEvent): boolean => {
  if (event.type !== pattern.event) return false
  if (pattern.node !== undefined && event.node !== pattern.node) return false
  if (pattern.where === undefined) return true
  for (const name in pattern.where) {
    if (!valueMatches(pattern.where[name] as Wanted, fieldOf(event, name))) return false
  }
  return true
}
