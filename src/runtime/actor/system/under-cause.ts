import type { EventId } from '../../../trace/trace-event.ts'
import type { Tracer } from '../../tracer.ts'

/** Runs a function with a cause of its own: what it emits and sends follows from that cause. */
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
