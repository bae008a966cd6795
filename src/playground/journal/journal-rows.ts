import { lowestIndex } from '../../trace/index.ts'
import type { BookedEvent, BookedSnapshot, Stream } from './journal-book.ts'

/** A row of the list: an event, a snapshot below the last event that it covers, or the range of deleted events. */
export type JournalRow =
  | { readonly type: 'event'; readonly event: BookedEvent }
  | { readonly type: 'snapshot'; readonly snapshot: BookedSnapshot }
  | { readonly type: 'deleted'; readonly to: number; readonly position: number }

/** The part of a stream that its rows show. */
export type StreamContent = Pick<Stream, 'events' | 'snapshots' | 'deletions' | 'ascending'>

/** Rows that follow each other: events of the stream from one number in its list up to another, or one row of another kind. */
interface Part {
  /** Number of the first row. */
  readonly start: number
  readonly row: JournalRow | null
  readonly from: number
  readonly to: number
}

/**
 * The rows of a stream in the order of the journal. A journal may hold many thousands of events, and the list shows some
 * thirty, so that only the rows that are asked for are made.
 */
export class JournalRows {
  readonly #events: readonly BookedEvent[]
  readonly #parts: Part[] = []
  #length = 0
  #listed = 0

  /** `count`: number of events of the stream that are committed. */
  constructor(
    { events, ascending }: Pick<StreamContent, 'events' | 'ascending'>,
    count: number,
    deletion: Stream['deletions'][number] | undefined,
    snapshots: readonly BookedSnapshot[],
  ) {
    this.#events = events
    if (deletion !== undefined) this.#add({ type: 'deleted', ...deletion })
    const deletedTo = deletion?.to ?? 0
    if (ascending) this.#addAscending(count, deletedTo, snapshots)
    else this.#addAll(count, deletedTo, snapshots)
  }

  get length(): number {
    return this.#length
  }

  /** Number of the rows that are events. */
  get listed(): number {
    return this.#listed
  }

  /** Number of the first row that is an event; -1: there is none. */
  get firstEvent(): number {
    return this.#parts.find(({ row }) => row === null)?.start ?? -1
  }

  at(index: number): JournalRow | undefined {
    if (index < 0 || index >= this.#length) return undefined
    const part = this.#parts[lowestIndex(this.#parts.length, i => this.#parts[i]!.start > index) - 1]!
    return part.row ?? { type: 'event', event: this.#events[part.from + index - part.start]! }
  }

  /** Number of the row; -1: it is not among them. */
  indexOf(wanted: JournalRow): number {
    if (wanted.type !== 'event')
      return this.#parts.find(({ row }) => row !== null && keyOfRow(row) === keyOfRow(wanted))?.start ?? -1
    const { position, sequenceNr } = wanted.event
    const events = this.#events
    for (
      let i = lowestIndex(events.length, each => events[each]!.position >= position);
      events[i]?.position === position;
      i++
    ) {
      if (events[i]!.sequenceNr !== sequenceNr) continue
      const part = this.#parts.find(({ row, from, to }) => row === null && from <= i && i < to)
      return part === undefined ? -1 : part.start + i - part.from
    }
    return -1
  }

  /** The numbers ascend, so the events between two snapshots are found without reading them. */
  #addAscending(count: number, deletedTo: number, snapshots: readonly BookedSnapshot[]): void {
    const firstAbove = (nr: number): number => lowestIndex(count, i => this.#events[i]!.sequenceNr > nr)
    let from = firstAbove(deletedTo)
    for (const snapshot of snapshots) {
      const to = Math.max(from, firstAbove(snapshot.sequenceNr))
      this.#addEvents(from, to)
      this.#add({ type: 'snapshot', snapshot })
      from = to
    }
    this.#addEvents(from, count)
  }

  /** Two writers have used the same numbers, so that each event is compared. */
  #addAll(count: number, deletedTo: number, snapshots: readonly BookedSnapshot[]): void {
    let next = 0
    for (let i = 0; i < count; i++) {
      const { sequenceNr } = this.#events[i]!
      if (sequenceNr <= deletedTo) continue
      for (; next < snapshots.length && snapshots[next]!.sequenceNr < sequenceNr; next++)
        this.#add({ type: 'snapshot', snapshot: snapshots[next]! })
      this.#addEvents(i, i + 1)
    }
    for (const snapshot of snapshots.slice(next)) this.#add({ type: 'snapshot', snapshot })
  }

  #add(row: JournalRow): void {
    this.#parts.push({ start: this.#length, row, from: 0, to: 0 })
    this.#length += 1
  }

  #addEvents(from: number, to: number): void {
    if (from >= to) return
    const last = this.#parts.at(-1)
    if (last !== undefined && last.row === null && last.to === from)
      this.#parts[this.#parts.length - 1] = { ...last, to }
    else this.#parts.push({ start: this.#length, row: null, from, to })
    this.#length += to - from
    this.#listed += to - from
  }
}

/** The rows of a stream after the first `shown` events of the log. */
export function rowsOf(stream: StreamContent, shown: number): JournalRows {
  const { events } = stream
  const deletion = stream.deletions.findLast(({ position }) => position < shown)
  const snapshots = stream.snapshots
    .filter(({ position, deleted }) => position < shown && deleted >= shown)
    .sort((a, b) => a.sequenceNr - b.sequenceNr)
  const count = lowestIndex(events.length, i => events[i]!.position >= shown)
  return new JournalRows(stream, count, deletion, snapshots)
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
