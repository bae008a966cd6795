import type { JournalAnswer } from './journal-protocol.ts'
import type { JournalRequest } from './journal-requests.ts'
import type { PersistenceSettings } from './persistence-settings.ts'
import type { Recovery } from './recovery.ts'
import { ReplayEnding } from './replay-ending.ts'
import { ReplayFilter } from './replay-filter.ts'
import type { StoredEvent } from './stored-event.ts'

interface ReplaySteps {
  send(request: JournalRequest): void
  apply(event: StoredEvent): void
  warn(text: string): void
}

/** The replay of a recovery: batches of events, through the replay filter, up to the limits of the recovery. */
export class EventReplay {
  readonly #recovery: Recovery
  readonly #settings: PersistenceSettings
  readonly #steps: ReplaySteps
  readonly #filter: ReplayFilter
  readonly #ending = new ReplayEnding()
  #received = 0
  /** Number of events applied. */
  replayed = 0

  constructor(recovery: Recovery, settings: PersistenceSettings, steps: ReplaySteps) {
    this.#recovery = recovery
    this.#settings = settings
    this.#steps = steps
    this.#filter = new ReplayFilter({ ...settings.replayFilter, warn: text => steps.warn(text) })
  }

  requestFrom(fromSequenceNr: number): void {
    const { disabled, toSequenceNr, replayMax } = this.#recovery
    this.#steps.send({
      type: 'ReplayMessages',
      fromSequenceNr,
      toSequenceNr: toSequenceNr ?? Number.MAX_SAFE_INTEGER,
      // Without any event `RecoverySuccess` still contains the highest number.
      max: disabled ? 0 : (replayMax ?? Number.MAX_SAFE_INTEGER) - this.#received,
      batchSize: this.#settings.replayBatchSize,
    })
  }

  /** True for an answer after which another one to the same request must follow. */
  awaitsMore(answer: JournalAnswer): boolean {
    return this.#ending.awaitsMore(answer)
  }

  /**
   * Applies the events of an answer and requests the next batch. Returns the journal's highest sequence number once all
   * events are applied, else null. @throws {ReplayedByOldWriter} if the filter's mode is `fail`
   */
  handle(answer: JournalAnswer): number | null {
    const ending = this.#ending
    if (answer.type === 'RecoverySuccess') {
      ending.success = answer
      return ending.hasAllEvents ? this.#complete(answer.highestSequenceNr) : null
    }
    if (answer.type !== 'ReplayedMessages' || !ending.add(answer.events)) return null
    this.#received += answer.events.length
    for (const event of answer.events) this.#apply(this.#filter.push(event))
    if (answer.nextSequenceNr !== null) this.requestFrom(answer.nextSequenceNr)
    return ending.success === null ? null : this.#complete(ending.success.highestSequenceNr)
  }

  #complete(highestSequenceNr: number): number {
    this.#apply(this.#filter.flush())
    return highestSequenceNr
  }

  #apply(events: readonly StoredEvent[]): void {
    for (const event of events) {
      this.#steps.apply(event)
      this.replayed++
    }
  }
}
