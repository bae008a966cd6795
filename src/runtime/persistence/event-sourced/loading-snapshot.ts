import { type Behavior, Behaviors, caught } from '../../actor/index.ts'
import { JournalTimeout, StoreFailure } from '../persistence-errors.ts'
import { snapshotCriteriaOf } from '../recovery.ts'
import type { StoredSnapshot } from '../snapshot-store.ts'
import type { EventSourcedActor } from './event-sourced-actor.ts'
import { replayingEvents } from './replaying-events.ts'

/** Second phase: loads the newest snapshot, so that the events it covers need no replay. */
export function loadingSnapshot<C, E, S>(actor: EventSourcedActor<C, E, S>): Behavior<unknown> {
  const { persistenceId, options } = actor
  actor.trace(path => ({ type: 'RecoveryStarted', actor: path, persistenceId }))
  const criteria = snapshotCriteriaOf(options.recovery ?? {})
  if (criteria === null) return replayingEvents(actor, 0)
  const timeoutMs = actor.persistence.settings.recoveryEventTimeoutMs
  actor.request({ type: 'LoadSnapshot', criteria }, timeoutMs)

  const restore = (snapshot: StoredSnapshot | null): Behavior<unknown> => {
    if (snapshot === null) return replayingEvents(actor, 0)
    try {
      const { snapshotAdapter } = options
      actor.state =
        snapshotAdapter === undefined
          ? // Safe: an actor with this persistence id saved it as its state.
            (snapshot.snapshot as S)
          : snapshotAdapter.fromJournal(snapshot.snapshot)
    } catch (error) {
      throw actor.recoveryFailure(caught(error))
    }
    actor.sequenceNr = snapshot.sequenceNr
    return replayingEvents(actor, snapshot.sequenceNr)
  }

  return actor.behaviorFor({
    command: command => actor.stash(command),
    answer: answer => {
      switch (answer.type) {
        case 'SnapshotLoaded':
          return restore(answer.snapshot)
        case 'LoadSnapshotFailed':
          throw actor.recoveryFailure(new StoreFailure(answer.error))
        default:
          // The snapshot is the only open request in this phase.
          return Behaviors.same
      }
    },
    timeout: () => {
      throw actor.recoveryFailure(new JournalTimeout(persistenceId, 'Loading the snapshot', timeoutMs))
    },
    signal: signal => actor.signalWhileRecovering(signal),
  })
}
