import { type Behavior, Behaviors } from '../../actor/index.ts'
import { JournalTimeout, StoreFailure } from '../persistence-errors.ts'
import type { StoredSnapshot } from '../snapshot-store.ts'
import type { EventSourcedActor } from './event-sourced-actor.ts'
import { replayingEvents } from './replaying-events.ts'

/** Second phase: the newest snapshot saves replaying what it covers. */
export function loadingSnapshot<C, E, S>(actor: EventSourcedActor<C, E, S>): Behavior<unknown> {
  const { persistenceId, options } = actor
  actor.trace(path => ({ type: 'RecoveryStarted', actor: path, persistenceId }))
  const criteria = options.recovery?.fromSnapshot
  if (options.recovery?.disabled || criteria === null) return replayingEvents(actor, 0)
  const timeoutMs = actor.persistence.settings.recoveryEventTimeoutMs
  actor.ask({ type: 'LoadSnapshot', criteria: criteria ?? {} }, timeoutMs)

  const restore = (snapshot: StoredSnapshot | null): Behavior<unknown> => {
    if (snapshot === null) return replayingEvents(actor, 0)
    // It was the state of an actor with this persistence id when it was saved.
    actor.state = snapshot.snapshot as S
    actor.sequenceNr = snapshot.sequenceNr
    return replayingEvents(actor, snapshot.sequenceNr)
  }

  return actor.behave({
    command: command => actor.stash(command),
    answer: answer => {
      switch (answer.type) {
        case 'SnapshotLoaded':
          return restore(answer.snapshot)
        case 'LoadSnapshotFailed':
          throw actor.recoveryFailed(new StoreFailure(answer.error))
        default:
          // Nothing else is open in this phase.
          return Behaviors.same
      }
    },
    timeout: () => {
      throw actor.recoveryFailed(new JournalTimeout(persistenceId, 'Loading the snapshot', timeoutMs))
    },
    signal: signal => actor.signalWhileRecovering(signal),
  })
}
