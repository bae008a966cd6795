import type { Plain } from '../../trace/plain.ts'
import type { VirtualTime } from '../../trace/trace-event.ts'

/** An event on its way to the journal. Numbers start at 1 and count per persistence id. */
export interface EventRecord {
  readonly sequenceNr: number
  /** Fresh for every incarnation of a persistent actor, each restart included: tells two writers apart. */
  readonly writerUuid: string
  readonly payload: Plain
}

/** An event as the journal holds it. `timestamp` is the instant of its commit. */
export interface StoredEvent extends EventRecord {
  readonly persistenceId: string
  readonly timestamp: VirtualTime
}

/** Events of one persistence id that are stored all or not at all. */
export interface AtomicWrite {
  readonly persistenceId: string
  readonly events: readonly StoredEvent[]
}
