import type { VirtualTime } from '../../trace/identifiers.ts'
import type { Plain } from '../../trace/plain.ts'

/** An event to be written. Sequence numbers start at 1 and count per persistence id. */
export interface EventRecord {
  readonly sequenceNr: number
  /** Id of the writing incarnation, new after each restart, so that a replay can distinguish writers. */
  readonly writerUuid: string
  readonly payload: Plain
}

/** A stored event. `timestamp` is the virtual time of its commit. */
export interface StoredEvent extends EventRecord {
  readonly persistenceId: string
  readonly timestamp: VirtualTime
}

/** Events of one persistence id that are stored together or not at all. */
export interface AtomicWrite {
  readonly persistenceId: string
  readonly events: readonly StoredEvent[]
}
