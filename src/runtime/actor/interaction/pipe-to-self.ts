import type { Outcome } from '../api/outcome.ts'
import { caught } from '../base/error-text.ts'
import { CellState } from '../kernel/cell-state.ts'
import { MappedMail } from '../kernel/mapped-mail.ts'
import { Origin } from '../kernel/origin.ts'
import type { Cell } from '../kernel/ports.ts'

/**
 * Starts an operation outside of the actor; the actor handles the result of `map`. The first call of `succeed` or `fail`
 * counts; both may be called in any turn, also within `start`.
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
        : new Origin(tracer.cause, tracer.rule ?? (tracer.cause === null ? 'pipe' : null), null)
    // The mail holds the outcome that was put into it.
    cell.enqueue(new MappedMail(outcome, value => map(value as Outcome<V>)), origin)
  }
  const fail = (error: Error) => end({ type: 'Failure', error })
  try {
    start(value => end({ type: 'Success', value }), fail)
  } catch (thrown) {
    fail(caught(thrown))
  }
}
