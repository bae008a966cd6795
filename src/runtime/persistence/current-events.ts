import type { JournalAnswer } from './journal-protocol.ts'
import type { QueryElement } from './query-element.ts'
import { ReplayEnding } from './replay-ending.ts'
import { ReplayFilter, type ReplayFilterOptions } from './replay-filter.ts'
import type { StoredSnapshot } from './snapshot-store.ts'
import type { StoredEvent } from './stored-event.ts'

type AnswerOf<T extends JournalAnswer['type']> = Extract<JournalAnswer, { readonly type: T }>

interface QuerySteps {
  readonly filter: ReplayFilterOptions
  loadSnapshot(): void
  /** Both numbers inclusive. */
  replay(fromSequenceNr: number, toSequenceNr: number): void
  emit(element: QueryElement): void
}

/**
 * The steps of a current-events query: the newest snapshot, then the events after it, batch by batch. Between two steps
 * a writer may save a snapshot and delete the events before it. The query then finds a gap in the numbers and loads the
 * snapshot again, because the new snapshot covers the deleted events.
 */
export class CurrentEvents {
  readonly #steps: QuerySteps
  #filter: ReplayFilter
  #ending = new ReplayEnding()
  /** Sequence number up to which everything is emitted or was not requested. */
  #emittedTo: number
  #snapshotNr = -1
  /** Fixed by the journal's first answer, so that the query ends although a writer continues; null before it. */
  #highestSequenceNr: number | null = null
  /** True if no newer snapshot covers the gap: the missing events are lost, and the query emits the rest. */
  #gapsAccepted = false

  constructor(fromSequenceNr: number, steps: QuerySteps) {
    this.#steps = steps
    this.#filter = new ReplayFilter(steps.filter)
    this.#emittedTo = fromSequenceNr - 1
  }

  start(): void {
    this.#steps.loadSnapshot()
  }

  /** Returns true after the last element. @throws {ReplayedByOldWriter} if the filter's mode is `fail`. */
  handleAnswer(answer: AnswerOf<'SnapshotLoaded' | 'ReplayedMessages' | 'RecoverySuccess'>): boolean {
    switch (answer.type) {
      case 'SnapshotLoaded':
        this.#restore(answer.snapshot)
        return this.#completeFromSnapshot()
      case 'ReplayedMessages':
        return this.#onReplayed(answer)
      case 'RecoverySuccess':
        this.#ending.success = answer
        return this.#ending.hasAllEvents && this.#complete(answer.highestSequenceNr)
    }
  }

  #restore(stored: StoredSnapshot | null): void {
    const snapshotNr = stored?.sequenceNr ?? 0
    if (snapshotNr <= this.#snapshotNr) this.#gapsAccepted = true
    this.#snapshotNr = snapshotNr
    this.#filter = new ReplayFilter(this.#steps.filter)
    if (stored === null || snapshotNr <= this.#emittedTo) return
    this.#emittedTo = snapshotNr
    this.#steps.emit({ type: 'SnapshotFound', sequenceNr: snapshotNr, snapshot: stored.snapshot })
  }

  /** Ends the query if the snapshot already covers its last event, else replays the events after the snapshot. */
  #completeFromSnapshot(): boolean {
    const highest = this.#highestSequenceNr
    if (highest !== null && this.#emittedTo >= highest) return this.#end(highest)
    this.#ending = new ReplayEnding()
    this.#steps.replay(this.#emittedTo + 1, highest ?? Number.MAX_SAFE_INTEGER)
    return false
  }

  #onReplayed({ events, nextSequenceNr, highestSequenceNr }: AnswerOf<'ReplayedMessages'>): boolean {
    if (!this.#ending.add(events)) return false
    this.#highestSequenceNr ??= highestSequenceNr ?? null
    const continuous = this.#emitEvents(events.flatMap(event => this.#filter.push(event)))
    // After the last batch `RecoverySuccess` follows; `#complete` checks for the gap again.
    if (nextSequenceNr === null) {
      const { success } = this.#ending
      return success !== null && this.#complete(success.highestSequenceNr)
    }
    if (continuous) this.#steps.replay(nextSequenceNr, this.#highestSequenceNr ?? Number.MAX_SAFE_INTEGER)
    else this.#steps.loadSnapshot()
    return false
  }

  #complete(highestSequenceNr: number): boolean {
    this.#highestSequenceNr ??= highestSequenceNr
    const continuous = this.#emitEvents(this.#filter.flush())
    const highest = this.#highestSequenceNr
    if (this.#gapsAccepted || (continuous && this.#emittedTo >= highest)) {
      return this.#end(highest)
    }
    this.#steps.loadSnapshot()
    return false
  }

  /** Emits the events before the first gap. Returns false if there is a gap. */
  #emitEvents(events: readonly StoredEvent[]): boolean {
    const emitted: StoredEvent[] = []
    let continuous = true
    for (const event of events) {
      continuous = this.#gapsAccepted || event.sequenceNr <= this.#emittedTo + 1
      if (!continuous) break
      emitted.push(event)
      this.#emittedTo = Math.max(this.#emittedTo, event.sequenceNr)
    }
    if (emitted.length > 0) this.#steps.emit({ type: 'EventsFound', events: emitted })
    return continuous
  }

  #end(highestSequenceNr: number): boolean {
    this.#steps.emit({
      type: 'QueryCompleted',
      highestSequenceNr: Math.max(highestSequenceNr, this.#snapshotNr),
    })
    return true
  }
}
