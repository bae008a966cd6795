import { reasonOf } from '../../actor/index.ts'
import type { JournalAnswer } from '../journal-protocol.ts'
import { JournalTimeout, StoreFailure } from '../persistence-errors.ts'
import type { SnapshotCriteria } from '../snapshot-store.ts'
import type { SnapshotRetention } from './command-loop.ts'
import type { EventSourcedActor } from './event-sourced-actor.ts'
import { coveredTo } from './retention-criteria.ts'
import type { SnapshotReason } from './snapshot-reason.ts'

/** A requested deletion without an answer yet. */
type OpenDeletion =
  | { readonly type: 'events'; readonly requestId: number; readonly toSequenceNr: number }
  | { readonly type: 'snapshots'; readonly requestId: number; readonly criteria: SnapshotCriteria }

/**
 * Deletes, after a snapshot was saved, the events and older snapshots that it covers. Events go first and snapshots
 * after them, so that a failure in between leaves a snapshot to recover from. One cycle at a time, in the background.
 */
export class RetentionCycle<C, E, S> implements SnapshotRetention {
  readonly #actor: EventSourcedActor<C, E, S>
  #open: OpenDeletion | null = null
  /** Sequence number of a snapshot requested during another cycle; 0: none. Its cycle runs next. */
  #requested = 0

  constructor(actor: EventSourcedActor<C, E, S>) {
    this.#actor = actor
  }

  get busy(): boolean {
    return this.#open !== null
  }

  snapshotSaved(reason: SnapshotReason, sequenceNr: number): void {
    const { retention } = this.#actor.options
    if (reason === 'requested' && this.busy) this.#requested = sequenceNr
    if (this.busy) return
    if (reason === 'requested') this.#deleteEvents(sequenceNr)
    if (reason !== 'retention' || retention === undefined) return
    const covered = coveredTo(retention, sequenceNr)
    if (covered === 0) return
    if (retention.deleteEvents) this.#deleteEvents(covered)
    else this.#deleteSnapshots(covered)
  }

  /** Returns false for an answer to a request other than the open deletion. */
  handleAnswer(answer: JournalAnswer): boolean {
    const open = this.#open
    if (open === null || answer.requestId !== open.requestId) return false
    this.#open = null
    if ('error' in answer) this.#onFailure(open, new StoreFailure(answer.error))
    else this.#onSuccess(open)
    this.#startRequestedCycle()
    return true
  }

  /** Returns false for a time-out of a request other than the open deletion. */
  handleTimeout(requestId: number): boolean {
    const open = this.#open
    if (open === null || requestId !== open.requestId) return false
    this.#open = null
    const { journalCallTimeoutMs, snapshotCallTimeoutMs } = this.#actor.persistence.settings
    const timeoutMs = open.type === 'events' ? journalCallTimeoutMs : snapshotCallTimeoutMs
    this.#onFailure(open, new JournalTimeout(this.#actor.persistenceId, `Deleting ${open.type}`, timeoutMs))
    this.#startRequestedCycle()
    return true
  }

  #startRequestedCycle(): void {
    if (this.busy || this.#requested === 0) return
    const toSequenceNr = this.#requested
    this.#requested = 0
    this.#deleteEvents(toSequenceNr)
  }

  #deleteEvents(toSequenceNr: number): void {
    if (toSequenceNr === 0) return
    const { journalCallTimeoutMs } = this.#actor.persistence.settings
    const requestId = this.#actor.request({ type: 'DeleteMessagesTo', toSequenceNr }, journalCallTimeoutMs)
    this.#open = { type: 'events', requestId, toSequenceNr }
  }

  #deleteSnapshots(maxSequenceNr: number): void {
    if (maxSequenceNr === 0) return
    const { snapshotCallTimeoutMs } = this.#actor.persistence.settings
    const criteria = { maxSequenceNr }
    const requestId = this.#actor.request({ type: 'DeleteSnapshots', criteria }, snapshotCallTimeoutMs)
    this.#open = { type: 'snapshots', requestId, criteria }
  }

  #onSuccess(open: OpenDeletion): void {
    const actor = this.#actor
    if (open.type === 'snapshots') {
      actor.signalUser({ type: 'DeleteSnapshotsCompleted', criteria: open.criteria })
      return
    }
    const { persistenceId } = actor
    const { toSequenceNr } = open
    actor.trace(path => ({ type: 'EventsDeleted', actor: path, persistenceId, toSequenceNr }))
    // Keeps the snapshot at `toSequenceNr` itself, because recovery starts from it.
    this.#deleteSnapshots(toSequenceNr - 1)
    actor.signalUser({ type: 'DeleteEventsCompleted', toSequenceNr })
  }

  #onFailure(open: OpenDeletion, error: Error): void {
    const actor = this.#actor
    actor.context.log.warn(`Deleting ${open.type} of [${actor.persistenceId}] failed: ${reasonOf(error)}`)
    if (open.type === 'events')
      actor.signalUser({ type: 'DeleteEventsFailed', toSequenceNr: open.toSequenceNr, cause: error })
    else actor.signalUser({ type: 'DeleteSnapshotsFailed', criteria: open.criteria, cause: error })
  }
}
