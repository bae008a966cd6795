import { foreignBehavior, InvalidBehavior, notABehavior } from '../base/actor-errors.ts'
import {
  type AnyBehavior,
  Kind,
  pending,
  ReceiveBehavior,
  SetupBehavior,
  type StoppedBehavior,
  SupervisedBehavior,
  same,
  unhandled,
} from '../behavior/behavior-values.ts'
import { beginStop } from './cell-stop.ts'
import type { CustomBehavior } from './custom-behavior.ts'
import type { Cell } from './ports.ts'
import { addSupervisor, completeStart } from './wrappers.ts'

/** Starts the actor's behavior, at the first start and at a restart. An error is the caller's to handle. */
export function adoptInitial(cell: Cell, initial: AnyBehavior): void {
  const { supervisionOverride } = cell
  let toStart = cell.faults === null ? initial : cell.faults.start(cell, initial)
  if (supervisionOverride !== null && toStart === initial) toStart = supervisionOverride.begin(cell, initial)
  const started = startBehavior(cell, toStart, true)
  if (started === null) return
  cell.startedOnce = true
  supervisionOverride?.chosen?.markStarted()
  if (started['~kind'] === Kind.stopped) beginStop(cell, started as StoppedBehavior)
  else cell.behavior = started
}

/**
 * Runs factories, outermost first, and adds wrappers to the cell, until a behavior remains that can handle messages, or
 * `stopped`. Null: the cell keeps its behavior, because `behavior` was `same` or an inner supervisor handled a failure.
 */
export function startBehavior(cell: Cell, behavior: AnyBehavior, initial: boolean): AnyBehavior | null {
  const started = startInner(cell, behavior, initial)
  if (started === null || started === pending) return null
  return cell.wrappers === null ? started : completeStart(cell, cell.wrappers, started)
}

/** As {@link startBehavior}, for the inside of a wrapper: it does not complete the start. */
export function startInner(cell: Cell, behavior: AnyBehavior, initial: boolean): AnyBehavior | null {
  let current: AnyBehavior = behavior
  for (;;) {
    switch ((current as AnyBehavior | null | undefined)?.['~kind']) {
      case Kind.receive:
        if (!(current instanceof ReceiveBehavior)) throw foreignBehavior(cell.path)
        return current
      case Kind.empty:
      case Kind.ignore:
      case Kind.stopped:
      case Kind.pending:
        return current
      case Kind.setup:
        if (!(current instanceof SetupBehavior)) throw foreignBehavior(cell.path)
        current = current.factory(cell.context)
        break
      case Kind.supervised:
        if (!(current instanceof SupervisedBehavior)) throw foreignBehavior(cell.path)
        addSupervisor(cell, current)
        current = current.inner
        break
      case Kind.custom:
      case Kind.object:
        current = (current as CustomBehavior)['~start'](cell)
        break
      case Kind.same:
      case Kind.unhandled:
        if (current !== same && current !== unhandled) throw foreignBehavior(cell.path)
        if (!initial) return null
        throw new InvalidBehavior(
          cell.path,
          'began with same or unhandled. Begin with a behavior that handles messages.',
        )
      default:
        throw notABehavior(cell.path, current)
    }
  }
}
