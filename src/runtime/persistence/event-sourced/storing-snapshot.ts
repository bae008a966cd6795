import type { Plain } from '../../../trace/plain.ts'
import { type Behavior, Behaviors, caught, reasonOf } from '../../actor/index.ts'
import { failureOf } from '../failure-of.ts'
import { JournalTimeout, StoreFailure } from '../persistence-errors.ts'
import { plainCopy } from '../plain-copy.ts'
import type { SnapshotMetadata } from '../snapshot-store.ts'
import type { CommandLoop } from './command-loop.ts'
import type { FollowUp } from './effect.ts'
import type { SnapshotReason } from './snapshot-reason.ts'

/** The running phase during the save of a snapshot. A failed save is traced, logged and signalled, and nothing more. */
export function storingSnapshot<C, E, S>(
  loop: CommandLoop<C, E, S>,
  reason: SnapshotReason,
  followUps: readonly FollowUp<S>[],
): Behavior<unknown> {
  const { actor, retention } = loop
  const { persistenceId, sequenceNr } = actor
  const { snapshotAdapter } = actor.options
  const timeoutMs = actor.persistence.settings.snapshotCallTimeoutMs
  // Deletions after an earlier snapshot are still open; the next retention snapshot covers both.
  if (reason === 'retention' && retention.busy) return loop.finish(followUps)

  const saved = (metadata: SnapshotMetadata) => {
    actor.trace(path => ({ type: 'SnapshotSaved', actor: path, persistenceId, sequenceNr }))
    retention.snapshotSaved(reason, sequenceNr)
    actor.signalUser({ type: 'SnapshotCompleted', ...metadata })
    return loop.finish(followUps)
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
    return loop.finish(followUps)
  }

  let snapshot: Plain
  try {
    snapshot = plainCopy(
      snapshotAdapter === undefined ? actor.state : snapshotAdapter.toJournal(actor.state),
      'state',
    )
  } catch (error) {
    return failed(caught(error))
  }
  actor.request({ type: 'SaveSnapshot', sequenceNr, snapshot }, timeoutMs)

  return loop.behaviorFor({
    command: command => actor.stash(command),
    answer: answer => {
      switch (answer.type) {
        case 'SaveSnapshotSucceeded':
          return saved(answer.metadata)
        case 'SaveSnapshotFailed':
          return failed(new StoreFailure(answer.error))
        default:
          // The save is the only open request in this phase.
          return Behaviors.same
      }
    },
    timeout: () => failed(new JournalTimeout(persistenceId, 'Saving the snapshot', timeoutMs)),
  })
}
