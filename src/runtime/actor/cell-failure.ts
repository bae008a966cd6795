import { ActorInitializationException, failureText, isFatal } from './actor-errors.ts'
import type { Cell } from './cell.ts'
import { beginRestart } from './cell-restart.ts'
import { CellState } from './cell-state.ts'
import { beginStop } from './cell-stop.ts'
import type { Supervisor } from './supervisor.ts'
import type { FailureLogLevel } from './supervisor-strategy.ts'
import type { Wrapper } from './wrapper.ts'

/**
 * Something in this actor threw: the innermost supervisor that catches such errors decides; without one the
 * actor stops. The message being handled is lost; the mailbox is kept.
 */
export function handleFailure(cell: Cell, error: Error, label?: string): void {
  if (isFatal(error)) {
    cell.system.fail(error, label)
    return
  }
  if (cell.leavesToParent(error, label)) return
  if (cell.state !== CellState.running) {
    logFailure(cell, error)
    return
  }
  const wrappers = cell.wrappers ?? []
  if (!offerFailure(cell, error, label, wrappers)) giveUp(cell, error, label)
}

/** False: none of these, innermost last, catches the error, or those that do pass it on. */
export function offerFailure(
  cell: Cell,
  error: Error,
  label: string | undefined,
  wrappers: readonly Wrapper[],
): boolean {
  for (let i = wrappers.length - 1; i >= 0; i--) {
    const wrapper = wrappers[i]!
    if (wrapper.type !== 'supervisor' || !wrapper.catches(error)) continue
    if (decide(cell, wrapper, error, label)) return true
  }
  return false
}

/** No supervisor was left. */
export function giveUp(cell: Cell, error: Error, label: string | undefined): void {
  const cause = cell.startedOnce ? error : new ActorInitializationException(cell.path, error)
  traceFailure(cell, cause, 'stop', label)
  stopFailed(cell, cause)
}

/** False: this supervisor passes the failure on. */
function decide(cell: Cell, supervisor: Supervisor, error: Error, label: string | undefined): boolean {
  const { strategy } = supervisor
  const { now } = cell.system
  switch (strategy.type) {
    case 'stop':
      traceFailure(cell, error, 'stop', label)
      if (supervisor.settled) stopFailed(cell, error)
      else beginStop(cell, null)
      return true
    case 'resume': {
      if (!supervisor.settled) return false
      traceFailure(cell, error, 'resume', label)
      const { tracer } = cell.system
      if (tracer !== null && cell.traced) tracer.emit({ type: 'ActorResumed', actor: cell.path })
      return true
    }
    case 'restart':
      if (supervisor.settled ? supervisor.exhausted(now) : supervisor.exhaustedAtStart(now)) return false
      traceFailure(cell, error, 'restart', label)
      beginRestart(cell, supervisor)
      return true
    case 'backoff':
      // An exhausted backoff ends the actor itself: outer supervisors do not see the failure.
      if (supervisor.exhausted(now)) {
        traceFailure(cell, error, 'stop', label)
        stopFailed(cell, error)
      } else {
        traceFailure(cell, error, 'backoff', label)
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

/** Failures are told by an event of their own; what follows from them has it as its cause. */
function traceFailure(
  cell: Cell,
  error: Error,
  decision: 'stop' | 'resume' | 'restart' | 'backoff',
  label: string | undefined,
): void {
  const { tracer } = cell.system
  if (tracer === null || !cell.traced) return
  tracer.cause = tracer.emit({
    type: 'ActorFailed',
    actor: cell.path,
    error: failureText(error),
    decision,
    ...(label === undefined ? {} : { label }),
  })
  const level = by === null ? 'error' : logLevelOf(by)
  if (level !== null) tracer.emit({ type: 'Logged', actor: cell.path, level, text: textOf(error) })
}

function logLevelOf({ strategy, count }: Supervisor): FailureLogLevel {
  return strategy.type === 'backoff' ? strategy.logLevelAt(count + 1) : strategy.logLevel
}

function textOf(error: Error): string {
  const { name, message } = failureText(error)
  return message === undefined ? name : `${name}: ${message}`
}

/** For what fails where nobody can decide any more: in PreRestart, in PostStop, while stopping. */
export function logFailure(cell: Cell, error: Error): void {
  cell.context.log.error(textOf(error))
}
