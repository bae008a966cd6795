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
  /** The rule, such as a timer key, that is recorded when no event is the cause. */
  rule: string | null
}
