import { ActorInitializationException } from '../base/actor-errors.ts'
import { isFatal, toError } from '../base/error-text.ts'
import { beginRestart } from './begin-restart.ts'
import { CellState } from './cell-state.ts'
import { beginStop } from './cell-stop.ts'
import type { Cell, Wrapper } from './ports.ts'
import type { Supervisor } from './supervisor.ts'

/**
 * Decides about an error that this actor threw. The innermost supervisor that catches it decides; without one the actor
 * stops, and a fatal error ends the system. The message being handled is lost; the mailbox is kept.
 */
export function handleFailure(cell: Cell, thrown: unknown, label?: string): void {
  const error = toError(thrown)
  if (isFatal(error)) {
    cell.system.fail(error, label)
    return
  }
  if (cell.leavesToParent(error, label, isOverride(cell))) return
  if (cell.state !== CellState.running) {
    cell.system.tracing?.logFailure(cell, error)
    return
  }
  const wrappers = cell.wrappers ?? []
  if (!offerFailure(cell, error, label, wrappers)) giveUp(cell, error, label)
}

/** Offers a failure to the supervisors among `wrappers`, innermost last. False: none of them decided. */
export function offerFailure(
  cell: Cell,
  error: Error,
  label: string | undefined,
  wrappers: readonly Wrapper[],
): boolean {
  return !isOverride(cell) && offerTo(cell, error, label, wrappers)
}

/** True while supervision that a person chose replaces that of the code. */
const isOverride = (cell: Cell): boolean =>
  cell.supervisionOverride !== null && cell.supervisionOverride.chosen !== null

function offerTo(cell: Cell, error: Error, label: string | undefined, wrappers: readonly Wrapper[]): boolean {
  for (let i = wrappers.length - 1; i >= 0; i--) {
    const wrapper = wrappers[i]!
    if (wrapper.type !== 'supervisor' || !wrapper.catches(error)) continue
    if (decide(cell, wrapper, error, label)) return true
  }
  return false
}

/** No supervisor of the code decided: the chosen ones decide, or the actor stops. */
export function giveUp(cell: Cell, error: Error, label: string | undefined): void {
  const chosen = cell.supervisionOverride?.chosen
  if (chosen && offerTo(cell, error, label, chosen.rules)) return
  const cause = cell.startedOnce ? error : new ActorInitializationException(cell.path, error)
  cell.system.tracing?.failure(cell, cause, 'stop', label, null, error)
  stopFailed(cell, cause)
}

/** False: this supervisor passes the failure on. */
function decide(cell: Cell, supervisor: Supervisor, error: Error, label: string | undefined): boolean {
  const { strategy } = supervisor
  const { now, tracing } = cell.system
  switch (strategy.type) {
    case 'stop':
      tracing?.failure(cell, error, 'stop', label, supervisor, error)
      if (supervisor.started) stopFailed(cell, error)
      else beginStop(cell, null)
      return true
    case 'resume': {
      // A failed start left no behavior to go on with.
      if (!supervisor.started || cell.behavior === null) return false
      tracing?.failure(cell, error, 'resume', label, supervisor, error)
      tracing?.resume(cell)
      return true
    }
    case 'restart':
      if (supervisor.started ? supervisor.exhausted(now) : supervisor.exhaustedAtStart(now)) {
        if (strategy.maxRestarts !== -1) cell.supervisionOverride?.pass(error, supervisor)
        return false
      }
      tracing?.failure(cell, error, 'restart', label, supervisor, error)
      beginRestart(cell, supervisor)
      return true
    case 'backoff':
      // An exhausted backoff ends the actor itself: outer supervisors do not see the failure.
      if (supervisor.exhausted(now)) {
        cell.supervisionOverride?.pass(error, supervisor)
        tracing?.failure(cell, error, 'stop', label, supervisor, error)
        stopFailed(cell, error)
      } else {
        tracing?.failure(cell, error, 'backoff', label, supervisor, error)
        beginRestart(cell, supervisor)
      }
      return true
  }
}

function stopFailed(cell: Cell, cause: Error): void {
  cell.failure = cause
  cell.failureSeen = cell.parent?.deathWatch?.isWatching(cell.path) ?? false
  beginStop(cell, null)
}
