import { caught } from '../base/error-text.ts'
import type { Cell } from '../kernel/cell.ts'
import { CellState } from '../kernel/cell-state.ts'
import { Origin } from '../kernel/mail.ts'
import { MappedMail } from '../kernel/mapped-mail.ts'

/** How something that was begun ended. */
export type Outcome<V> =
  | { readonly type: 'Success'; readonly value: V }
  | { readonly type: 'Failure'; readonly error: Error }

/**
 * Begins something that ends later, outside of the actor, and hands what `map` makes of its end to the actor. The
 * first of the two calls counts; both may come from anywhere and at any time, also at once.
 */
export function pipeToSelf<V>(
  cell: Cell,
  start: (succeed: (value: V) => void, fail: (error: Error) => void) => void,
  map: (outcome: Outcome<V>) => unknown,
): void {
  let open = true
  const end = (outcome: Outcome<V>) => {
    if (!open) return
    open = false
    const { system } = cell
    if (cell.state === CellState.terminated) {
      system.deadLetter(outcome, cell.path, null, 'the actor that began this has stopped', null)
      return
    }
    const { tracer } = system
    const origin =
      tracer === null
        ? null
        : new Origin(tracer.cause, tracer.rule ?? (tracer.cause === null ? 'pipe' : null), false)
    // What comes out is what went in.
    cell.enqueue(new MappedMail(outcome, value => map(value as Outcome<V>)), origin)
  }
  const fail = (error: Error) => end({ type: 'Failure', error })
  try {
    start(value => end({ type: 'Success', value }), fail)
  } catch (thrown) {
    fail(caught(thrown))
  }
}
