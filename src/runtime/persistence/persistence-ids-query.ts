import { type ActorRef, type Behavior, Behaviors } from '../actor/index.ts'
import { isJournalAnswer, type JournalAnswer, type JournalCommand } from './journal-protocol.ts'
import type { LiveQueryTiming } from './live-query-timing.ts'

export interface PersistenceIdsQuery extends LiveQueryTiming {
  readonly replyTo: ActorRef<PersistenceIdsElement>
  readonly journal: ActorRef<JournalCommand>
  /** Exclusive: a current query lists the ids above this one, in the order of UTF-16 code units. Default: all. */
  readonly afterId?: string
  /** Most ids that a current query lists. Default: no limit. */
  readonly limit?: number
}

/** One reply of a query of the persistence ids: ids, each once, then one end. */
export type PersistenceIdsElement =
  | { readonly type: 'PersistenceIds'; readonly persistenceIds: readonly string[] }
  | { readonly type: 'PersistenceIdsCompleted' }
  | { readonly type: 'QueryFailed'; readonly reason: string }

export type PersistenceIdsMessage =
  | JournalAnswer
  | { readonly type: 'TimedOut' }
  | { readonly type: 'Refresh' }

/** The behavior of a query of the persistence ids with events. A live one emits new ids until its actor is stopped. */
export const persistenceIds = (query: PersistenceIdsQuery, live: boolean): Behavior<PersistenceIdsMessage> =>
  Behaviors.withTimers<PersistenceIdsMessage>(timers =>
    Behaviors.setup(context => {
      const { replyTo, journal, afterId = '', limit = Number.MAX_SAFE_INTEGER } = query
      const { timeoutMs = 10_000, refreshIntervalMs = 3000 } = query
      const emitted = new Set<string>()
      let requestId = 0
      const request = (fields: Fields): void => {
        requestId += 1
        journal.tell({ ...fields, requestId, replyTo: context.self })
      }
      const read = (): Behavior<PersistenceIdsMessage> => {
        timers.startSingleTimer('timeout', { type: 'TimedOut' }, timeoutMs)
        request({ type: 'ListPersistenceIds', afterId, max: limit })
        return Behaviors.same
      }

      read()
      return Behaviors.receiveMessage<PersistenceIdsMessage>(message => {
        if (!isJournalAnswer(message)) {
          if (message.type === 'Refresh') return read()
          replyTo.tell({ type: 'QueryFailed', reason: `the journal did not answer within ${timeoutMs} ms` })
          return Behaviors.stopped
        }
        // A link may repeat an answer or deliver it late, so only answers to the last request count.
        if (message.requestId !== requestId) return Behaviors.same
        if (message.type === 'CommitHint') return read()
        if (message.type !== 'PersistenceIdsFound') return Behaviors.unhandled
        timers.cancel('timeout')
        const found = message.persistenceIds.filter(id => !emitted.has(id))
        for (const id of found) emitted.add(id)
        if (found.length > 0) replyTo.tell({ type: 'PersistenceIds', persistenceIds: found })
        if (!live) {
          replyTo.tell({ type: 'PersistenceIdsCompleted' })
          return Behaviors.stopped
        }
        timers.startSingleTimer('refresh', { type: 'Refresh' }, refreshIntervalMs)
        request({ type: 'AwaitCommit', of: { by: 'ids', known: message.known } })
        return Behaviors.same
      }).receiveSignal((_, signal) => {
        if (signal.type === 'PostStop' && live)
          journal.tell({ type: 'CancelAwaitCommit', requestId, replyTo: context.self })
        return Behaviors.same
      })
    }),
  )

type Fields =
  | Pick<Extract<JournalCommand, { readonly type: 'ListPersistenceIds' }>, 'type' | 'afterId' | 'max'>
  | Pick<Extract<JournalCommand, { readonly type: 'AwaitCommit' }>, 'type' | 'of'>
