import { type Behavior, Behaviors, caught } from '../../actor/index.ts'
import { EventReplay } from '../event-replay.ts'
import { JournalTimeout, StoreFailure } from '../persistence-errors.ts'
import type { EventSourcedActor } from './event-sourced-actor.ts'
import { Running } from './running.ts'

/** Third phase: replays the events after the snapshot. Only the event handler runs; commands are stashed. */
export function replayingEvents<C, E, S>(
  actor: EventSourcedActor<C, E, S>,
  snapshotNr: number,
): Behavior<unknown> {
  const { persistenceId, options, persistence } = actor
  const { settings } = persistence
  const replay = new EventReplay(options.recovery ?? {}, settings, {
    send: request => void actor.request(request, settings.recoveryEventTimeoutMs),
    warn: text => actor.context.log.warn(text),
    apply: stored => {
      actor.sequenceNr = stored.sequenceNr
      for (const event of actor.eventsOf(stored)) actor.state = options.eventHandler(actor.state, event)
    },
  })

  /** Turns an error of the event handler or the replay filter into a failed recovery. */
  const failRecoveryOnError = <T>(run: () => T): T => {
    try {
      return run()
    } catch (error) {
      throw actor.recoveryFailure(caught(error))
    }
  }

  const complete = (highestSequenceNr: number) => {
    actor.sequenceNr = Math.max(actor.sequenceNr, highestSequenceNr, snapshotNr)
    const { sequenceNr } = actor
    actor.trace(path => ({
      type: 'RecoveryCompleted',
      actor: path,
      persistenceId,
      sequenceNr,
      snapshotNr,
      replayed: replay.replayed,
    }))
    failRecoveryOnError(() => actor.signalUser({ type: 'RecoveryCompleted' }))
    actor.releasePermit()
    return new Running(actor).start(replay.replayed)
  }

  replay.requestFrom(snapshotNr + 1)
  return actor.behaviorFor({
    command: command => actor.stash(command),
    awaitsMore: answer => replay.awaitsMore(answer),
    answer: answer => {
      if (answer.type === 'ReplayMessagesFailed') throw actor.recoveryFailure(new StoreFailure(answer.error))
      const highestSequenceNr = failRecoveryOnError(() => replay.handle(answer))
      return highestSequenceNr === null ? Behaviors.same : complete(highestSequenceNr)
    },
    timeout: () => {
      throw actor.recoveryFailure(
        new JournalTimeout(persistenceId, 'Replay', settings.recoveryEventTimeoutMs),
      )
    },
    signal: signal => actor.signalWhileRecovering(signal),
  })
}
