import { type Behavior, Behaviors, caught } from '../../actor/index.ts'
import type { JournalAnswer } from '../journal-protocol.ts'
import { JournalTimeout, StoreFailure } from '../persistence-errors.ts'
import { ReplayEnding } from '../replay-ending.ts'
import { ReplayFilter } from '../replay-filter.ts'
import type { StoredEvent } from '../stored-event.ts'
import type { EventSourcedActor } from './event-sourced-actor.ts'
import { Running } from './running.ts'

/** Third phase: replays the events after the snapshot. Only the event handler runs; commands are stashed. */
export function replayingEvents<C, E, S>(
  actor: EventSourcedActor<C, E, S>,
  snapshotNr: number,
): Behavior<unknown> {
  const { persistenceId, options, persistence } = actor
  const { recoveryEventTimeoutMs, replayBatchSize, replayFilter } = persistence.settings
  const filter = new ReplayFilter({ ...replayFilter, warn: text => actor.context.log.warn(text) })
  const ending = new ReplayEnding()
  let replayed = 0

  const requestFrom = (fromSequenceNr: number) =>
    actor.request(
      {
        type: 'ReplayMessages',
        fromSequenceNr,
        toSequenceNr: Number.MAX_SAFE_INTEGER,
        // Disabled recovery needs only the highest number, which `RecoverySuccess` always carries.
        max: options.recovery?.disabled ? 0 : Number.MAX_SAFE_INTEGER,
        batchSize: replayBatchSize,
      },
      recoveryEventTimeoutMs,
    )

  const apply = (events: readonly StoredEvent[]) => {
    for (const { sequenceNr, payload } of events) {
      actor.sequenceNr = sequenceNr
      // Safe: this behavior stored it as its event.
      actor.state = options.eventHandler(actor.state, payload as E)
      replayed++
    }
  }

  /** Turns an error of the event handler or the replay filter into a failed recovery. */
  const failRecoveryOnError = (run: () => void) => {
    try {
      run()
    } catch (error) {
      throw actor.recoveryFailure(caught(error))
    }
  }

  const batch = ({
    events,
    nextSequenceNr,
  }: Extract<JournalAnswer, { readonly type: 'ReplayedMessages' }>) => {
    if (!ending.add(events)) return Behaviors.same
    failRecoveryOnError(() => {
      for (const event of events) apply(filter.push(event))
    })
    if (nextSequenceNr !== null) requestFrom(nextSequenceNr)
    return ending.success === null ? Behaviors.same : complete(ending.success.highestSequenceNr)
  }

  const complete = (highestSequenceNr: number) => {
    failRecoveryOnError(() => apply(filter.flush()))
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
    failRecoveryOnError(() => void actor.signalUser({ type: 'RecoveryCompleted' }))
    actor.releasePermit()
    return new Running(actor).start(replayed)
  }

  requestFrom(snapshotNr + 1)
  return actor.behaviorFor({
    command: command => actor.stash(command),
    awaitsMore: answer => ending.awaitsMore(answer),
    answer: answer => {
      switch (answer.type) {
        case 'ReplayedMessages':
          return batch(answer)
        case 'RecoverySuccess':
          ending.success = answer
          return ending.hasAllEvents ? complete(answer.highestSequenceNr) : Behaviors.same
        case 'ReplayMessagesFailed':
          throw actor.recoveryFailure(new StoreFailure(answer.error))
        default:
          // The replay is the only open request in this phase.
          return Behaviors.same
      }
    },
    timeout: () => {
      throw actor.recoveryFailure(new JournalTimeout(persistenceId, 'Replay', recoveryEventTimeoutMs))
    },
    signal: signal => actor.signalWhileRecovering(signal),
  })
}
