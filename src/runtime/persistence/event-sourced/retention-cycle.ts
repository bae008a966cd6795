import { reasonOf } from '../../actor/index.ts'
import type { JournalAnswer } from '../journal-protocol.ts'
import { JournalTimeout, StoreFailure } from '../persistence-errors.ts'
import type { SnapshotCriteria } from '../snapshot-store.ts'
import type { EventSourcedActor } from './event-sourced-actor.ts'
import { coveredTo } from './retention-criteria.ts'
import type { SnapshotReason } from './storing-snapshot.ts'

/** A deletion that was asked for and not answered yet. */
type Open =
  | { readonly type: 'events'; readonly requestId: number; readonly toSequenceNr: number }
  | { readonly type: 'snapshots'; readonly requestId: number; readonly criteria: SnapshotCriteria }

/**
 * Clears away what a new snapshot made superfluous: events first, snapshots after them, so that whatever fails
 * on the way leaves a base to recover from. One at a time, in the background.
 */
export class RetentionCycle<C, E, S> {
  readonly #actor: EventSourcedActor<C, E, S>
  #open: Open | null = null
  /** A snapshot that was asked for while another cycle was under way. */
  #asked = 0

  constructor(actor: EventSourcedActor<C, E, S>) {
    this.#actor = actor
  }

  get busy(): boolean {
    return this.#open !== null
  }

  snapshotSaved(reason: SnapshotReason, sequenceNr: number): void {
    const { retention } = this.#actor.options
    if (reason === 'asked' && this.busy) this.#asked = sequenceNr
    if (this.busy) return
    if (reason === 'asked') this.#deleteEvents(sequenceNr)
    if (reason !== 'retention' || retention === undefined) return
    const covered = coveredTo(retention, sequenceNr)
    if (covered === 0) return
    if (retention.deleteEvents) this.#deleteEvents(covered)
    else this.#deleteSnapshots(covered)
  }

  /** False: the answer is not to a deletion. */
  takes(answer: JournalAnswer): boolean {
    const open = this.#open
    if (open === null || answer.requestId !== open.requestId) return false
    this.#open = null
    if ('error' in answer) this.#failed(open, new StoreFailure(answer.error))
    else this.#done(open)
    this.#next()
    return true
  }

  /** False: it was not a deletion that got no answer. */
  timedOut(requestId: number): boolean {
    const open = this.#open
    if (open === null || requestId !== open.requestId) return false
    this.#open = null
    const { journalCallTimeoutMs, snapshotCallTimeoutMs } = this.#actor.persistence.settings
    const timeoutMs = open.type === 'events' ? journalCallTimeoutMs : snapshotCallTimeoutMs
    this.#failed(open, new JournalTimeout(this.#actor.persistenceId, `Deleting ${open.type}`, timeoutMs))
    this.#next()
    return true
  }

  #next(): void {
    if (this.busy || this.#asked === 0) return
    const toSequenceNr = this.#asked
    this.#asked = 0
    this.#deleteEvents(toSequenceNr)
  }

  #deleteEvents(toSequenceNr: number): void {
    if (toSequenceNr === 0) return
    const { journalCallTimeoutMs } = this.#actor.persistence.settings
    const requestId = this.#actor.ask({ type: 'DeleteMessagesTo', toSequenceNr }, journalCallTimeoutMs)
    this.#open = { type: 'events', requestId, toSequenceNr }
  }

  #deleteSnapshots(maxSequenceNr: number): void {
    if (maxSequenceNr === 0) return
    const { snapshotCallTimeoutMs } = this.#actor.persistence.settings
    const criteria = { maxSequenceNr }
    const requestId = this.#actor.ask({ type: 'DeleteSnapshots', criteria }, snapshotCallTimeoutMs)
    this.#open = { type: 'snapshots', requestId, criteria }
  }

  #done(open: Open): void {
    const actor = this.#actor
    if (open.type === 'snapshots') {
      actor.signalUser({ type: 'DeleteSnapshotsCompleted', criteria: open.criteria })
      return
    }
    const { persistenceId } = actor
    const { toSequenceNr } = open
    actor.trace(path => ({ type: 'EventsDeleted', actor: path, persistenceId, toSequenceNr }))
    // The snapshot at that very number is still a base for the events after it.
    this.#deleteSnapshots(toSequenceNr - 1)
    actor.signalUser({ type: 'DeleteEventsCompleted', toSequenceNr })
  }

  #failed(open: Open, error: Error): void {
    const actor = this.#actor
    actor.context.log.warn(`Deleting ${open.type} of [${actor.persistenceId}] failed: ${reasonOf(error)}`)
    if (open.type === 'events')
      actor.signalUser({ type: 'DeleteEventsFailed', toSequenceNr: open.toSequenceNr, cause: error })
    else actor.signalUser({ type: 'DeleteSnapshotsFailed', criteria: open.criteria, cause: error })
  }
}
