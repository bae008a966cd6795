import { type ActorRef, type Behavior, Behaviors, caught, reasonOf } from '../actor/index.ts'
import { isJournalAnswer, type JournalAnswer, type JournalCommand } from './journal-protocol.ts'
import type { LiveQueryTiming } from './live-query-timing.ts'
import { Persistence } from './persistence.ts'
import { ReplayedByOldWriter } from './persistence-errors.ts'
import type { QueryElement } from './query-element.ts'
import { ReplayEnding } from './replay-ending.ts'
import { ReplayFilter } from './replay-filter.ts'
import type { StoredEvent } from './stored-event.ts'

export interface EventsByIdQuery extends LiveQueryTiming {
  readonly persistenceId: string
  /** Inclusive. Default 1. */
  readonly fromSequenceNr?: number
  /** Inclusive. Default: no limit. */
  readonly toSequenceNr?: number
  readonly replyTo: ActorRef<QueryElement>
  readonly journal: ActorRef<JournalCommand>
  /**
   * True: the database informs a live query of each commit. False: it reads after each interval and at each `Refresh` that
   * its actor receives. Default true.
   */
  readonly commitHints?: boolean
}

export type EventsByIdMessage = JournalAnswer | { readonly type: 'TimedOut' } | { readonly type: 'Refresh' }

/** The behavior of a query by persistence id. A live one reads again after each interval, until its upper number. */
export const eventsById = (query: EventsByIdQuery, live: boolean): Behavior<EventsByIdMessage> =>
  Behaviors.withTimers<EventsByIdMessage>(timers =>
    Behaviors.setup(context => {
      const { persistenceId, replyTo, journal } = query
      const { timeoutMs = 10_000, refreshIntervalMs = 3000, commitHints = true } = query
      const { toSequenceNr = Number.MAX_SAFE_INTEGER } = query
      const { settings, eventAdapters } = Persistence.get(context.system)
      const { replayFilter, replayBatchSize } = settings
      const newFilter = () => new ReplayFilter({ ...replayFilter, warn: text => context.log.warn(text) })
      let filter = newFilter()
      let ending = new ReplayEnding()
      // A link may repeat an answer or deliver it late, so only answers to the last request count.
      let requestId = 0
      /** First number of the next read. */
      let next = Math.max(1, query.fromSequenceNr ?? 1)
      /** The journal's highest number at the first answer of a read, which ends there although a writer continues. */
      let end: number | null = null
      /** Highest number that was emitted or was deleted before the query started. */
      let emittedTo = next - 1
      let reading = false
      let readAgain = false

      const request = (fromSequenceNr: number): void => {
        requestId += 1
        journal.tell({
          type: 'ReplayMessages',
          persistenceId,
          requestId,
          replyTo: context.self,
          fromSequenceNr,
          toSequenceNr: Math.min(toSequenceNr, end ?? Number.MAX_SAFE_INTEGER),
          max: Number.MAX_SAFE_INTEGER,
          batchSize: replayBatchSize,
        })
      }

      const read = (): Behavior<EventsByIdMessage> => {
        filter = newFilter()
        ending = new ReplayEnding()
        end = null
        reading = true
        readAgain = false
        timers.cancel('refresh')
        context.setReceiveTimeout(timeoutMs, { type: 'TimedOut' })
        request(next)
        return Behaviors.same
      }

      const emit = (stored: readonly StoredEvent[]): void => {
        const events = eventAdapters.adapted(stored)
        if (events.length > 0) replyTo.tell({ type: 'EventsFound', events })
        emittedTo = Math.max(emittedTo, stored.at(-1)?.sequenceNr ?? 0)
      }

      const fail = (reason: string): Behavior<EventsByIdMessage> => {
        replyTo.tell({ type: 'QueryFailed', reason })
        return Behaviors.stopped
      }

      const finishRead = (highestSequenceNr: number): Behavior<EventsByIdMessage> => {
        emit(filter.flush())
        const highest = end ?? highestSequenceNr
        next = Math.max(next, Math.min(highest, toSequenceNr) + 1)
        if (!live || next > toSequenceNr) {
          replyTo.tell({ type: 'QueryCompleted', highestSequenceNr: highest })
          return Behaviors.stopped
        }
        if (next - 1 > emittedTo) {
          emittedTo = next - 1
          replyTo.tell({ type: 'EventsMissing', toSequenceNr: emittedTo })
        }
        if (readAgain) return read()
        reading = false
        // From here on a repeated answer of the read answers no open request.
        requestId += 1
        context.cancelReceiveTimeout()
        timers.startSingleTimer('refresh', { type: 'Refresh' }, refreshIntervalMs)
        if (commitHints)
          journal.tell({
            type: 'AwaitCommit',
            requestId,
            replyTo: context.self,
            of: { by: 'id', persistenceId, afterSequenceNr: next - 1 },
          })
        return Behaviors.same
      }

      const onAnswer = (answer: JournalAnswer): Behavior<EventsByIdMessage> => {
        switch (answer.type) {
          case 'ReplayMessagesFailed':
            return fail(answer.error.message ?? answer.error.name)
          case 'ReplayedMessages':
            if (!ending.add(answer.events)) return Behaviors.same
            end ??= answer.highestSequenceNr ?? null
            emit(answer.events.flatMap(event => filter.push(event)))
            if (answer.nextSequenceNr !== null) request(answer.nextSequenceNr)
            return ending.success === null ? Behaviors.same : finishRead(ending.success.highestSequenceNr)
          case 'RecoverySuccess':
            ending.success = answer
            return ending.hasAllEvents ? finishRead(answer.highestSequenceNr) : Behaviors.same
          case 'CommitHint':
            return read()
          default:
            return Behaviors.unhandled
        }
      }

      read()
      return Behaviors.receiveMessage<EventsByIdMessage>(message => {
        if (!isJournalAnswer(message)) {
          if (message.type === 'TimedOut') return fail(`the journal did not answer within ${timeoutMs} ms`)
          readAgain = reading
          return reading ? Behaviors.same : read()
        }
        if (message.requestId !== requestId) return Behaviors.same
        try {
          return onAnswer(message)
        } catch (thrown) {
          const error = caught(thrown)
          if (error instanceof ReplayedByOldWriter) return fail(reasonOf(error))
          throw error
        }
      }).receiveSignal((_, signal) => {
        if (signal.type === 'PostStop' && live && commitHints && !reading)
          journal.tell({ type: 'CancelAwaitCommit', requestId, replyTo: context.self })
        return Behaviors.same
      })
    }),
  )
