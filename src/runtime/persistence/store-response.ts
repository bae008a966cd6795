import type { ParticipantId, VirtualTime } from '../../trace/identifiers.ts'
import type { JournalAnswer, JournalCommand } from './journal-protocol.ts'
import type { StoredCounts } from './store-index.ts'

export type CommandOf<T extends JournalCommand['type']> = Extract<JournalCommand, { readonly type: T }>

/** A request to the store service. `at` is the instant of its commit. */
export interface StoreRequest {
  readonly command: JournalCommand
  /** The participant of the actor that gets the answers; empty within one system. */
  readonly requester: ParticipantId
  /** The path of that actor. */
  readonly replyTo: string
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
