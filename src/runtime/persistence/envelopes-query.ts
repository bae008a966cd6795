import { type ActorRef, type Behavior, Behaviors } from '../actor/index.ts'
import type { EventEnvelope, EventSelection } from './event-selection.ts'
import { isJournalAnswer, type JournalAnswer, type JournalCommand } from './journal-protocol.ts'
import type { LiveQueryTiming } from './live-query-timing.ts'
import { Persistence } from './persistence.ts'

export interface EnvelopesQuery extends LiveQueryTiming {
  /** Exclusive: the query continues after the event with this offset. Default 0, the start of the journal. */
  readonly afterOffset?: number
  readonly replyTo: ActorRef<EnvelopesElement>
  readonly journal: ActorRef<JournalCommand>
  /** Most events of one answer of the journal, and of one element. Default 100. */
  readonly maxBufferSize?: number
}

/** One reply of a query over several persistence ids: batches by ascending offset, then one end. */
export type EnvelopesElement =
  | { readonly type: 'EnvelopesFound'; readonly envelopes: readonly EventEnvelope[] }
  /** A current query has emitted all events up to this offset, the journal's highest at its first answer. */
  | { readonly type: 'EnvelopesCompleted'; readonly offset: number }
  | { readonly type: 'QueryFailed'; readonly reason: string }

export type EnvelopesMessage = JournalAnswer | { readonly type: 'TimedOut' } | { readonly type: 'Refresh' }

/**
 * The behavior of a query over several persistence ids. A live one reads again at each commit that concerns it, of which
 * the database informs it, and after each interval, because a link can lose that message.
 */
export const envelopes = (
  query: EnvelopesQuery,
  selection: EventSelection,
  live: boolean,
): Behavior<EnvelopesMessage> =>
  Behaviors.withTimers<EnvelopesMessage>(timers =>
    Behaviors.setup(context => {
      const { replyTo, journal, timeoutMs = 10_000, refreshIntervalMs = 3000, maxBufferSize = 100 } = query
      const { eventAdapters } = Persistence.get(context.system)
      let offset = query.afterOffset ?? 0
      // A link may repeat an answer or deliver it late, so only answers to the last requests count.
      let requestId = 0
      /** The open `AwaitCommit`; 0: none. */
      let awaited = 0
      /** True between the request of a read and its answer. */
      let reading = false
      /** The end of a current query. */
      let end: number | null = null

      const request = (fields: Fields): number => {
        requestId += 1
        journal.tell({ ...fields, requestId, replyTo: context.self })
        return requestId
      }
      let readId = 0
      const read = (): Behavior<EnvelopesMessage> => {
        reading = true
        timers.startSingleTimer('timeout', { type: 'TimedOut' }, timeoutMs)
        readId = request({
          type: 'SelectEvents',
          selection,
          afterOffset: offset,
          toOffset: end ?? Number.MAX_SAFE_INTEGER,
          max: maxBufferSize,
        })
        return Behaviors.same
      }
      const fail = (reason: string): Behavior<EnvelopesMessage> => {
        replyTo.tell({ type: 'QueryFailed', reason })
        return Behaviors.stopped
      }
      const onSelected = (answer: Answer<'EventsSelected'>): Behavior<EnvelopesMessage> => {
        reading = false
        timers.cancel('timeout')
        const found = eventAdapters.adapted(answer.events)
        if (found.length > 0) replyTo.tell({ type: 'EnvelopesFound', envelopes: found })
        if (!live) end ??= answer.highestOffset
        offset = Math.max(offset, answer.events.at(-1)?.offset ?? 0)
        if (!answer.complete) return read()
        offset = Math.max(offset, end ?? answer.highestOffset)
        if (!live) {
          replyTo.tell({ type: 'EnvelopesCompleted', offset })
          return Behaviors.stopped
        }
        timers.startSingleTimer('refresh', { type: 'Refresh' }, refreshIntervalMs)
        awaited = request({ type: 'AwaitCommit', of: { by: 'selection', selection, afterOffset: offset } })
        return Behaviors.same
      }

      read()
      return Behaviors.receiveMessage<EnvelopesMessage>(message => {
        if (!isJournalAnswer(message)) {
          if (message.type === 'TimedOut') return fail(`the journal did not answer within ${timeoutMs} ms`)
          return reading ? Behaviors.same : read()
        }
        switch (message.type) {
          case 'EventsSelected':
            return message.requestId === readId && reading ? onSelected(message) : Behaviors.same
          case 'SelectEventsFailed':
            if (message.requestId !== readId) return Behaviors.same
            return fail(message.error.message ?? message.error.name)
          case 'CommitHint':
            if (message.requestId !== awaited) return Behaviors.same
            awaited = 0
            return reading ? Behaviors.same : read()
          default:
            return Behaviors.unhandled
        }
      }).receiveSignal((_, signal) => {
        if (signal.type === 'PostStop' && awaited > 0)
          journal.tell({ type: 'CancelAwaitCommit', requestId: awaited, replyTo: context.self })
        return Behaviors.same
      })
    }),
  )

type Answer<T extends JournalAnswer['type']> = Extract<JournalAnswer, { readonly type: T }>

type Fields =
  | Pick<
      Extract<JournalCommand, { readonly type: 'SelectEvents' }>,
      'type' | 'selection' | 'afterOffset' | 'toOffset' | 'max'
    >
  | Pick<Extract<JournalCommand, { readonly type: 'AwaitCommit' }>, 'type' | 'of'>
