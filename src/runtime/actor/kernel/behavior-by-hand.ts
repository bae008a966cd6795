import type { Signal } from '../api/signal.ts'
import type { AnyBehavior } from '../behavior/behavior-values.ts'
import { signalTo } from './cell-signal.ts'
import { startInner } from './cell-start.ts'
import { passMessage, passSignal } from './interception.ts'
import type { Cell, Wrapper } from './ports.ts'
import { WrappedBehavior, within } from './wrapped-behavior.ts'

/** True for a behavior that was started by hand and has wrappers. */
export const isRunnable = (behavior: AnyBehavior): boolean => behavior instanceof WrappedBehavior

/** Starts a behavior that is not the cell's own. The result keeps the wrappers of the start. */
export function startByHand(cell: Cell, behavior: AnyBehavior): AnyBehavior {
  return withWrappers(cell, [], () => {
    const started = startInner(cell, behavior, true)!
    for (const wrapper of cell.wrappers!) wrapper.started = true
    return within(cell.wrappers!, started)
  })
}

/** Runs the message handler of a behavior that was started by hand. */
export const interpretInside = (cell: Cell, behavior: AnyBehavior, message: unknown): AnyBehavior =>
  behavior instanceof WrappedBehavior
    ? withWrappers(cell, behavior.wrappers, () => passMessage(cell, behavior.inner, 0, message, false))
    : cell.interpret(behavior, message)

export const signalInside = (cell: Cell, behavior: AnyBehavior, signal: Signal): AnyBehavior =>
  behavior instanceof WrappedBehavior
    ? withWrappers(cell, behavior.wrappers, () => passSignal(cell, behavior.inner, 0, signal, false))
    : signalTo(cell, behavior, signal)

/** Puts the wrappers of a behavior that was started by hand around its next behavior. */
export const continueWithin = (behavior: AnyBehavior, next: AnyBehavior): AnyBehavior =>
  behavior instanceof WrappedBehavior ? within(behavior.wrappers, next) : next

/** Runs a function with other wrappers in place of the cell's. */
function withWrappers<R>(cell: Cell, wrappers: readonly Wrapper[], run: () => R): R {
  const own = cell.wrappers
  cell.wrappers = wrappers
  try {
    return run()
  } finally {
    cell.wrappers = own
  }
}
