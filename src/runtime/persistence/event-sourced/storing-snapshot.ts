import type { Plain } from '../../../trace/plain.ts'
import { type Behavior, Behaviors, caught, reasonOf } from '../../actor/index.ts'
import { failureOf } from '../failure-of.ts'
import { JournalTimeout, StoreFailure } from '../persistence-errors.ts'
import { plainCopy } from '../plain-copy.ts'
import type { SnapshotMetadata } from '../snapshot-store.ts'
import type { FollowUp } from './effect.ts'
import type { Running } from './running.ts'

/** Why a snapshot is saved: that decides what may be deleted once it is. */
export type SnapshotReason = 'retention' | 'predicate' | 'asked' | 'overdue'

/** Running, while a snapshot is being saved. That it fails is told, and changes nothing else. */
export function storingSnapshot<C, E, S>(
  running: Running<C, E, S>,
  reason: SnapshotReason,
  followUps: readonly FollowUp<S>[],
): Behavior<unknown> {
  const { actor, retention } = running
  const { persistenceId, sequenceNr } = actor
  const timeoutMs = actor.persistence.settings.snapshotCallTimeoutMs
  // The clearing away for an earlier snapshot is still under way: a later snapshot will do for both.
  if (reason === 'retention' && retention.busy) return running.finish(followUps)

  const saved = (metadata: SnapshotMetadata) => {
    actor.trace(path => ({ type: 'SnapshotSaved', actor: path, persistenceId, sequenceNr }))
    retention.snapshotSaved(reason, sequenceNr)
    actor.signalUser({ type: 'SnapshotCompleted', ...metadata })
    return running.finish(followUps)
  }

  const failed = (error: Error) => {
    actor.trace(path => ({
      type: 'SnapshotFailed',
      actor: path,
      persistenceId,
      sequenceNr,
      error: failureOf(error),
    }))
    actor.context.log.warn(`Snapshot [${sequenceNr}] of [${persistenceId}] was not saved: ${reasonOf(error)}`)
    actor.signalUser({ type: 'SnapshotFailed', sequenceNr, cause: error })
    return running.finish(followUps)
  }

  let snapshot: Plain
  try {
    snapshot = plainCopy(actor.state, 'state')
  } catch (error) {
    return failed(caught(error))
  }
  actor.ask({ type: 'SaveSnapshot', sequenceNr, snapshot }, timeoutMs)

  return running.behave({
    command: command => actor.stash(command),
    answer: answer => {
      switch (answer.type) {
        case 'SaveSnapshotSucceeded':
          return saved(answer.metadata)
        case 'SaveSnapshotFailed':
          return failed(new StoreFailure(answer.error))
        default:
          // No other answer is open.
          return Behaviors.same
      }
    },
    timeout: () => failed(new JournalTimeout(persistenceId, 'Saving the snapshot', timeoutMs)),
  })
}
