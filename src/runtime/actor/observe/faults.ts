import { NoWatchdog } from '../base/actor-errors.ts'
import { type AnyBehavior, ignore } from '../behavior/behavior-values.ts'
import type { FaultRequest } from '../kernel/fault-request.ts'
import type { Cell, CellFaults } from '../kernel/ports.ts'
import { failureNamed } from './error-classes.ts'

interface Pending {
  readonly request: FaultRequest
  messages: number
  starts: number
}

/** The faults that a person asked one actor to commit, one request after the other. */
export class Faults implements CellFaults {
  private readonly pending: Pending[] = []

  add(request: FaultRequest): void {
    const starts = request.during === 'start' ? request.times : 0
    this.pending.push({ request, messages: request.during === 'start' ? 1 : request.times, starts })
  }

  handle(cell: Cell, message: unknown): AnyBehavior {
    const next = this.pending.find(each => each.messages > 0)
    if (next === undefined) return cell.interpret(cell.behavior!, message)
    next.messages--
    this.forget(cell)
    return commit(cell, next.request)
  }

  start(cell: Cell, initial: AnyBehavior): AnyBehavior {
    const next = this.pending.find(each => each.starts > 0 && each.messages === 0)
    if (next === undefined) return initial
    next.starts--
    this.forget(cell)
    return commit(cell, next.request)
  }

  private forget(cell: Cell): void {
    while (this.pending[0]?.messages === 0 && this.pending[0].starts === 0) this.pending.shift()
    if (this.pending.length === 0) cell.faults = null
  }
}

/** Makes the mistake itself instead of imitating its effect, so that the kernel reacts as to a mistake in user code. */
function commit(cell: Cell, { fault, error, watched = false }: FaultRequest): AnyBehavior {
  switch (fault) {
    case 'error':
      throw failureNamed(cell.system.errorClasses, error)
    case 'non-error':
      throw 'a text in place of an error'
    case 'native-error':
      // Returned, so that no bundler removes the call.
      return fieldOf(undefined) as AnyBehavior
    case 'returns-nothing':
      // As JavaScript does where a handler forgets its return.
      return undefined as unknown as AnyBehavior
    case 'duplicate-name':
      cell.context.spawn(ignore, takenName(cell))
      break
    case 'illegal-name':
      cell.context.spawn(ignore, 'no/name')
      break
    case 'stack-overflow':
      deeper(0)
      break
    case 'endless-loop':
      if (!watched) throw new NoWatchdog(cell.path)
      for (;;);
  }
  throw new Error(`The fault [${fault}] had no effect. This is a bug; please share the run.`)
}

/** The name of a living child, which is spawned if there is none. */
function takenName(cell: Cell): string {
  for (const name of cell.children?.keys() ?? []) if (!name.startsWith('$')) return name
  cell.context.spawn(ignore, 'twin')
  return 'twin'
}

/** Reads a field, which fails when `value` is undefined. */
const fieldOf = (value: unknown): unknown => (value as { readonly field: unknown }).field

const deeper = (depth: number): number => deeper(depth + 1) + 1
