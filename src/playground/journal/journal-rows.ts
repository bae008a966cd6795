import { lowestIndex } from '../../trace/index.ts'
import type { BookedEvent, BookedSnapshot, Stream } from './journal-book.ts'

/** A row of the list: an event, a snapshot below the last event that it covers, or the range of deleted events. */
export type JournalRow =
  | { readonly type: 'event'; readonly event: BookedEvent }
  | { readonly type: 'snapshot'; readonly snapshot: BookedSnapshot }
  | { readonly type: 'deleted'; readonly to: number; readonly position: number }

/** The rows of a stream after the first `shown` events of the log, in the order of the journal. */
export function rowsOf(stream: Stream, shown: number): readonly JournalRow[] {
  const { events } = stream
  const deletion = stream.deletions.findLast(({ position }) => position < shown)
  const deletedTo = deletion?.to ?? 0
  const snapshots = stream.snapshots
    .filter(({ position, deleted }) => position < shown && deleted >= shown)
    .sort((a, b) => a.sequenceNr - b.sequenceNr)
  const rows: JournalRow[] = deletion === undefined ? [] : [{ type: 'deleted', ...deletion }]
  let next = 0
  const addSnapshotsBefore = (sequenceNr: number): void => {
    for (; next < snapshots.length && snapshots[next]!.sequenceNr < sequenceNr; next++)
      rows.push({ type: 'snapshot', snapshot: snapshots[next]! })
  }
  const count = lowestIndex(events.length, i => events[i]!.position >= shown)
  for (let i = 0; i < count; i++) {
    const event = events[i]!
    if (event.sequenceNr <= deletedTo) continue
    addSnapshotsBefore(event.sequenceNr)
    rows.push({ type: 'event', event })
  }
  addSnapshotsBefore(Number.POSITIVE_INFINITY)
  return rows
}

/** Identifies a row among those of its stream. */
export const keyOfRow = (row: JournalRow): string => {
  const number =
    row.type === 'event' ? row.event.sequenceNr : row.type === 'snapshot' ? row.snapshot.sequenceNr : row.to
  return `${row.type}-${positionOf(row)}-${number}`
}

export const positionOf = (row: JournalRow): number => {
  switch (row.type) {
    case 'event':
      return row.event.position
    case 'snapshot':
      return row.snapshot.position
    case 'deleted':
      return row.position
  }
}
