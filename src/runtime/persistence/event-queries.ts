import type { Plain } from '../../trace/plain.ts'
import { type ActorRef, type Behavior, Behaviors, caught, reasonOf } from '../actor/index.ts'
import { CurrentEvents } from './current-events.ts'
import { isJournalAnswer, type JournalAnswer, type JournalCommand } from './journal-protocol.ts'
import { Persistence } from './persistence.ts'
import { ReplayedByOldWriter } from './persistence-errors.ts'
import type { StoredEvent } from './stored-event.ts'

/**
 * What a query tells: at most one snapshot, then batches of events by ascending number, then one end. A further
 * snapshot comes only where a deletion overtook the query; it replaces all that was told before it.
 */
export type QueryElement =
  | { readonly type: 'SnapshotFound'; readonly sequenceNr: number; readonly snapshot: Plain }
  | { readonly type: 'EventsFound'; readonly events: readonly StoredEvent[] }
  /** Everything that was stored when the journal first answered has been told: the events up to `highestSequenceNr`. */
  | { readonly type: 'QueryCompleted'; readonly highestSequenceNr: number }
  | { readonly type: 'QueryFailed'; readonly reason: string }

export interface CurrentEventsQuery {
  readonly persistenceId: string
  readonly fromSequenceNr: number
  readonly replyTo: ActorRef<QueryElement>
  readonly journal: ActorRef<JournalCommand>
  /** Virtual ms without an answer after which the query fails; default 10 s. */
  readonly timeoutMs?: number
}

const requestId = 1

/** Read sides ask here; they store nothing and have no persistence id of their own. */
export const EventQueries = {
  /**
   * The events that are stored now, from `fromSequenceNr` on; when the newest snapshot is further than that, it comes
   * first and the events follow it, so that deleted ones are not missed. What is stored after the journal's first
   * answer is left out; events of superseded writers are filtered as in a recovery. Spawn it: it tells `replyTo`, then
   * stops. (3.14, with the start from a snapshot.)
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
      const asked = { persistenceId, requestId, replyTo: context.self }
      const fail = (reason: string): Behavior<JournalAnswer | TimedOut> => {
        replyTo.tell({ type: 'QueryFailed', reason })
        return Behaviors.stopped
      }
      const events = new CurrentEvents(fromSequenceNr, {
        filter: { ...replayFilter, warn: text => context.log.warn(text) },
        loadSnapshot: () => journal.tell({ ...asked, type: 'LoadSnapshot', criteria: {} }),
        replay: (from, toSequenceNr) =>
          journal.tell({
            ...asked,
            type: 'ReplayMessages',
            fromSequenceNr: from,
            toSequenceNr,
            max: Number.MAX_SAFE_INTEGER,
            batchSize: replayBatchSize,
          }),
        found: element => replyTo.tell(element),
      })

      context.setReceiveTimeout(timeoutMs, { type: 'TimedOut' })
      events.begin()
      return Behaviors.receiveMessage(message => {
        if (!isJournalAnswer(message)) return fail(`the journal did not answer within ${timeoutMs} ms`)
        switch (message.type) {
          case 'LoadSnapshotFailed':
          case 'ReplayMessagesFailed':
            return fail(message.error.message ?? message.error.name)
          case 'SnapshotLoaded':
          case 'ReplayedMessages':
          case 'RecoverySuccess':
            try {
              return events.take(message) ? Behaviors.stopped : Behaviors.same
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

/** Private: nothing came for too long. */
interface TimedOut {
  readonly type: 'TimedOut'
}
