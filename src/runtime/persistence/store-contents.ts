import type { JournalHead } from './journal.ts'
import type { StoredSnapshot } from './snapshot-store.ts'
import type { StoredEvent } from './stored-event.ts'

/** Everything that the two stores of a database hold, for example to fill new stores in memory. */
export interface StoreContents {
  readonly journal: readonly JournalContents[]
  readonly snapshots: readonly StoredSnapshot[]
}

export interface JournalContents {
  readonly head: JournalHead
  /** The events that are not deleted, in append order. */
  readonly events: readonly StoredEvent[]
}

export const noContents: StoreContents = { journal: [], snapshots: [] }
