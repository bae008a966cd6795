import type { FailureText } from '../../trace/trace-event.ts'
import { reasonOf } from '../actor/index.ts'

/** A failure reported by a store. Only the original error's name crosses the wire, not its class. */
export class StoreFailure extends Error {
  readonly failure: FailureText

  constructor(failure: FailureText) {
    super(failure.message ?? '')
    this.name = failure.name
    this.failure = failure
  }
}

/**
 * The journal did not answer within `timeoutMs` virtual ms, so the outcome of the request is unknown.
 *
 * @example
 * const isSlow = (failure: JournalFailure) => failure.cause instanceof JournalTimeout
 */
export class JournalTimeout extends Error {
  override readonly name = 'JournalTimeout'
  readonly persistenceId: string
  readonly timeoutMs: number

  constructor(persistenceId: string, operation: string, timeoutMs: number) {
    super(
      `${operation} of [${persistenceId}] got no answer within [${timeoutMs} ms]. Check that the database is running.`,
    )
    this.persistenceId = persistenceId
    this.timeoutMs = timeoutMs
  }
}

/**
 * Persisting or recovery failed. The stored events are unknown, so the actor's state may be wrong: the actor stops, or
 * restarts by its `onPersistFailure`. Outer supervisors do not see this error.
 *
 * @example
 * const isJournalFailure = (error: Error) => error instanceof JournalFailure
 */
export class JournalFailure extends Error {
  override readonly name = 'JournalFailure'
  readonly persistenceId: string

  constructor(persistenceId: string, operation: string, cause: Error) {
    super(`${operation} of [${persistenceId}] failed: ${reasonOf(cause)}`, { cause })
    this.persistenceId = persistenceId
  }
}

/**
 * The journal rejected an event, which is certainly not stored. An ordinary failure for the actor's supervisor.
 *
 * @example
 * Behaviors.supervise(worker).onFailure(SupervisorStrategy.resume, EventRejected)
 */
export class EventRejected extends Error {
  override readonly name = 'EventRejected'
  readonly persistenceId: string
  readonly sequenceNr: number

  constructor(persistenceId: string, sequenceNr: number, cause: Error) {
    super(`Event [${sequenceNr}] of [${persistenceId}] was rejected: ${reasonOf(cause)}`, { cause })
    this.persistenceId = persistenceId
    this.sequenceNr = sequenceNr
  }
}

/**
 * Thrown when a persistent actor starts in a system without a journal.
 *
 * @example
 * const needsJournal = (error: Error) => error instanceof NoJournal
 */
export class NoJournal extends Error {
  override readonly name = 'NoJournal'
  readonly system: string

  constructor(system: string) {
    super(
      `Actor system [${system}] has no journal. ` +
        'Call Persistence.get(system).useDatabase(path), or useLocalJournal(system) for a journal in memory.',
    )
    this.system = system
  }
}

/**
 * A binding of events names an adapter that does not exist.
 *
 * @example
 * const isMisspelt = (error: Error) => error instanceof UnknownEventAdapter
 */
export class UnknownEventAdapter extends Error {
  override readonly name = 'UnknownEventAdapter'
  readonly event: string
  readonly adapter: string

  constructor(event: string, adapter: string, known: readonly string[]) {
    super(
      `Events [${event}] are bound to the event adapter [${adapter}], which does not exist. ` +
        `Add it to the adapters, or bind to one of [${known.join(', ')}].`,
    )
    this.event = event
    this.adapter = adapter
  }
}

/** A replayed event was written by a superseded writer, while a newer writer of the same persistence id was active. */
export class ReplayedByOldWriter extends Error {
  override readonly name = 'ReplayedByOldWriter'
  readonly persistenceId: string
  readonly sequenceNr: number
  readonly writerUuid: string

  constructor(persistenceId: string, sequenceNr: number, writerUuid: string) {
    super(
      `Event [${sequenceNr}] of [${persistenceId}] was written by [${writerUuid}] after a newer writer had taken over. ` +
        'Two actors wrote with this persistence id at the same time.',
    )
    this.persistenceId = persistenceId
    this.sequenceNr = sequenceNr
    this.writerUuid = writerUuid
  }
}

/** The sequence number is used already, because another actor writes, or wrote, with the same persistence id. */
export class SequenceNrTaken extends Error {
  override readonly name = 'SequenceNrTaken'
  readonly persistenceId: string
  readonly sequenceNr: number
  readonly highestSequenceNr: number

  constructor(persistenceId: string, sequenceNr: number, highestSequenceNr: number) {
    super(
      `Event [${sequenceNr}] of [${persistenceId}] was not stored: the journal already holds events up to [${highestSequenceNr}]. ` +
        'Another actor wrote with this persistence id; recover before writing again.',
    )
    this.persistenceId = persistenceId
    this.sequenceNr = sequenceNr
    this.highestSequenceNr = highestSequenceNr
  }
}
