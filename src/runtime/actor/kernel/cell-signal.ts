import type { Signal } from '../api/signal.ts'
import { DeathPactException } from '../base/actor-errors.ts'
import { type AnyBehavior, Kind, ReceiveBehavior, same, unhandled } from '../behavior/behavior-values.ts'
import type { Cell } from './cell.ts'

/**
 * Gives a signal to what runs now and returns what it answered. An ending that nobody handles is thrown as
 * DeathPactException, inside the actor, so that its supervisors see it.
 */
export function signal(cell: Cell, what: Signal, of: string | null): AnyBehavior {
  const behavior = cell.behavior!
  cell.system.tracing?.signal(cell, what, of)
  return signalTo(cell, behavior, what)
}

/** What a behavior answers to a signal. */
export function signalTo(cell: Cell, behavior: AnyBehavior, what: Signal): AnyBehavior {
  if (behavior['~kind'] === Kind.ignore) return same
  const answer =
    behavior instanceof ReceiveBehavior && behavior.onSignal !== null
      ? behavior.onSignal(cell.context, what)
      : unhandled
  if (answer !== unhandled) return answer
  switch (what.type) {
    case 'Terminated':
    case 'ChildFailed':
      throw new DeathPactException(cell.path, what.ref.path)
    case 'MessageAdaptionFailure':
      if (behavior['~kind'] !== Kind.empty) throw what.cause
  }
  return same
}
