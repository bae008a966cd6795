import { deepestEnclosed, nestingFault } from './nesting.ts'
import type { TraceEvent } from './trace-event.ts'

/** The order of an object's keys as met, and the same keys in canonical order with what stands before each value. */
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

/** JSON knows no NaN and no infinity: they become null, as in `JSON.stringify`. */
const numberOf = (value: number): string => (Number.isFinite(value) ? `${value}` : 'null')

const listOf = (list: readonly unknown[]): string => {
  let text = '['
  for (let i = 0; i < list.length; i++) {
    if (i > 0) text += ','
    text += textOf(list[i] ?? null)
  }
  return `${text}]`
}

const fieldsOf = (object: object, shape: Shape): string => {
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

/** @throws for a value that contains itself or lies too deep: the engine's stack must not decide where this ends. */
function refuseTooDeep(value: unknown, root: string): void {
  const fault = nestingFault(value, root, deepestEnclosed)
  if (fault !== null) throw new Error(`${fault}. No text can be made of it.`)
}

/**
 * JSON with the keys of every object in code unit order, without white space; fields that are undefined do not
 * appear. Two values that are equal have one and the same text in every engine.
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
      return numberOf(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      if (Array.isArray(value)) return listOf(value)
      return fieldsOf(value, shapeOf(Object.keys(value)))
    default:
      return 'null'
  }
}

/**
 * Most events hold no object: the engine's own writer, given the fields in order, is several times as fast then.
 * Null when there is something nested. (Names that look like numbers, which no order could keep, are no field of an event.)
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
 * {@link canonicalJson} for a stream of events: one code path makes all events of a type with their keys in
 * the same order, so the sorted order of the last one is kept and nothing is sorted again.
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
    return `${flat ?? fieldsOf(event, shape)}\n`
  }
}
