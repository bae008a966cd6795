import type { VirtualTime } from './identifiers.ts'
import type { Plain } from './plain.ts'

/** A journal with its snapshots, as a file and the action `LoadJournal` hold it. */
export interface JournalContent {
  /** The persistence ids with deleted or missing events; the others are whole. */
  readonly streams: readonly JournalStream[]
  /** In the order in which they were stored. */
  readonly events: readonly JournalEvent[]
  readonly snapshots: readonly JournalSnapshot[]
}

export interface JournalStream {
  readonly persistenceId: string
  /** The highest deleted number; 0: no event was deleted. */
  readonly deletedTo: number
  /** Numbers that were never stored, because the journal rejected their events. */
  readonly missing: readonly number[]
}

export interface JournalEvent {
  readonly persistenceId: string
  readonly sequenceNr: number
  readonly writerUuid: string
  /** The instant of its commit in the run that stored it, in virtual ms. */
  readonly timestamp: VirtualTime
  readonly payload: Plain
  readonly manifest?: string
  readonly tags?: readonly string[]
}

export interface JournalSnapshot {
  readonly persistenceId: string
  /** The last event that it covers. */
  readonly sequenceNr: number
  readonly timestamp: VirtualTime
  readonly snapshot: Plain
}

/** Most events and snapshots of a journal file. */
export const maxJournalEntries = 50_000

/** The content of a database's stores as far as a journal file holds it. */
interface StoredJournal {
  readonly journal: {
    readonly heads: readonly {
      readonly persistenceId: string
      readonly highestSequenceNr: number
      readonly deletedTo: number
    }[]
    readonly events: readonly JournalEvent[]
  }
  readonly snapshots: readonly JournalSnapshot[]
}

/** The journal that these stores hold. */
export function journalContentOf({ journal, snapshots }: StoredJournal): JournalContent {
  const numbers = new Map<string, Set<number>>()
  for (const { persistenceId, sequenceNr } of journal.events) {
    const known = numbers.get(persistenceId)
    if (known === undefined) numbers.set(persistenceId, new Set([sequenceNr]))
    else known.add(sequenceNr)
  }
  return {
    streams: journal.heads.flatMap(({ persistenceId, highestSequenceNr, deletedTo }) => {
      const stored = numbers.get(persistenceId)
      const missing: number[] = []
      for (let nr = deletedTo + 1; nr <= highestSequenceNr; nr++) if (!stored?.has(nr)) missing.push(nr)
      return deletedTo === 0 && missing.length === 0 ? [] : [{ persistenceId, deletedTo, missing }]
    }),
    events: journal.events.map(
      ({ persistenceId, sequenceNr, writerUuid, timestamp, payload, manifest, tags }) => ({
        persistenceId,
        sequenceNr,
        writerUuid,
        timestamp,
        payload,
        ...(manifest === undefined ? null : { manifest }),
        ...(tags === undefined ? null : { tags }),
      }),
    ),
    snapshots,
  }
}
