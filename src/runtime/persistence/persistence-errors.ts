import type { FailureText } from '../../trace/trace-event.ts'
import { reasonOf } from '../actor/index.ts'

/** What a store told of its failure. The class does not travel, its name does. */
export class StoreFailure extends Error {
  readonly failure: FailureText

  constructor(failure: FailureText) {
    super(failure.message ?? '')
    this.name = failure.name
    this.failure = failure
  }
}

/** The journal did not answer in time: nobody knows whether it did what it was asked. */
export class JournalTimeout extends Error {
  override readonly name = 'JournalTimeout'
  readonly persistenceId: string
  readonly timeoutMs: number

  constructor(persistenceId: string, what: string, timeoutMs: number) {
    super(`${what} of [${persistenceId}] got no answer within [${timeoutMs} ms]. Is the database running?`)
    this.persistenceId = persistenceId
    this.timeoutMs = timeoutMs
  }
}

/**
 * Persisting or recovering failed. What is stored is not known, so the actor must not go on as it is: it stops,
 * or is restarted by the `onPersistFailure` of its behavior. No supervisor outside sees it.
 */
export class JournalFailure extends Error {
  override readonly name = 'JournalFailure'
  readonly persistenceId: string

  constructor(persistenceId: string, what: string, cause: Error) {
    super(`${what} of [${persistenceId}] failed: ${reasonOf(cause)}`, { cause })
    this.persistenceId = persistenceId
  }
}

/** The journal refused an event: it is certainly not stored. An ordinary failure of the actor. */
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

/** Nobody said where events are to be kept. */
export class NoJournal extends Error {
  override readonly name = 'NoJournal'
  readonly system: string

  constructor(system: string) {
    super(
      `Actor system [${system}] has no journal. ` +
        'Call Persistence.get(system).useDatabase(path), or useLocalJournal() for a journal in memory.',
    )
    this.system = system
  }
}

/** On replay an event came from a writer that another one had superseded. */
export class ReplayedByOldWriter extends Error {
  override readonly name = 'ReplayedByOldWriter'
  readonly persistenceId: string
  readonly sequenceNr: number
  readonly writerUuid: string

  constructor(persistenceId: string, sequenceNr: number, writerUuid: string) {
    super(
      `Event [${sequenceNr}] of [${persistenceId}] is by writer [${writerUuid}], which another one had superseded. ` +
        'Two actors were writing at the same time.',
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
      `Event [${sequenceNr}] of [${persistenceId}] is not stored: the journal is at [${highestSequenceNr}]. ` +
        'Another writer was here; recover before writing again.',
    )
    this.persistenceId = persistenceId
    this.sequenceNr = sequenceNr
    this.highestSequenceNr = highestSequenceNr
  }
}
