import type { EventId, TraceEventBody } from '../trace/trace-event.ts'

/**
 * Where the runtime tells what happens. The participant's tracer stamps `at`, `node`, `seq` and, while a
 * message is handled, `cause`. Null in place of a tracer means nobody listens and costs one check.
 */
export interface Tracer {
  emit(body: TraceEventBody): EventId
  /** What is being handled; `emit` takes it as cause. A rule (a timer's key) stands in where no event did it. */
  cause: EventId | null
  rule: string | null
}
