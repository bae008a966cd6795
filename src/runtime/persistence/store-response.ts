import type { VirtualTime } from '../../trace/identifiers.ts'
import type { JournalAnswer, JournalCommand } from './journal-protocol.ts'
import type { StoredCounts } from './store-index.ts'

export type CommandOf<T extends JournalCommand['type']> = Extract<JournalCommand, { readonly type: T }>

/** A request to the store service. `at` is the instant of its commit, `from` the actor that gets its answers. */
export interface StoreRequest {
  readonly command: JournalCommand
  readonly from: string
  readonly at: VirtualTime
}

export interface StoreResponse {
  /** The answers, in sending order. */
  readonly answers: readonly JournalAnswer[]
  /** The changed counts of a persistence id; null for a request that changed none. */
  readonly change: {
    readonly type: StoreChange
    readonly persistenceId: string
    readonly held: StoredCounts
  } | null
  /** Requests of live queries that this commit answers with a `CommitHint`; absent if there are none. */
  readonly hinted?: readonly CommandOf<'AwaitCommit'>[]
}

export type StoreChange = 'appended' | 'deleted' | 'snapshot' | 'snapshots-deleted'

export const respond = (answer: JournalAnswer, change: StoreResponse['change'] = null): StoreResponse => ({
  answers: [answer],
  change,
})
