import { type ActorRef, type Behavior, Behaviors, caught, reasonOf } from '../actor/index.ts'
import { CurrentEvents } from './current-events.ts'
import { isJournalAnswer, type JournalAnswer, type JournalCommand } from './journal-protocol.ts'
import { Persistence } from './persistence.ts'
import { ReplayedByOldWriter } from './persistence-errors.ts'
import type { QueryElement } from './query-element.ts'

export interface CurrentEventsQuery {
  readonly persistenceId: string
  readonly fromSequenceNr: number
  readonly replyTo: ActorRef<QueryElement>
  readonly journal: ActorRef<JournalCommand>
  /** Virtual ms without an answer of the journal after which the query fails. Default 10 000. */
  readonly timeoutMs?: number
}

/** Queries for read sides, which read the events of other actors and store none of their own. */
export const EventQueries = {
  /**
   * A behavior that sends the events stored now, from `fromSequenceNr` (inclusive) on, to `replyTo`, and then stops. A
   * newest snapshot at or above `fromSequenceNr` is sent first, because the events it covers may be deleted. Events stored
   * after the journal's first answer are left out; events of superseded writers are filtered as in a recovery.
   *
   * @example
   * context.spawnAnonymous(
   *   EventQueries.currentEventsStartingFromSnapshot({
   *     persistenceId: 'counter',
   *     fromSequenceNr: 1,
   *     replyTo: context.self,
   *     journal: Persistence.get(context.system).journal,
   *   }),
   * )
   */
  currentEventsStartingFromSnapshot: (query: CurrentEventsQuery): Behavior<JournalAnswer | TimedOut> =>
    Behaviors.setup<JournalAnswer | TimedOut>(context => {
      const { persistenceId, fromSequenceNr, replyTo, journal } = query
      const timeoutMs = query.timeoutMs ?? 10_000
      const { replayFilter, replayBatchSize } = Persistence.get(context.system).settings
      // A link may repeat an answer or deliver it late, so only answers to the last request count.
      let requestId = 0
      const request = (fields: Request): void => {
        requestId += 1
        journal.tell({ ...fields, persistenceId, requestId, replyTo: context.self })
      }
      const fail = (reason: string): Behavior<JournalAnswer | TimedOut> => {
        replyTo.tell({ type: 'QueryFailed', reason })
        return Behaviors.stopped
      }
      const events = new CurrentEvents(fromSequenceNr, {
        filter: { ...replayFilter, warn: text => context.log.warn(text) },
        loadSnapshot: () => request({ type: 'LoadSnapshot', criteria: {} }),
        replay: (from, toSequenceNr) =>
          request({
            type: 'ReplayMessages',
            fromSequenceNr: from,
            toSequenceNr,
            max: Number.MAX_SAFE_INTEGER,
            batchSize: replayBatchSize,
          }),
        emit: element => replyTo.tell(element),
      })

      context.setReceiveTimeout(timeoutMs, { type: 'TimedOut' })
      events.start()
      return Behaviors.receiveMessage(message => {
        if (!isJournalAnswer(message)) return fail(`the journal did not answer within ${timeoutMs} ms`)
        if (message.requestId !== requestId) return Behaviors.same
        switch (message.type) {
          case 'LoadSnapshotFailed':
          case 'ReplayMessagesFailed':
            return fail(message.error.message ?? message.error.name)
          case 'SnapshotLoaded':
          case 'ReplayedMessages':
          case 'RecoverySuccess':
            try {
              return events.handleAnswer(message) ? Behaviors.stopped : Behaviors.same
            } catch (thrown) {
              const error = caught(thrown)
              if (error instanceof ReplayedByOldWriter) return fail(reasonOf(error))
              throw error
            }
          default:
            return Behaviors.unhandled
        }
      })
    }),
}

/** A request of the query without the fields that its actor adds. */
type Request =
  | Pick<Extract<JournalCommand, { readonly type: 'LoadSnapshot' }>, 'type' | 'criteria'>
  | Pick<
      Extract<JournalCommand, { readonly type: 'ReplayMessages' }>,
      'type' | 'fromSequenceNr' | 'toSequenceNr' | 'max' | 'batchSize'
    >

/** Timer message: the journal did not answer in time. */
interface TimedOut {
  readonly type: 'TimedOut'
}
