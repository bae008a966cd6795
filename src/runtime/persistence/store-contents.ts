import type { EventEnvelope } from './event-selection.ts'
import type { JournalHead } from './journal.ts'
import type { LeaseRow } from './lease-store.ts'
import type { ProjectionContents } from './projection/projection-store.ts'
import type { StoredSnapshot } from './snapshot-store.ts'

/** Everything that the stores of a database hold, for example to fill new stores in memory. */
export interface StoreContents {
  readonly journal: JournalContents
  readonly snapshots: readonly StoredSnapshot[]
  readonly leases: readonly LeaseRow[]
  readonly projections: ProjectionContents
}

export interface JournalContents {
  readonly heads: readonly JournalHead[]
  readonly highestOffset: number
  /** The events that are not deleted, by ascending offset. */
  readonly events: readonly EventEnvelope[]
}

export const noContents: StoreContents = {
  journal: { heads: [], highestOffset: 0, events: [] },
  snapshots: [],
  leases: [],
  projections: { states: [], rows: [] },
}
