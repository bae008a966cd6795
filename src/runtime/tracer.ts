import type { EventId } from '../trace/identifiers.ts'
import type { TraceEventBody } from '../trace/trace-event.ts'

/**
 * The sink of the runtime's trace events. The participant's tracer adds `at`, `node` and `seq` and, while a message
 * is handled, `cause`. Code without a trace has null in place of a tracer, which costs one check.
 */
export interface Tracer {
  emit(body: TraceEventBody): EventId
  /** The event that is being handled, which `emit` records as the cause; null outside of one. */
  cause: EventId | null
  /** The rule that fired, such as a timer's key; `cause` is then the event in which the timer was started, if known. */
  rule: string | null
}

/** Emits an event that becomes the cause of everything that follows in this turn. */
export function emitCause(tracer: Tracer, body: TraceEventBody): void {
  tracer.cause = tracer.emit(body)
  tracer.rule = null
}

/** Runs as a consequence of this event; without one, of the present cause. */
export function causedBy(tracer: Tracer | null, event: EventId | null | undefined, run: () => void): void {
  if (event == null) run()
  else underCause(tracer, event, null, run)
}

/** Runs with this cause and rule in place of the present ones. */
export function underCause(
  tracer: Tracer | null,
  cause: EventId | null,
  rule: string | null,
  run: () => void,
): void {
  if (tracer === null) {
    run()
    return
  }
  const causeBefore = tracer.cause
  const ruleBefore = tracer.rule
  tracer.cause = cause
  tracer.rule = rule
  try {
    run()
  } finally {
    tracer.cause = causeBefore
    tracer.rule = ruleBefore
  }
}
