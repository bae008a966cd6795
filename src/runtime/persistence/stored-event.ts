import type { VirtualTime } from '../../trace/identifiers.ts'
import type { Plain } from '../../trace/plain.ts'

/** An event to be written. Sequence numbers start at 1 and count per persistence id. */
export interface EventRecord {
  readonly sequenceNr: number
  /** Id of the writing incarnation, new after each restart, so that a replay can distinguish writers. */
  readonly writerUuid: string
  readonly payload: Plain
  /** The text that an event adapter stored with the event; absent if empty. */
  readonly manifest?: string
  /** Tags by which queries find the event; absent if it has none. */
  readonly tags?: readonly string[]
}

/** A stored event. `timestamp` is the virtual time of its commit. */
export interface StoredEvent extends EventRecord {
  readonly persistenceId: string
  readonly timestamp: VirtualTime
}

/** Events of one persistence id that are stored together or not at all. */
export interface AtomicWrite {
  readonly persistenceId: string
  /** Offset of the first event; the others follow. Set by the journal. */
  readonly offset?: number
  readonly events: readonly StoredEvent[]
}
