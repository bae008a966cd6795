import type { Fault } from '../../../trace/action.ts'
import { NobodyWatches } from '../base/actor-errors.ts'
import { type AnyBehavior, ignore } from '../behavior/behavior-values.ts'
import type { Cell } from '../kernel/cell.ts'
import { failureNamed } from './error-classes.ts'

/** A failure that was asked for. */
export interface FaultRequest {
  readonly fault: Fault
  /** The class of error, for `fault: 'error'`. */
  readonly error: string
  readonly times: number
  /** `start`: at its next message once, and then at its next `times` starts. */
  readonly during: 'message' | 'start'
  /** Somebody ends the participant should it loop for ever. */
  readonly watched?: boolean
}

interface Pending {
  readonly order: FaultRequest
  messages: number
  starts: number
}

/** What an actor is to do wrong: one order after the other. */
export class Faults {
  private readonly pending: Pending[] = []

  add(order: FaultRequest): void {
    const starts = order.during === 'start' ? order.times : 0
    this.pending.push({ order, messages: order.during === 'start' ? 1 : order.times, starts })
  }

  /** Handles a message in place of the behavior, if that was asked for. */
  handle(cell: Cell, message: unknown): AnyBehavior {
    const next = this.pending.find(each => each.messages > 0)
    if (next === undefined) return cell.interpret(cell.behavior!, message)
    next.messages--
    this.forget(cell)
    return commit(cell, next.order)
  }

  /** Starts something else in place of what is to be started, if that was asked for. */
  start(cell: Cell, initial: AnyBehavior): AnyBehavior {
    const next = this.pending.find(each => each.starts > 0 && each.messages === 0)
    if (next === undefined) return initial
    next.starts--
    this.forget(cell)
    return commit(cell, next.order)
  }

  private forget(cell: Cell): void {
    while (this.pending[0]?.messages === 0 && this.pending[0].starts === 0) this.pending.shift()
    if (this.pending.length === 0) cell.faults = null
  }
}

/** Really does it, so that what follows is what would follow from a mistake in the code. */
function commit(cell: Cell, { fault, error, watched = false }: FaultRequest): AnyBehavior {
  switch (fault) {
    case 'error':
      throw failureNamed(cell.system.errorClasses, error)
    case 'non-error':
      throw 'a text in place of an error'
    case 'native-error':
      // Returned, so that no bundler leaves it out.
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
      if (!watched) throw new NobodyWatches(cell.path)
      for (;;);
  }
  throw new Error(`The fault [${fault}] did no harm, which cannot be.`)
}

/** That of a living child; where there is none, one is spawned. */
function takenName(cell: Cell): string {
  for (const name of cell.children?.keys() ?? []) if (!name.startsWith('$')) return name
  cell.context.spawn(ignore, 'twin')
  return 'twin'
}

/** A mistake in the code that only running it finds. */
const fieldOf = (value: unknown): unknown => (value as { readonly field: unknown }).field

const deeper = (depth: number): number => deeper(depth + 1) + 1
