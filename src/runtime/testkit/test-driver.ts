import type { TraceEvent, VirtualTime } from '../../trace/trace-event.ts'

/** Whoever can turn time in a test: a test kit for one system, or a network of several. */
export interface TestDriver {
  readonly now: VirtualTime
  /** When something happens next by itself; null: never. */
  readonly nextDue: VirtualTime | null
  /** Everything told so far. */
  readonly trace: readonly TraceEvent[]
  runUntilIdle(): void
  advanceTo(until: VirtualTime): void
}
