import type { Signal } from '../api/signal.ts'
import { DeathPactException } from '../base/actor-errors.ts'
import { type AnyBehavior, Kind, ReceiveBehavior, same, unhandled } from '../behavior/behavior-values.ts'
import type { Cell } from './ports.ts'

/**
 * Delivers a signal to the actor's behavior and returns the next behavior. `of`: the path of the actor that the signal
 * is about, for the trace.
 * @throws {DeathPactException} for an unhandled end of a watched actor, so that the actor's supervisors decide.
 */
export function deliverSignal(cell: Cell, delivered: Signal, of: string | null): AnyBehavior {
  const behavior = cell.behavior!
  cell.system.tracing?.signal(cell, delivered, of)
  return signalTo(cell, behavior, delivered)
}

/** As {@link deliverSignal}, for any behavior and without a trace event. */
export function signalTo(cell: Cell, behavior: AnyBehavior, delivered: Signal): AnyBehavior {
  if (behavior['~kind'] === Kind.ignore) return same
  const next =
    behavior instanceof ReceiveBehavior && behavior.onSignal !== null
      ? behavior.onSignal(cell.context, delivered)
      : unhandled
  if (next !== unhandled) return next
  switch (delivered.type) {
    case 'Terminated':
    case 'ChildFailed':
      throw new DeathPactException(cell.path, delivered.ref.path)
    case 'MessageAdaptionFailure':
      if (behavior['~kind'] !== Kind.empty) throw delivered.cause
  }
  return same
}
