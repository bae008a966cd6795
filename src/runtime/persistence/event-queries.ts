import type { Plain } from '../../trace/plain.ts'
import { type ActorRef, type Behavior, Behaviors } from '../actor/index.ts'
import { isJournalAnswer, type JournalAnswer, type JournalCommand } from './journal-protocol.ts'
import type { StoredEvent } from './stored-event.ts'

/** What a query tells, in this order: at most one snapshot, batches of events by ascending number, one end. */
export type QueryElement =
  | { readonly type: 'SnapshotFound'; readonly sequenceNr: number; readonly snapshot: Plain }
  | { readonly type: 'EventsFound'; readonly events: readonly StoredEvent[] }
  /** Everything stored when the journal was asked has been told. `highestSequenceNr` is the last number ever given. */
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

const batchSize = 1000
const requestId = 1

/** Read sides ask here; they store nothing and have no persistence id of their own. */
export const EventQueries = {
  /**
   * The events that are stored now, from `fromSequenceNr` on; when the newest snapshot is further than that,
   * it comes first and the events follow it, so that deleted ones are not missed. Spawn it: it tells
   * `replyTo`, then stops. (3.14, with the start from a snapshot.)
   */
  currentEventsStartingFromSnapshot: (query: CurrentEventsQuery): Behavior<JournalAnswer | TimedOut> =>
    Behaviors.setup<JournalAnswer | TimedOut>(context => {
      const { persistenceId, fromSequenceNr, replyTo, journal } = query
      const timeoutMs = query.timeoutMs ?? 10_000
      const asked = { persistenceId, requestId, replyTo: context.self }
      const fail = (reason: string): Behavior<JournalAnswer | TimedOut> => {
        replyTo.tell({ type: 'QueryFailed', reason })
        return Behaviors.stopped
      }
      const replayFrom = (sequenceNr: number): void =>
        journal.tell({
          ...asked,
          type: 'ReplayMessages',
          fromSequenceNr: sequenceNr,
          toSequenceNr: Number.MAX_SAFE_INTEGER,
          max: Number.MAX_SAFE_INTEGER,
          batchSize,
        })

      context.setReceiveTimeout(timeoutMs, { type: 'TimedOut' })
      journal.tell({ ...asked, type: 'LoadSnapshot', criteria: {} })
      return Behaviors.receiveMessage(message => {
        if (!isJournalAnswer(message)) return fail(`the journal did not answer within ${timeoutMs} ms`)
        switch (message.type) {
          case 'SnapshotLoaded': {
            const found = message.snapshot
            const from = Math.max(fromSequenceNr, (found?.sequenceNr ?? 0) + 1)
            if (found !== null && from > fromSequenceNr) {
              const { sequenceNr, snapshot } = found
              replyTo.tell({ type: 'SnapshotFound', sequenceNr, snapshot })
            }
            replayFrom(from)
            return Behaviors.same
          }
          case 'ReplayedMessages':
            if (message.events.length > 0) replyTo.tell({ type: 'EventsFound', events: message.events })
            if (message.nextSequenceNr !== null) replayFrom(message.nextSequenceNr)
            return Behaviors.same
          case 'RecoverySuccess':
            replyTo.tell({ type: 'QueryCompleted', highestSequenceNr: message.highestSequenceNr })
            return Behaviors.stopped
          case 'LoadSnapshotFailed':
          case 'ReplayMessagesFailed':
            return fail(message.error.message ?? message.error.name)
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
