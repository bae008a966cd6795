import { bodyLimit } from '../../../trace/trace-event.ts'
import { type Behavior, Behaviors, labelOf } from '../../actor/index.ts'
import { failureOf } from '../failure-of.ts'
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

/** The running phase during a write. The visible state is the one before the events until the journal confirms. */
export function persistingEvents<C, E, S>(
  loop: CommandLoop<C, E, S>,
  pending: PendingWrite<E, S>,
  records: readonly EventRecord[],
): Behavior<unknown> {
  const { actor } = loop
  const { persistenceId } = actor
  const timeoutMs = actor.persistence.settings.journalCallTimeoutMs
  actor.request({ type: 'WriteMessages', writes: [records] }, timeoutMs)

  const stored = () => {
    actor.state = pending.state
    for (const { sequenceNr, payload } of records) {
      actor.trace(path => ({
        type: 'EventPersisted',
        actor: path,
        persistenceId,
        sequenceNr,
        label: labelOf(payload),
        body: JSON.stringify(payload).slice(0, bodyLimit),
      }))
    }
    publish()
    return pending.reason === null
      ? loop.finish(pending.followUps)
      : loop.saveSnapshot(pending.reason, pending.followUps)
  }

  const publish = () => {
    if (actor.options.eventPublishing === false) return
    const { now, system } = actor.context
    for (const [index, event] of pending.events.entries()) {
      const tags = records[index]?.tags
      const published: PublishedEvent = {
        type: 'PublishedEvent',
        persistenceId,
        sequenceNr: pending.before + index + 1,
        timestamp: now,
        event,
        ...(tags === undefined ? null : { tags }),
      }
      system.eventStream.publish({ ...published })
    }
  }

  const failed = (error: Error): JournalFailure => {
    actor.trace(path => ({
      type: 'PersistFailed',
      actor: path,
      persistenceId,
      rejected: false,
      error: failureOf(error),
    }))
    actor.signalUser({ type: 'JournalPersistFailed', cause: error }, pending.state)
    return new JournalFailure(persistenceId, 'Persisting', error)
  }

  return loop.behaviorFor({
    command: command => actor.stash(command),
    answer: answer => {
      switch (answer.type) {
        case 'WriteMessagesSucceeded':
          return stored()
        case 'WriteMessagesRejected':
          throw rejectWrite(actor, pending, pending.before + 1, new StoreFailure(answer.rejected[0]!.error))
        case 'WriteMessagesFailed':
          throw failed(new StoreFailure(answer.error))
        default:
          // The write is the only open request in this phase.
          return Behaviors.same
      }
    },
    timeout: () => {
      throw failed(new JournalTimeout(persistenceId, 'Persisting', timeoutMs))
    },
  })
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
