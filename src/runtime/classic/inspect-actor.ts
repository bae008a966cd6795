import type { Plain } from '../../trace/plain.ts'
import { labelOf } from '../actor/index.ts'
import { inWords } from '../actor/internal.ts'
import type { ClassicCell } from './classic-cell.ts'
import { receiveName } from './receive.ts'

/** Fields of every Actor: configuration, not state. */
const hiddenFields = new Set(['context', 'supervisorStrategy', 'stashCapacity'])
const maxDepth = 4

/** A classic actor's state for the inspector: its behavior stack, the labels in its stash, and its fields. */
export function inspectActor(cell: ClassicCell): Plain {
  const { actor, customState } = cell
  if (actor === null) return {}
  const names = cell.behaviorStack.map(receive =>
    receive === cell.initialReceive ? 'receive' : receiveName(receive, actor),
  )
  const stash = [...cell.stash.labels, ...cell.internalStash.labels]
  const state = customState === null ? fieldsOf(actor) : customState()
  return {
    become: names.length === 1 ? names[0]! : names,
    ...(stash.length === 0 ? {} : { stash: [...stash] }),
    ...(typeof state === 'object' && state !== null && !Array.isArray(state) ? state : { state }),
  }
}

function fieldsOf(actor: object): Record<string, Plain> {
  const fields: Record<string, Plain> = {}
  for (const [name, value] of Object.entries(actor)) {
    const plain = hiddenFields.has(name) ? undefined : plainOf(value, 0)
    if (plain !== undefined) fields[name] = plain
  }
  return fields
}

/** Undefined for functions, for tables of functions, and for values nested deeper than {@link maxDepth}. */
function plainOf(value: unknown, depth: number): Plain | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value !== 'object' || depth > maxDepth) return undefined
  if ('path' in value && 'tell' in value && typeof value.path === 'string') return value.path
  if (value instanceof Map)
    return plainFields(
      [...value].map(([key, element]) => [keyOf(key), element]),
      depth,
    )
  if (Array.isArray(value) || value instanceof Set) {
    return [...value].map(element => plainOf(element, depth + 1)).filter(plain => plain !== undefined)
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return labelOf(value)
  return plainFields(Object.entries(value), depth)
}

function plainFields(entries: readonly (readonly [string, unknown])[], depth: number): Plain | undefined {
  const fields: Record<string, Plain> = {}
  let functions = 0
  for (const [name, value] of entries) {
    const plain = plainOf(value, depth + 1)
    if (plain !== undefined) fields[name] = plain
    else functions++
  }
  // An object of functions only is a table of handlers, which is behavior and not state.
  return functions > 0 && functions === entries.length ? undefined : fields
}

function keyOf(key: unknown): string {
  if (typeof key === 'string') return key
  return typeof key === 'object' && key !== null && 'path' in key && typeof key.path === 'string'
    ? key.path
    : inWords(key)
}
