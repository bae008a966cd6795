import { bodyLimit } from '../../../trace/trace-event.ts'
import { type Behavior, Behaviors, labelOf } from '../../actor/index.ts'
import { failureOf } from '../failure-of.ts'
import type { JournalAnswer } from '../journal-protocol.ts'
import { EventRejected, JournalFailure, JournalTimeout, StoreFailure } from '../persistence-errors.ts'
import type { EventRecord } from '../stored-event.ts'
import type { CommandLoop } from './command-loop.ts'
import type { FollowUp } from './effect.ts'
import type { EventSourcedActor } from './event-sourced-actor.ts'
import type { PublishedEvent } from './event-sourced-signal.ts'
import type { SnapshotReason } from './snapshot-reason.ts'

/** An effect's events whose write is not confirmed yet. */
export interface PendingWrite<E, S> {
  readonly events: readonly E[]
  readonly followUps: readonly FollowUp<S>[]
  /** The last stored sequence number before these events. */
  readonly before: number
  /** The state after these events; it becomes visible when they are stored. */
  state: S
  /** The trigger of the snapshot that is due once the events are stored; null: no snapshot is due. */
  reason: SnapshotReason | null
}

/**
 * The running phase during a write. The visible state is the one before the events until the journal confirms. One
 * behavior serves all writes of an incarnation, because an actor has one open write at most.
 */
export class PersistingEvents<C, E, S> {
  readonly #loop: CommandLoop<C, E, S>
  readonly #actor: EventSourcedActor<C, E, S>
  readonly #behavior: Behavior<unknown>
  #pending: PendingWrite<E, S> | null = null
  #records: readonly EventRecord[] = []
  #timeoutMs = 0

  constructor(loop: CommandLoop<C, E, S>) {
    this.#loop = loop
    this.#actor = loop.actor
    this.#behavior = loop.behaviorFor({
      command: command => loop.actor.stash(command),
      answer: answer => this.#answered(answer),
      timeout: () => {
        throw this.#failed(new JournalTimeout(loop.actor.persistenceId, 'Persisting', this.#timeoutMs))
      },
    })
  }

  /** Requests the write and returns the behavior that waits for its answer. */
  write(pending: PendingWrite<E, S>, records: readonly EventRecord[]): Behavior<unknown> {
    const { journalCallTimeoutMs } = this.#actor.persistence.settings
    this.#actor.request({ type: 'WriteMessages', writes: [records] }, journalCallTimeoutMs)
    this.#timeoutMs = journalCallTimeoutMs
    this.#pending = pending
    this.#records = records
    return this.#behavior
  }

  #answered(answer: JournalAnswer): Behavior<unknown> {
    switch (answer.type) {
      case 'WriteMessagesSucceeded':
        return this.#stored(this.#pending!)
      case 'WriteMessagesRejected': {
        const pending = this.#pending!
        const error = new StoreFailure(answer.rejected[0]!.error)
        throw rejectWrite(this.#actor, pending, pending.before + 1, error)
      }
      case 'WriteMessagesFailed':
        throw this.#failed(new StoreFailure(answer.error))
      default:
        // The write is the only open request in this phase.
        return Behaviors.same
    }
  }

  #stored(pending: PendingWrite<E, S>): Behavior<unknown> {
    const actor = this.#actor
    const { persistenceId } = actor
    actor.state = pending.state
    for (const { sequenceNr, payload } of this.#records) {
      actor.trace(path => ({
        type: 'EventPersisted',
        actor: path,
        persistenceId,
        sequenceNr,
        label: labelOf(payload),
        body: JSON.stringify(payload).slice(0, bodyLimit),
      }))
    }
    if (actor.options.eventPublishing !== false) this.#publish(pending)
    return pending.reason === null
      ? this.#loop.finish(pending.followUps)
      : this.#loop.saveSnapshot(pending.reason, pending.followUps)
  }

  #publish({ events, before }: PendingWrite<E, S>): void {
    const { context, persistenceId } = this.#actor
    const { now, system } = context
    for (let i = 0; i < events.length; i++) {
      const type = 'PublishedEvent'
      const sequenceNr = before + i + 1
      const event = events[i]!
      const tags = this.#records[i]?.tags
      const published = { type, persistenceId, sequenceNr, timestamp: now, event } satisfies PublishedEvent
      system.eventStream.publish(tags === undefined ? published : { ...published, tags })
    }
  }

  #failed(error: Error): JournalFailure {
    const actor = this.#actor
    const { persistenceId } = actor
    actor.trace(path => ({
      type: 'PersistFailed',
      actor: path,
      persistenceId,
      rejected: false,
      error: failureOf(error),
    }))
    actor.signalUser({ type: 'JournalPersistFailed', cause: error }, this.#pending!.state)
    return new JournalFailure(persistenceId, 'Persisting', error)
  }
}

/**
 * Undoes the numbering of rejected events, traces and signals the rejection, and returns the error to throw. A
 * rejection is an ordinary failure of the actor, because the events are certainly not stored.
 */
export function rejectWrite<C, E, S>(
  actor: EventSourcedActor<C, E, S>,
  pending: PendingWrite<E, S>,
  sequenceNr: number,
  error: Error,
): EventRejected {
  const { persistenceId } = actor
  actor.trace(path => ({
    type: 'PersistFailed',
    actor: path,
    persistenceId,
    rejected: true,
    error: failureOf(error),
  }))
  actor.sequenceNr = pending.before
  actor.signalUser({ type: 'JournalPersistRejected', cause: error }, pending.state)
  return new EventRejected(persistenceId, sequenceNr, error)
}
