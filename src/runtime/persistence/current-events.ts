import type { QueryElement } from './event-queries.ts'
import type { JournalAnswer } from './journal-protocol.ts'
import { ReplayFilter, type ReplayFilterOptions } from './replay-filter.ts'
import type { StoredSnapshot } from './snapshot-store.ts'
import type { StoredEvent } from './stored-event.ts'

type AnswerOf<T extends JournalAnswer['type']> = Extract<JournalAnswer, { readonly type: T }>

interface QuerySteps {
  readonly filter: ReplayFilterOptions
  loadSnapshot(): void
  /** Both numbers inclusive. */
  replay(fromSequenceNr: number, toSequenceNr: number): void
  found(element: QueryElement): void
}

/**
 * The steps of a current query: the newest snapshot, then the events after it, batch by batch. A writer may save a
 * snapshot and delete the events before it between two steps. The numbers then have a gap, and the query loads the
 * snapshot again, because that snapshot covers what the deletion took.
 */
export class CurrentEvents {
  readonly #steps: QuerySteps
  #filter: ReplayFilter
  /** The last number that was told, or that needs not be told. */
  #told: number
  #snapshotNr = -1
  /** Fixed by the first answer of the journal, so that the query ends although a writer goes on; null: not known yet. */
  #highestSequenceNr: number | null = null
  /** No newer snapshot covers the gap: those events are nowhere, and the others are told without them. */
  #gapsAccepted = false

  constructor(fromSequenceNr: number, steps: QuerySteps) {
    this.#steps = steps
    this.#filter = new ReplayFilter(steps.filter)
    this.#told = fromSequenceNr - 1
  }

  begin(): void {
    this.#steps.loadSnapshot()
  }

  /** True: the end was told. @throws {ReplayedByOldWriter} where the filter's mode is `fail`. */
  take(answer: AnswerOf<'SnapshotLoaded' | 'ReplayedMessages' | 'RecoverySuccess'>): boolean {
    switch (answer.type) {
      case 'SnapshotLoaded':
        this.#restore(answer.snapshot)
        return this.#completeFromSnapshot()
      case 'ReplayedMessages':
        this.#replayed(answer)
        return false
      case 'RecoverySuccess':
        return this.#complete(answer.highestSequenceNr)
    }
  }

  #restore(found: StoredSnapshot | null): void {
    const snapshotNr = found?.sequenceNr ?? 0
    if (snapshotNr <= this.#snapshotNr) this.#gapsAccepted = true
    this.#snapshotNr = snapshotNr
    this.#filter = new ReplayFilter(this.#steps.filter)
    if (found === null || snapshotNr <= this.#told) return
    this.#told = snapshotNr
    this.#steps.found({ type: 'SnapshotFound', sequenceNr: snapshotNr, snapshot: found.snapshot })
  }

  /** The snapshot may already reach beyond what the query was to tell. */
  #completeFromSnapshot(): boolean {
    const highest = this.#highestSequenceNr
    if (highest !== null && this.#told >= highest) return this.#end(highest)
    this.#steps.replay(this.#told + 1, highest ?? Number.MAX_SAFE_INTEGER)
    return false
  }

  #replayed({ events, nextSequenceNr, highestSequenceNr }: AnswerOf<'ReplayedMessages'>): void {
    this.#highestSequenceNr ??= highestSequenceNr ?? null
    const continuous = this.#tell(events.flatMap(event => this.#filter.push(event)))
    // Otherwise `RecoverySuccess` is on its way, which finds the gap too.
    if (nextSequenceNr === null) return
    if (continuous) this.#steps.replay(nextSequenceNr, this.#highestSequenceNr ?? Number.MAX_SAFE_INTEGER)
    else this.#steps.loadSnapshot()
  }

  #complete(highestSequenceNr: number): boolean {
    this.#highestSequenceNr ??= highestSequenceNr
    const continuous = this.#tell(this.#filter.flush())
    const highest = this.#highestSequenceNr
    if (this.#gapsAccepted || (continuous && this.#told >= highest)) {
      return this.#end(highest)
    }
    this.#steps.loadSnapshot()
    return false
  }

  /** Tells events up to a gap; false: there is one. */
  #tell(events: readonly StoredEvent[]): boolean {
    const told: StoredEvent[] = []
    let continuous = true
    for (const event of events) {
      continuous = this.#gapsAccepted || event.sequenceNr <= this.#told + 1
      if (!continuous) break
      told.push(event)
      this.#told = Math.max(this.#told, event.sequenceNr)
    }
    if (told.length > 0) this.#steps.found({ type: 'EventsFound', events: told })
    return continuous
  }

  #end(highestSequenceNr: number): boolean {
    this.#steps.found({
      type: 'QueryCompleted',
      highestSequenceNr: Math.max(highestSequenceNr, this.#snapshotNr),
    })
    return true
  }
}
