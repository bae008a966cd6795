import { deepestEnclosed, nestingFault } from './nesting-limits.ts'
import type { TraceEvent } from './trace-event.ts'

/** Keys of an object as found (`keys`) and in canonical order (`order`), with the text before each value (`heads`). */
interface Shape {
  readonly keys: readonly string[]
  readonly order: readonly string[]
  readonly heads: readonly string[]
}

const shapeOf = (keys: readonly string[]): Shape => {
  const order = [...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return { keys, order, heads: order.map(key => `${JSON.stringify(key)}:`) }
}

const sameKeys = (a: readonly string[], b: readonly string[]): boolean => {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** NaN and infinities become null, as in `JSON.stringify`. */
const textOfNumber = (value: number): string => (Number.isFinite(value) ? `${value}` : 'null')

const textOfList = (list: readonly unknown[]): string => {
  let text = '['
  for (let i = 0; i < list.length; i++) {
    if (i > 0) text += ','
    text += textOf(list[i] ?? null)
  }
  return `${text}]`
}

const textOfFields = (object: object, shape: Shape): string => {
  const fields = object as Readonly<Record<string, unknown>>
  let text = '{'
  for (let i = 0; i < shape.order.length; i++) {
    const value = fields[shape.order[i] as string]
    if (value === undefined) continue
    if (text.length > 1) text += ','
    text += shape.heads[i] + textOf(value)
  }
  return `${text}}`
}

/** @throws for a cyclic or too deeply nested value, because otherwise the size of the engine's stack would decide. */
function refuseTooDeep(value: unknown, root: string): void {
  const fault = nestingFault(value, root, deepestEnclosed)
  if (fault !== null) throw new Error(`${fault}. No text can be made of it.`)
}

/**
 * JSON without white space, with the keys of every object in code unit order and without undefined fields. Equal values
 * have equal texts in every engine.
 * @throws for a value that contains itself or is nested deeper than 110 levels.
 */
export function canonicalJson(value: unknown): string {
  refuseTooDeep(value, 'value')
  return textOf(value)
}

function textOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'number':
      return textOfNumber(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      if (Array.isArray(value)) return textOfList(value)
      return textOfFields(value, shapeOf(Object.keys(value)))
    default:
      return 'null'
  }
}

/**
 * Canonical JSON of an event without nested objects, which most are; null for others. `JSON.stringify` on sorted fields is
 * several times as fast as {@link textOf}. It would move number-like keys to the front, but no event has such a field.
 */
const flatJson = (object: object, shape: Shape): string | null => {
  const fields = object as Readonly<Record<string, unknown>>
  const ordered: Record<string, unknown> = {}
  for (let i = 0; i < shape.order.length; i++) {
    const key = shape.order[i] as string
    const value = fields[key]
    if (typeof value === 'object' && value !== null) return null
    ordered[key] = value
  }
  return JSON.stringify(ordered)
}

/**
 * {@link canonicalJson} for a stream of events. Events of one type mostly have the same keys in the same order, so the
 * sorted order of the last one is cached by type.
 */
export class CanonicalEvents {
  readonly #shapes = new Map<string, Shape>()

  line(event: TraceEvent): string {
    const keys = Object.keys(event)
    let shape = this.#shapes.get(event.type)
    if (shape === undefined || !sameKeys(shape.keys, keys)) {
      shape = shapeOf(keys)
      this.#shapes.set(event.type, shape)
    }
    const flat = flatJson(event, shape)
    if (flat === null) refuseTooDeep(event, event.type)
    return `${flat ?? textOfFields(event, shape)}\n`
  }
}
