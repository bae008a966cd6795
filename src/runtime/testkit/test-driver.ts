import type { VirtualTime } from '../../trace/identifiers.ts'
import type { TraceEvent } from '../../trace/trace-event.ts'

/** The clock of a test: that of an `ActorTestKit` or of a `TestNetwork`. */
export interface TestDriver {
  readonly now: VirtualTime
  /** The next instant at which an actor has something to do; null when there is none. */
  readonly nextDue: VirtualTime | null
  /** All trace events so far. */
  readonly trace: readonly TraceEvent[]
  runUntilIdle(): void
  advanceTo(until: VirtualTime): void
}
