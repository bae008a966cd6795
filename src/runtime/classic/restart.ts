import { ActorInitializationException, caught, SupervisorStrategy } from '../actor/index.ts'
import {
  adoptInitial,
  beginRestart,
  type Cell,
  CellState,
  finishRestarts,
  logFailure,
  notABehavior,
  SupervisedBehavior,
  Supervisor,
  signal,
} from '../actor/internal.ts'
import { emitCause } from '../tracer.ts'
import { running } from './classic-behavior.ts'
import { type ClassicCell, isClassicCell } from './classic-cell.ts'
import { stopChild } from './stop-child.ts'
import { endSuspension, suspend } from './suspension.ts'

/**
 * Applies the directive `restart`: to the child that failed, or by all-for-one to its siblings too. A child whose
 * restart is already scheduled is not restarted twice.
 */
export function restart(cell: Cell, reason: Error, delayMs = 0): void {
  suspend(cell)
  if (!isClassicCell(cell)) {
    runUnlessStopping(cell, () => restartTyped(cell))
  } else if (delayMs > 0) {
    cell.restartPause.schedule(delayMs, () =>
      runUnlessStopping(cell, () => beginClassicRestart(cell, reason)),
    )
  } else if (!cell.restartPause.waiting) {
    runUnlessStopping(cell, () => beginClassicRestart(cell, reason))
  }
}

/** Runs a directive in a turn of the actor that it concerns. */
export function runUnlessStopping(cell: Cell, run: () => void): void {
  cell.enqueueSystemMail({
    type: 'call',
    run: () => {
      if (cell.state < CellState.stopping) run()
    },
  })
}

/** Ends the old instance with its preRestart hook. The restart finishes once all stopping children have stopped. */
function beginClassicRestart(cell: ClassicCell, reason: Error): void {
  // A restart by a supervision override is under way, and one restart suffices.
  if (cell.restarting !== null) {
    endSuspension(cell)
    return
  }
  suspend(cell)
  cell.pendingFailure = null
  cell.restartReason = reason
  if (!cell.startedOnce) {
    if (cell.children !== null) for (const child of cell.children.values()) stopChild(cell, child)
  } else if (cell.actor !== null) {
    try {
      signal(cell, { type: 'PreRestart' }, null)
    } catch (thrown) {
      logFailure(cell, caught(thrown))
    }
  }
  cell.clearInstance()
  cell.clearMessage()
  if (cell.stoppingChildren.size === 0) finishClassicRestart(cell, reason)
}

/** Creates the new instance, then restarts the children that preRestart did not stop. */
export function finishClassicRestart(cell: ClassicCell, reason: Error): void {
  const { tracer } = cell.system
  const survivors = [...(cell.children?.values() ?? [])]
  cell.restartReason = null
  cell.restartPause.recordRestart()
  cell.restarts++
  if (tracer !== null && cell.traced) {
    emitCause(tracer, { type: 'ActorRestarted', actor: cell.path, restarts: cell.restarts })
  }
  try {
    if (cell.startedOnce) {
      const initial = cell.faults === null ? cell.initial : cell.faults.start(cell, cell.initial)
      if (initial !== cell.initial) throw notABehavior(cell.path, initial)
      cell.newInstance().aroundPostRestart(reason)
      cell.behavior = running
    } else {
      adoptInitial(cell, cell.initial)
    }
  } catch (thrown) {
    cell.clearInstance()
    cell.fail(new ActorInitializationException(cell.path, caught(thrown)), undefined)
    return
  }
  if (cell.receiveTimeout !== null) cell.receiveTimeout.handledAt = cell.system.now
  endSuspension(cell)
  for (const child of survivors) restart(child, reason)
}

/** An error class that is never thrown: the supervisor of {@link restartTyped} must catch no failure. */
class NeverThrown extends Error {}

/** Restarts a typed child of a classic parent through a supervisor that exists for this one restart. */
function restartTyped(cell: Cell): void {
  endSuspension(cell)
  if (cell.state !== CellState.running || cell.restarting !== null || cell.behavior === null) return
  const supervisor = new Supervisor(
    new SupervisedBehavior(cell.initial, SupervisorStrategy.restart, NeverThrown),
  )
  supervisor.started = true
  cell.wrappers = [supervisor, ...(cell.wrappers ?? [])]
  beginRestart(cell, supervisor)
  finishRestarts(cell)
}
