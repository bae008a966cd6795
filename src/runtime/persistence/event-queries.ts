import { type ActorRef, type Behavior, Behaviors, caught, reasonOf } from '../actor/index.ts'
import { CurrentEvents } from './current-events.ts'
import { type EnvelopesMessage, type EnvelopesQuery, envelopes } from './envelopes-query.ts'
import { type EventsByIdMessage, type EventsByIdQuery, eventsById } from './events-by-id.ts'
import { isJournalAnswer, type JournalAnswer, type JournalCommand } from './journal-protocol.ts'
import { Persistence } from './persistence.ts'
import { ReplayedByOldWriter } from './persistence-errors.ts'
import {
  type PersistenceIdsMessage,
  type PersistenceIdsQuery,
  persistenceIds,
} from './persistence-ids-query.ts'
import type { QueryElement } from './query-element.ts'

export interface CurrentEventsQuery {
  readonly persistenceId: string
  readonly fromSequenceNr: number
  readonly replyTo: ActorRef<QueryElement>
  readonly journal: ActorRef<JournalCommand>
  /** Virtual ms without an answer of the journal after which the query fails. Default 10 000. */
  readonly timeoutMs?: number
}

/** `tag`: the events that have it. */
export type EventsByTagQuery = EnvelopesQuery & { readonly tag: string }

/** The events of an entity type in a range of slices; both bounds inclusive. */
export type EventsBySlicesQuery = EnvelopesQuery & {
  readonly entityType: string
  readonly minSlice: number
  readonly maxSlice: number
}

/** Queries for read sides, which read the events of other actors and store none of their own. */
export const EventQueries = {
  /**
   * A behavior that sends the events stored now, from `fromSequenceNr` to `toSequenceNr` (both inclusive), to `replyTo`, and
   * then stops. Deleted events are missing. The adapters of the system (`useEventAdapters`) convert the events.
   *
   * @example
   * context.spawnAnonymous(
   *   EventQueries.currentEventsByPersistenceId({
   *     persistenceId: 'counter',
   *     toSequenceNr: 10,
   *     replyTo: context.self,
   *     journal: Persistence.get(context.system).journal,
   *   }),
   * )
   */
  currentEventsByPersistenceId: (query: EventsByIdQuery): Behavior<EventsByIdMessage> =>
    eventsById(query, false),

  /**
   * As `currentEventsByPersistenceId`, but live: it reads new events when the database has committed them, and every
   * `refreshIntervalMs`. It stops only after `toSequenceNr`, when its actor is stopped, or when the journal fails.
   *
   * @example
   * context.spawn(
   *   EventQueries.eventsByPersistenceId({
   *     persistenceId: 'counter',
   *     replyTo: context.self,
   *     journal: Persistence.get(context.system).journal,
   *   }),
   *   'counter-events',
   * )
   */
  eventsByPersistenceId: (query: EventsByIdQuery): Behavior<EventsByIdMessage> => eventsById(query, true),

  /**
   * A behavior that sends the stored events with a tag, of all persistence ids and in the order of their offsets, to
   * `replyTo`, and then stops. An event with two tags is found by both.
   *
   * @example
   * context.spawnAnonymous(
   *   EventQueries.currentEventsByTag({
   *     tag: 'order',
   *     afterOffset: 10,
   *     replyTo: context.self,
   *     journal: Persistence.get(context.system).journal,
   *   }),
   * )
   */
  currentEventsByTag: ({ tag, ...query }: EventsByTagQuery): Behavior<EnvelopesMessage> =>
    envelopes(query, { by: 'tag', tag }, false),

  /** As `currentEventsByTag`, but live. It stops only when its actor is stopped, or when the journal fails. */
  eventsByTag: ({ tag, ...query }: EventsByTagQuery): Behavior<EnvelopesMessage> =>
    envelopes(query, { by: 'tag', tag }, true),

  /** As `currentEventsByTag`, with the events of an entity type in a range of slices (`sliceRanges`). */
  currentEventsBySlices: ({
    entityType,
    minSlice,
    maxSlice,
    ...query
  }: EventsBySlicesQuery): Behavior<EnvelopesMessage> =>
    envelopes(query, { by: 'slices', entityType, minSlice, maxSlice }, false),

  /** As `currentEventsBySlices`, but live. It stops only when its actor is stopped, or when the journal fails. */
  eventsBySlices: ({
    entityType,
    minSlice,
    maxSlice,
    ...query
  }: EventsBySlicesQuery): Behavior<EnvelopesMessage> =>
    envelopes(query, { by: 'slices', entityType, minSlice, maxSlice }, true),

  /** A behavior that sends the persistence ids with events to `replyTo`, in order and at most `limit`, and then stops. */
  currentPersistenceIds: (query: PersistenceIdsQuery): Behavior<PersistenceIdsMessage> =>
    persistenceIds(query, false),

  /** As `currentPersistenceIds`, but live and without a limit: it also sends ids that are stored later, each once. */
  persistenceIds: (query: Omit<PersistenceIdsQuery, 'afterId' | 'limit'>): Behavior<PersistenceIdsMessage> =>
    persistenceIds(query, true),

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
      const { settings, eventAdapters } = Persistence.get(context.system)
      const { replayFilter, replayBatchSize } = settings
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
        emit: element => {
          if (element.type !== 'EventsFound') replyTo.tell(element)
          else {
            const found = eventAdapters.adapted(element.events)
            if (found.length > 0) replyTo.tell({ type: 'EventsFound', events: found })
          }
        },
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
