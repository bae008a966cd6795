import type { EventId, LogLevel, VirtualTime } from '../../../trace/trace-event.ts'
import type { Tracer } from '../../tracer.ts'
import type { FailureLogLevel } from '../api/plain-strategies.ts'
import type { Signal } from '../api/signal.ts'
import { errorText, failureText } from '../base/error-text.ts'
import type { Cell } from '../kernel/cell.ts'
import type { Supervisor } from '../kernel/supervisor.ts'

/** Null where this actor's life is not told. */
const tracerOf = (cell: Cell): Tracer | null => (cell.traced ? cell.system.tracer : null)

export function traceStart(cell: Cell): void {
  const tracer = tracerOf(cell)
  if (tracer === null) return
  tracer.cause = tracer.emit({ type: 'ActorStarted', actor: cell.path })
  if (cell.system.staging !== null) cell.oversight ??= cell.system.staging.newSupervisionOverride()
}

export function traceStop(cell: Cell): void {
  const tracer = tracerOf(cell)
  if (tracer !== null) tracer.cause = tracer.emit({ type: 'ActorStopped', actor: cell.path })
}

export function traceResume(cell: Cell): void {
  tracerOf(cell)?.emit({ type: 'ActorResumed', actor: cell.path })
}

export function traceRestart(cell: Cell): void {
  const tracer = tracerOf(cell)
  if (tracer !== null)
    tracer.cause = tracer.emit({ type: 'ActorRestarted', actor: cell.path, restarts: cell.restarts })
}

/** What the restart then has as its cause. */
export function traceBackingOff(cell: Cell, until: VirtualTime): EventId | null {
  const tracer = tracerOf(cell)
  if (tracer !== null) return tracer.emit({ type: 'ActorBackingOff', actor: cell.path, until })
  return cell.system.tracer?.cause ?? null
}

export function traceSignal(cell: Cell, what: Signal, of: string | null): void {
  const { tracer } = cell.system
  if (tracer === null || !cell.user) return
  tracer.cause = tracer.emit({
    type: 'SignalDelivered',
    actor: cell.path,
    signal: what.type,
    ...(of === null ? {} : { of }),
  })
}

/** Failures are told by an event of their own; what follows from them has it as its cause. */
export function traceFailure(
  cell: Cell,
  error: Error,
  decision: 'stop' | 'resume' | 'restart' | 'backoff',
  label: string | undefined,
  by: Supervisor | null,
  passedOn: Error,
): void {
  const { system, oversight } = cell
  const passed = oversight?.takePassed(passedOn) ?? []
  // Parts of the toolkit are not told as long as all goes well; from its first failure on, one is told like any actor.
  cell.traced = true
  const tracer = tracerOf(cell)
  if (tracer === null) return
  const restarts = decision === 'restart' || decision === 'backoff'
  const count = restarts && by !== null ? nextCount(by, system.now) : undefined
  tracer.cause = tracer.emit({
    type: 'ActorFailed',
    actor: cell.path,
    error: failureText(error),
    decision,
    ...(label === undefined ? {} : { label }),
    ...(by === null || system.staging === null ? {} : { decidedBy: system.staging.ruleOf(by) }),
    ...(count === undefined ? {} : { count }),
    ...(passed.length === 0 ? {} : { exhausted: passed }),
  })
  const level = by === null ? 'error' : logLevelOf(by)
  if (level !== null) traceLog(cell, level, errorText(error))
}

/** Which restart the next one is, within the limit's window or since the backoff began; undefined: unlimited. */
function nextCount(supervisor: Supervisor, now: VirtualTime): number | undefined {
  const { strategy, count } = supervisor
  if (strategy.type === 'backoff') return count + 1
  if (strategy.type !== 'restart' || strategy.maxRestarts === -1) return undefined
  return supervisor.inWindow(now) ? count + 1 : 1
}

function logLevelOf({ strategy, count }: Supervisor): FailureLogLevel {
  return strategy.type === 'backoff' ? strategy.logLevelAt(count + 1) : strategy.logLevel
}

/** For what fails where nobody can decide any more: in PreRestart, in PostStop, while stopping. */
export function logFailure(cell: Cell, error: Error): void {
  cell.context.log.error(errorText(error))
}

export function traceLog(cell: Cell, level: LogLevel, text: string): void {
  cell.system.tracer?.emit({ type: 'Logged', actor: cell.path, level, text })
}
