import { ActorError } from '../base/actor-error.ts'
import { foreignBehavior, InvalidBehavior } from '../base/actor-errors.ts'
import {
  type AnyBehavior,
  type CustomBehavior,
  Kind,
  pending,
  ReceiveBehavior,
  SetupBehavior,
  type StoppedBehavior,
  SupervisedBehavior,
  same,
  unhandled,
} from '../behavior/behavior-values.ts'
import type { Cell } from './cell.ts'
import { handleFailure } from './cell-failure.ts'
import { CellState } from './cell-state.ts'
import { beginStop } from './cell-stop.ts'
import { addSupervisor } from './supervisor.ts'
import { settle } from './wrapper.ts'

/** The actor's first turn. */
export function createCell(cell: Cell): void {
  cell.state = CellState.running
  cell.system.tracing?.start(cell)
  try {
    if (cell.parent === null) checkStartBuffer(cell)
    adoptInitial(cell, cell.initial)
  } catch (thrown) {
    handleFailure(cell, thrown)
  }
  // It starts all the same, and handles nothing before there is a verdict on those above it.
  if (cell.parent?.state === CellState.suspended && cell.state === CellState.running) {
    cell.state = CellState.suspended
  }
}

/** What a guardian was told before it started is kept, within limits. */
function checkStartBuffer(guardian: Cell): void {
  if (guardian.mailbox.size <= guardianStartBuffer) return
  throw new ActorError(
    'StashOverflow',
    'stash-overflow',
    `More than [${guardianStartBuffer}] messages waited for [${guardian.path}] before it started. Send fewer.`,
  )
}

const guardianStartBuffer = 1000

/** Starts a behavior from nothing, at the first start and at a restart. */
export function adoptInitial(cell: Cell, initial: AnyBehavior): void {
  const { oversight } = cell
  let begin = cell.faults === null ? initial : cell.faults.start(cell, initial)
  if (oversight !== null && begin === initial) begin = oversight.begin(cell, initial)
  const started = startBehavior(cell, begin, true)
  if (started === null) return
  cell.startedOnce = true
  oversight?.chosen?.settle()
  if (started['~kind'] === Kind.stopped) beginStop(cell, started as StoppedBehavior)
  else cell.behavior = started
}

/**
 * Runs factories, outermost first, and takes in wrappers, until something remains that can handle messages,
 * or `stopped`. Null: stay with what there is, which may be what a supervisor made of a failure on the way.
 */
export function startBehavior(cell: Cell, behavior: AnyBehavior, initial: boolean): AnyBehavior | null {
  const started = startInner(cell, behavior, initial)
  if (started === null || started === pending) return null
  return cell.wrappers === null ? started : settle(cell, cell.wrappers, started)
}

/** The same for what a wrapper wraps: the start of the whole goes on after it. */
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
        throw cell.badBehavior(current)
    }
  }
}
