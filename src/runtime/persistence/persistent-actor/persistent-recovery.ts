import { ActorInitializationException, caught } from '../../actor/index.ts'
import { type AnyReceive, applyReceive } from '../../classic/internal.ts'
import { EventReplay } from '../event-replay.ts'
import { failureOf } from '../failure-of.ts'
import type { JournalAnswer } from '../journal-protocol.ts'
import { JournalTimeout, StoreFailure } from '../persistence-errors.ts'
import { snapshotCriteriaOf } from '../recovery.ts'
import type { StoredSnapshot } from '../snapshot-store.ts'
import type { Incarnation } from './incarnation.ts'

/**
 * The recovery of one incarnation: permit, snapshot, events, `RecoveryCompleted`. An error of `receiveRecover` or of the
 * journal calls `onRecoveryFailure` and stops the actor, whatever its supervisor decides.
 */
export class PersistentRecovery {
  readonly #incarnation: Incarnation
  readonly #completed: () => void
  #receive: AnyReceive | null = null
  #replay: EventReplay | null = null
  #snapshotNr = 0
  /** The event or snapshot that `receiveRecover` is handling. */
  #current: unknown = null

  /** `completed` runs once after `RecoveryCompleted` was handled, also if its handler threw. */
  constructor(incarnation: Incarnation, completed: () => void) {
    this.#incarnation = incarnation
    this.#completed = completed
  }

  start(): void {
    const { persistence, cell } = this.#incarnation
    // Safe: the machinery takes the grant out before the actor's code sees it.
    if (persistence.recoveryPermits.request(cell.self)) this.onPermit()
  }

  onPermit(): void {
    const { host, persistence, persistenceId } = this.#incarnation
    this.#incarnation.trace(actor => ({ type: 'RecoveryStarted', actor, persistenceId }))
    this.#failOnError(() => {
      this.#receive = host.receiveRecover()
      const criteria = snapshotCriteriaOf(host.recovery)
      if (criteria === null) this.#replayEvents()
      else
        this.#incarnation.send(
          { type: 'LoadSnapshot', criteria },
          persistence.settings.recoveryEventTimeoutMs,
        )
    })
  }

  awaitsMore(answer: JournalAnswer): boolean {
    return this.#replay?.awaitsMore(answer) ?? false
  }

  onAnswer(answer: JournalAnswer): void {
    if (answer.type === 'LoadSnapshotFailed' || answer.type === 'ReplayMessagesFailed') {
      this.#fail(new StoreFailure(answer.error))
      return
    }
    const highestSequenceNr = this.#failOnError(() => {
      if (answer.type !== 'SnapshotLoaded') return this.#replay?.handle(answer) ?? null
      if (answer.snapshot !== null) this.#offer(answer.snapshot)
      this.#replayEvents()
      return null
    })
    if (typeof highestSequenceNr === 'number') this.#complete(highestSequenceNr)
  }

  onTimeout(): void {
    const { persistence, persistenceId } = this.#incarnation
    const operation = this.#replay === null ? 'Loading the snapshot' : 'Replay'
    this.#fail(new JournalTimeout(persistenceId, operation, persistence.settings.recoveryEventTimeoutMs))
  }

  /** A snapshot that the actor does not handle has no effect on the replay, which then begins at the first event. */
  #offer({ snapshot, ...metadata }: StoredSnapshot): void {
    const incarnation = this.#incarnation
    const before = incarnation.lastSequenceNr
    incarnation.lastSequenceNr = metadata.sequenceNr
    if (this.#give({ type: 'SnapshotOffer', metadata, snapshot }, snapshot))
      this.#snapshotNr = metadata.sequenceNr
    else incarnation.lastSequenceNr = before
  }

  #replayEvents(): void {
    const { host, persistence, cell } = this.#incarnation
    this.#replay = new EventReplay(host.recovery, persistence.settings, {
      send: request => this.#incarnation.send(request, persistence.settings.recoveryEventTimeoutMs),
      warn: text => cell.context.log.warn(text),
      apply: stored => {
        this.#incarnation.lastSequenceNr = stored.sequenceNr
        for (const event of persistence.eventAdapters.eventsOf(stored)) this.#give(event, event)
      },
    })
    this.#replay.requestFrom(this.#snapshotNr + 1)
  }

  /** Returns false if `receiveRecover` did not handle it. */
  #give(message: unknown, content: unknown): boolean {
    const { host } = this.#incarnation
    this.#current = content
    const handled = applyReceive(this.#receive!, host, message)
    if (!handled) host.unhandled(message as never)
    this.#current = null
    return handled
  }

  #complete(highestSequenceNr: number): void {
    const incarnation = this.#incarnation
    const { host, persistenceId, cell } = incarnation
    incarnation.lastSequenceNr = Math.max(incarnation.lastSequenceNr, highestSequenceNr, this.#snapshotNr)
    incarnation.numbered = incarnation.lastSequenceNr
    const { lastSequenceNr: sequenceNr } = incarnation
    const snapshotNr = this.#snapshotNr
    const { replayed } = this.#replay!
    incarnation.trace(actor => ({
      type: 'RecoveryCompleted',
      actor,
      persistenceId,
      sequenceNr,
      snapshotNr,
      replayed,
    }))
    incarnation.recoveryRunning = false
    try {
      host.onReplaySuccess()
      applyReceive(this.#receive!, host, { type: 'RecoveryCompleted' })
    } catch (error) {
      throw new ActorInitializationException(cell.path, caught(error))
    } finally {
      this.#completed()
      incarnation.releasePermit()
    }
  }

  /** Returns null if `run` threw. */
  #failOnError<T>(run: () => T): T | null {
    try {
      return run()
    } catch (error) {
      this.#fail(caught(error))
      return null
    }
  }

  #fail(error: Error): void {
    const { host, persistenceId } = this.#incarnation
    this.#incarnation.trace(actor => ({
      type: 'RecoveryFailed',
      actor,
      persistenceId,
      error: failureOf(error),
    }))
    const event = this.#current
    this.#incarnation.end()
    try {
      host.onRecoveryFailure(error, event as never)
    } finally {
      this.#incarnation.stop()
    }
  }
}
