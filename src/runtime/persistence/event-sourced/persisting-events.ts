import { bodyLimit } from '../../../trace/trace-event.ts'
import { type Behavior, Behaviors, labelOf } from '../../actor/index.ts'
import { failureOf } from '../failure-of.ts'
import { JournalFailure, JournalTimeout, StoreFailure } from '../persistence-errors.ts'
import type { EventRecord } from '../stored-event.ts'
import type { FollowUp } from './effect.ts'
import type { PublishedEvent } from './event-sourced-signal.ts'
import type { Running } from './running.ts'
import type { SnapshotReason } from './storing-snapshot.ts'

/** An effect's events on their way to the journal. */
export interface Persisting<E, S> {
  readonly events: readonly E[]
  readonly followUps: readonly FollowUp<S>[]
  /** The last stored number before them. */
  readonly before: number
  /** With them. Not yet visible. */
  state: S
  /** Why a snapshot is due once they are stored, if it is. */
  reason: SnapshotReason | null
}

/** Running, while a write is out. The visible state is still the one before the events. */
export function persistingEvents<C, E, S>(
  running: Running<C, E, S>,
  pending: Persisting<E, S>,
  records: readonly EventRecord[],
): Behavior<unknown> {
  const { actor } = running
  const { persistenceId } = actor
  const timeoutMs = actor.persistence.settings.journalCallTimeoutMs
  actor.ask({ type: 'WriteMessages', writes: [records] }, timeoutMs)

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
      ? running.finish(pending.followUps)
      : running.saveSnapshot(pending.reason, pending.followUps)
  }

  const publish = () => {
    if (actor.options.eventPublishing === false) return
    const { now, system } = actor.context
    for (const [index, event] of pending.events.entries()) {
      const published: PublishedEvent = {
        type: 'PublishedEvent',
        persistenceId,
        sequenceNr: pending.before + index + 1,
        timestamp: now,
        event,
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

  return running.behave({
    command: command => actor.stash(command),
    answer: answer => {
      switch (answer.type) {
        case 'WriteMessagesSucceeded':
          return stored()
        case 'WriteMessagesRejected':
          throw running.rejected(pending, pending.before + 1, new StoreFailure(answer.rejected[0]!.error))
        case 'WriteMessagesFailed':
          throw failed(new StoreFailure(answer.error))
        default:
          // No other answer is open.
          return Behaviors.same
      }
    },
    timeout: () => {
      throw failed(new JournalTimeout(persistenceId, 'Persisting', timeoutMs))
    },
  })
}
