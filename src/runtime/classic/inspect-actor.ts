import type { Plain } from '../../trace/plain.ts'
import { labelOf } from '../actor/index.ts'
import { inWords } from '../actor/internal.ts'
import type { ClassicCell } from './classic-cell.ts'
import { nameOfReceive } from './receive.ts'

/** Fields that every actor has; what they hold is no state of its own. */
const notState = new Set(['context', 'supervisorStrategy', 'stashCapacity'])
const deepest = 4

/** What the inspector shows of a classic actor: what it has become, what it stashed, and its fields. */
export function inspectActor(cell: ClassicCell): Plain {
  const { actor, face } = cell
  if (actor === null) return {}
  const names = cell.stack.map(each => (each === cell.bottom ? 'receive' : nameOfReceive(each, actor)))
  const stash = cell.stash.labels
  const own = face.inspected === null ? fieldsOf(actor) : face.inspected()
  return {
    become: names.length === 1 ? names[0]! : names,
    ...(stash.length === 0 ? {} : { stash: [...stash] }),
    ...(typeof own === 'object' && own !== null && !Array.isArray(own) ? own : { state: own }),
  }
}

function fieldsOf(actor: object): Record<string, Plain> {
  const fields: Record<string, Plain> = {}
  for (const [name, value] of Object.entries(actor)) {
    const plain = notState.has(name) ? undefined : plainOf(value, 0)
    if (plain !== undefined) fields[name] = plain
  }
  return fields
}

/** Undefined for what has no place in a state: functions, what is made of them, and what lies too deep. */
function plainOf(value: unknown, depth: number): Plain | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value !== 'object' || depth > deepest) return undefined
  if ('path' in value && 'tell' in value && typeof value.path === 'string') return value.path
  if (value instanceof Map)
    return plainFields(
      [...value].map(([key, each]) => [keyOf(key), each]),
      depth,
    )
  if (Array.isArray(value) || value instanceof Set) {
    return [...value].map(each => plainOf(each, depth + 1)).filter(each => each !== undefined)
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
  // A table of handlers is behavior, not state.
  return functions > 0 && functions === entries.length ? undefined : fields
}

function keyOf(key: unknown): string {
  if (typeof key === 'string') return key
  return typeof key === 'object' && key !== null && 'path' in key && typeof key.path === 'string'
    ? key.path
    : inWords(key)
}
