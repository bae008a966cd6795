import type { EventId, VirtualTime } from '../../../trace/identifiers.ts'
import type { LogLevel } from '../../../trace/trace-event.ts'
import type { Tracer } from '../../tracer.ts'
import { emitCause } from '../../tracer.ts'
import type { FailureLogLevel } from '../api/plain-strategies.ts'
import type { Signal } from '../api/signal.ts'
import { errorText, failureText } from '../base/error-text.ts'
import type { Cell } from '../kernel/ports.ts'
import type { Supervisor } from '../kernel/supervisor.ts'

/** Null for an actor whose life is not traced. */
const tracerOf = (cell: Cell): Tracer | null => (cell.traced ? cell.system.tracer : null)

export function traceStart(cell: Cell): void {
  const tracer = tracerOf(cell)
  if (tracer === null) return
  emitCause(tracer, { type: 'ActorStarted', actor: cell.path })
  if (cell.system.instrumentation !== null)
    cell.supervisionOverride ??= cell.system.instrumentation.newSupervisionOverride()
}

export function traceStop(cell: Cell): void {
  const tracer = tracerOf(cell)
  if (tracer !== null) emitCause(tracer, { type: 'ActorStopped', actor: cell.path })
}

export function traceResume(cell: Cell): void {
  tracerOf(cell)?.emit({ type: 'ActorResumed', actor: cell.path })
}

export function traceRestart(cell: Cell): void {
  const tracer = tracerOf(cell)
  if (tracer !== null)
    emitCause(tracer, { type: 'ActorRestarted', actor: cell.path, restarts: cell.restarts })
}

/** Returns the cause of the restart that follows. */
export function traceBackingOff(cell: Cell, until: VirtualTime): EventId | null {
  const tracer = tracerOf(cell)
  if (tracer !== null) return tracer.emit({ type: 'ActorBackingOff', actor: cell.path, until })
  return cell.system.tracer?.cause ?? null
}

export function traceSignal(cell: Cell, signal: Signal, of: string | null): void {
  const { tracer } = cell.system
  if (tracer === null || !cell.user) return
  emitCause(tracer, {
    type: 'SignalDelivered',
    actor: cell.path,
    signal: signal.type,
    ...(of === null ? {} : { of }),
  })
}

/** Emits `ActorFailed`, and makes it the cause of the events that follow. */
export function traceFailure(
  cell: Cell,
  error: Error,
  decision: 'stop' | 'resume' | 'restart' | 'backoff',
  label: string | undefined,
  decidedBy: Supervisor | null,
  passedOn: Error,
): void {
  const { system, supervisionOverride } = cell
  const passed = supervisionOverride?.takePassed(passedOn) ?? []
  // Actors of the toolkit are not traced until their first failure.
  cell.traced = true
  const tracer = tracerOf(cell)
  if (tracer === null) return
  const restarts = decision === 'restart' || decision === 'backoff'
  const count = restarts && decidedBy !== null ? nextCount(decidedBy, system.now) : undefined
  emitCause(tracer, {
    type: 'ActorFailed',
    actor: cell.path,
    error: failureText(error),
    decision,
    ...(label === undefined ? {} : { label }),
    ...(decidedBy === null || system.instrumentation === null
      ? {}
      : { decidedBy: system.instrumentation.ruleOf(decidedBy) }),
    ...(count === undefined ? {} : { count }),
    ...(passed.length === 0 ? {} : { exhausted: passed }),
  })
  const level = decidedBy === null ? 'error' : logLevelOf(decidedBy)
  if (level !== null) traceLog(cell, level, errorText(error))
}

/** The number of the next restart, in the limit's window or since the backoff began; undefined: no limit. */
function nextCount(supervisor: Supervisor, now: VirtualTime): number | undefined {
  const { strategy, count } = supervisor
  if (strategy.type === 'backoff') return count + 1
  if (strategy.type !== 'restart' || strategy.maxRestarts === -1) return undefined
  return supervisor.inWindow(now) ? count + 1 : 1
}

function logLevelOf({ strategy, count }: Supervisor): FailureLogLevel {
  return strategy.type === 'backoff' ? strategy.logLevelAt(count + 1) : strategy.logLevel
}

/** For an error that no supervisor decides about: in PreRestart, in PostStop, while stopping. */
export function logFailure(cell: Cell, error: Error): void {
  cell.context.log.error(errorText(error))
}

export function traceLog(cell: Cell, level: LogLevel, text: string): void {
  cell.system.tracer?.emit({ type: 'Logged', actor: cell.path, level, text })
}
