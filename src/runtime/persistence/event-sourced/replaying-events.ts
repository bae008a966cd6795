import { type Behavior, Behaviors, caught } from '../../actor/index.ts'
import type { JournalAnswer } from '../journal-protocol.ts'
import { JournalTimeout, StoreFailure } from '../persistence-errors.ts'
import { ReplayFilter } from '../replay-filter.ts'
import type { StoredEvent } from '../stored-event.ts'
import type { EventSourcedActor } from './event-sourced-actor.ts'
import { Running } from './running.ts'

/** Third phase: the events after the snapshot make the state. Nothing but the event handler runs. */
export function replayingEvents<C, E, S>(
  actor: EventSourcedActor<C, E, S>,
  snapshotNr: number,
): Behavior<unknown> {
  const { persistenceId, options, persistence } = actor
  const { recoveryEventTimeoutMs, replayBatchSize, replayFilter } = persistence.settings
  const filter = new ReplayFilter({ ...replayFilter, warn: text => actor.context.log.warn(text) })
  let replayed = 0

  const askFrom = (fromSequenceNr: number) =>
    actor.ask(
      {
        type: 'ReplayMessages',
        fromSequenceNr,
        toSequenceNr: Number.MAX_SAFE_INTEGER,
        // Without recovery only the highest number is wanted, which comes in any case.
        max: options.recovery?.disabled ? 0 : Number.MAX_SAFE_INTEGER,
        batchSize: replayBatchSize,
      },
      recoveryEventTimeoutMs,
    )

  const apply = (events: readonly StoredEvent[]) => {
    for (const { sequenceNr, payload } of events) {
      actor.sequenceNr = sequenceNr
      // It was an event of this behavior when it was stored.
      actor.state = options.eventHandler(actor.state, payload as E)
      replayed++
    }
  }

  /** Whatever goes wrong with the events is a failed recovery. */
  const recovering = (run: () => void) => {
    try {
      run()
    } catch (error) {
      throw actor.recoveryFailed(caught(error))
    }
  }

  const batch = ({
    events,
    nextSequenceNr,
  }: Extract<JournalAnswer, { readonly type: 'ReplayedMessages' }>) => {
    recovering(() => {
      for (const event of events) apply(filter.push(event))
    })
    if (nextSequenceNr !== null) askFrom(nextSequenceNr)
    return Behaviors.same
  }

  const complete = (highestSequenceNr: number) => {
    recovering(() => apply(filter.flush()))
    actor.sequenceNr = Math.max(actor.sequenceNr, highestSequenceNr, snapshotNr)
    const { sequenceNr } = actor
    actor.trace(path => ({
      type: 'RecoveryCompleted',
      actor: path,
      persistenceId,
      sequenceNr,
      snapshotNr,
      replayed,
    }))
    recovering(() => void actor.signalUser({ type: 'RecoveryCompleted' }))
    actor.releasePermit()
    return new Running(actor).begin(replayed)
  }

  askFrom(snapshotNr + 1)
  return actor.behave({
    command: command => actor.stash(command),
    answer: answer => {
      switch (answer.type) {
        case 'ReplayedMessages':
          return batch(answer)
        case 'RecoverySuccess':
          return complete(answer.highestSequenceNr)
        case 'ReplayMessagesFailed':
          throw actor.recoveryFailed(new StoreFailure(answer.error))
        default:
          // Nothing else is open in this phase.
          return Behaviors.same
      }
    },
    timeout: () => {
      throw actor.recoveryFailed(new JournalTimeout(persistenceId, 'Replay', recoveryEventTimeoutMs))
    },
    signal: signal => actor.signalWhileRecovering(signal),
  })
}
