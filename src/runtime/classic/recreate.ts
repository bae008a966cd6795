import { ActorInitializationException, caught, SupervisorStrategy } from '../actor/index.ts'
import {
  adoptInitial,
  beginRestart,
  type Cell,
  CellState,
  finishRestarts,
  logFailure,
  SupervisedBehavior,
  Supervisor,
  signal,
} from '../actor/internal.ts'
import { ClassicCell, running } from './classic-cell.ts'
import { suspend, wake } from './suspension.ts'
import { type Failure, stopChild } from './verdict.ts'

/** A restart under way: it waits until the children that were told to stop are gone. */
export interface Recreating {
  readonly cause: Error
}

/** The verdict is to go on. What never came to be cannot: it is made anew. */
export function resume(failure: Failure): void {
  const { cell } = failure
  if (cell.actor === null) {
    restart(cell, failure.cause, cell.pause.ms)
    return
  }
  tellVerdict(cell, () => {
    if (cell.failed !== failure) return
    cell.failed = null
    cell.forgetMessage()
    const { tracer } = cell.system
    if (tracer !== null && cell.traced) tracer.emit({ type: 'ActorResumed', actor: cell.path })
    wake(cell)
    if (cell.children === null) return
    for (const child of cell.children.values()) {
      if (child instanceof ClassicCell && child.failed?.escalated) resume(child.failed)
    }
  })
}

/**
 * The verdict is to start anew, for a child that failed or, by all-for-one, for one that did not. One that waits for
 * its restart already is not restarted once more.
 */
export function restart(cell: Cell, cause: Error, pauseMs = 0): void {
  suspend(cell)
  if (!(cell instanceof ClassicCell)) {
    tellVerdict(cell, () => restartTyped(cell))
  } else if (pauseMs > 0) {
    cell.pause.wait(pauseMs, () => tellVerdict(cell, () => recreate(cell, cause)))
  } else if (!cell.pause.waiting) {
    tellVerdict(cell, () => recreate(cell, cause))
  }
}

function tellVerdict(cell: Cell, run: () => void): void {
  cell.tellSystem({
    type: 'call',
    run: () => {
      if (cell.state < CellState.stopping) run()
    },
  })
}

/** Ends the old instance, by its preRestart. Its children decide how long that takes. */
function recreate(cell: ClassicCell, cause: Error): void {
  // A restart that a person chose is under way: that one will do.
  if (cell.restarting !== null) {
    wake(cell)
    return
  }
  suspend(cell)
  cell.failed = null
  cell.recreating = { cause }
  if (!cell.startedOnce) {
    if (cell.children !== null) for (const child of cell.children.values()) stopChild(cell, child)
  } else if (cell.actor !== null) {
    try {
      signal(cell, { type: 'PreRestart' }, null)
    } catch (thrown) {
      logFailure(cell, caught(thrown))
    }
  }
  cell.forgetInstance()
  cell.forgetMessage()
  if (cell.dying.size === 0) finishRecreate(cell)
}

/** Makes the new instance. Children that were kept are restarted once it stands. */
export function finishRecreate(cell: ClassicCell): void {
  const { cause } = cell.recreating!
  const { tracer } = cell.system
  const survivors = [...(cell.children?.values() ?? [])]
  cell.recreating = null
  cell.pause.restarted()
  cell.restarts++
  if (tracer !== null && cell.traced) {
    tracer.cause = tracer.emit({ type: 'ActorRestarted', actor: cell.path, restarts: cell.restarts })
  }
  try {
    if (cell.startedOnce) {
      const begin = cell.faults === null ? cell.initial : cell.faults.start(cell, cell.initial)
      if (begin !== cell.initial) throw cell.badBehavior(begin)
      cell.newInstance().postRestart(cause)
      cell.behavior = running
    } else {
      adoptInitial(cell, cell.initial)
    }
  } catch (thrown) {
    cell.forgetInstance()
    cell.fail(new ActorInitializationException(cell.path, caught(thrown)), undefined)
    return
  }
  if (cell.receiveTimeout !== null) cell.receiveTimeout.handledAt = cell.system.now
  wake(cell)
  for (const child of survivors) restart(child, cause)
}

/** Catches nothing: it stands for a parent's decision, which the typed actor did not ask for. */
class NotThrown extends Error {}

/** A typed child of a classic parent starts anew as if it were supervised with restart, this once. */
function restartTyped(cell: Cell): void {
  wake(cell)
  if (cell.state !== CellState.running || cell.restarting !== null || cell.behavior === null) return
  const supervisor = new Supervisor(
    new SupervisedBehavior(cell.initial, SupervisorStrategy.restart, NotThrown),
  )
  supervisor.started = true
  cell.wrappers = [supervisor, ...(cell.wrappers ?? [])]
  beginRestart(cell, supervisor)
  finishRestarts(cell)
}
