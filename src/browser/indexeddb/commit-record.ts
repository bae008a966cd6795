import type { AtomicWrite, StoredEvent } from '../../runtime/persistence/index.ts'

/**
 * A commit as it is stored: a list for each write and for each of its events, because with objects most of a record is names
 * of fields, and its size is most of the time that a write takes.
 */
export type CommitRecord = readonly WriteRecord[]

export type WriteRecord = readonly [persistenceId: string, offset: number, events: readonly StoredRow[]]

type StoredRow = readonly [
  sequenceNr: number,
  writerUuid: string,
  timestamp: number,
  payload: StoredEvent['payload'],
  manifest?: string | null,
  tags?: readonly string[],
]

/** `offset`: of the first event. */
export const writeRecord = ({ persistenceId, events }: AtomicWrite, offset: number): WriteRecord => [
  persistenceId,
  offset,
  events.map(rowOf),
]

const rowOf = ({ sequenceNr, writerUuid, timestamp, payload, manifest, tags }: StoredEvent): StoredRow => {
  if (tags !== undefined) return [sequenceNr, writerUuid, timestamp, payload, manifest ?? null, tags]
  return manifest === undefined
    ? [sequenceNr, writerUuid, timestamp, payload]
    : [sequenceNr, writerUuid, timestamp, payload, manifest]
}

export function eventOf(
  persistenceId: string,
  [sequenceNr, writerUuid, timestamp, payload, manifest, tags]: StoredRow,
): StoredEvent {
  const event = { persistenceId, sequenceNr, writerUuid, timestamp, payload }
  if (manifest === undefined) return event
  return {
    ...event,
    ...(manifest === null ? null : { manifest }),
    ...(tags === undefined ? null : { tags }),
  }
}
