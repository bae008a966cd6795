import { lowestIndex } from '../../trace/event-log/lowest-index.ts'
import { type EventEnvelope, isSelected } from './event-selection.ts'
import type { Journal, JournalHead, ReplayBounds } from './journal.ts'
import { plainCopy } from './plain-copy.ts'
import { type JournalContents, noContents } from './store-contents.ts'
import type { AtomicWrite, StoredEvent } from './stored-event.ts'

interface Stream {
  highestSequenceNr: number
  deletedTo: number
  events: StoredEvent[]
  /** False once a second writer has stored a lower number behind a higher one. */
  ascending: boolean
}

/** An event in the order of offsets. Deleted events stay until they are the majority. */
interface LogEntry {
  readonly offset: number
  readonly event: StoredEvent
}

/**
 * Creates an in-memory journal, by default an empty one. It is synchronous, and like a disk it survives the participant
 * that uses it.
 */
export function inMemoryJournal(contents: JournalContents = noContents.journal): Journal {
  const streams = new Map<string, Stream>()
  let log: LogEntry[] = []
  let deleted = 0
  let { highestOffset } = contents

  const streamOf = (persistenceId: string): Stream => {
    let stream = streams.get(persistenceId)
    if (stream === undefined) {
      stream = { highestSequenceNr: 0, deletedTo: 0, events: [], ascending: true }
      streams.set(persistenceId, stream)
    }
    return stream
  }

  const addTo = (stream: Stream, event: StoredEvent): void => {
    const last = stream.events.at(-1)
    if (last !== undefined && last.sequenceNr >= event.sequenceNr) stream.ascending = false
    stream.events.push(event)
  }

  const isDeleted = ({ persistenceId, sequenceNr }: StoredEvent): boolean =>
    sequenceNr <= streamOf(persistenceId).deletedTo

  for (const { persistenceId, highestSequenceNr, deletedTo } of contents.heads)
    streams.set(persistenceId, { highestSequenceNr, deletedTo, events: [], ascending: true })
  for (const { offset, ...stored } of contents.events) {
    const event = copyEvent(stored)
    addTo(streamOf(event.persistenceId), event)
    log.push({ offset, event })
  }

  return {
    heads: () =>
      [...streams.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([persistenceId, stream]) => headOf(persistenceId, stream)),

    append: commit => {
      const copies = commit.map(copyWrite)
      for (const { persistenceId, events } of copies) {
        const stream = streamOf(persistenceId)
        for (const event of events) {
          stream.highestSequenceNr = Math.max(stream.highestSequenceNr, event.sequenceNr)
          highestOffset += 1
          if (event.sequenceNr <= stream.deletedTo) continue
          addTo(stream, event)
          log.push({ offset: highestOffset, event })
        }
      }
    },

    replay: (persistenceId, bounds) => {
      const stream = streams.get(persistenceId)
      return stream === undefined ? [] : eventsWithin(stream, bounds).map(copyEvent)
    },

    select: (selection, { afterOffset, toOffset, max }) => {
      const found: EventEnvelope[] = []
      // By binary search, because a live query reads only the end.
      const start = lowestIndex(log.length, i => log[i]!.offset > afterOffset)
      for (let i = start; i < log.length && found.length < max; i++) {
        const { offset, event } = log[i]!
        if (offset > toOffset) break
        if (isSelected(event, selection) && !isDeleted(event)) found.push({ ...copyEvent(event), offset })
      }
      return found
    },

    highestOffset: () => highestOffset,

    highestSequenceNr: persistenceId => streams.get(persistenceId)?.highestSequenceNr ?? 0,

    deleteTo: (persistenceId, toSequenceNr) => {
      const stream = streams.get(persistenceId)
      if (stream === undefined) return { persistenceId, highestSequenceNr: 0, deletedTo: 0, events: 0 }
      const before = stream.events.length
      stream.deletedTo = Math.max(stream.deletedTo, Math.min(toSequenceNr, stream.highestSequenceNr))
      stream.events = stream.events.filter(event => event.sequenceNr > stream.deletedTo)
      deleted += before - stream.events.length
      if (deleted * 2 > log.length) {
        log = log.filter(({ event }) => !isDeleted(event))
        deleted = 0
      }
      return headOf(persistenceId, stream)
    },
  }
}

/** The first `max` events within the bounds. A replay asks for batch after batch, so ascending numbers are not read from the start. */
function eventsWithin({ events, ascending }: Stream, bounds: ReplayBounds): StoredEvent[] {
  const { fromSequenceNr, toSequenceNr, max } = bounds
  const found: StoredEvent[] = []
  const start = ascending ? lowestIndex(events.length, i => events[i]!.sequenceNr >= fromSequenceNr) : 0
  for (let i = start; i < events.length && found.length < max; i++) {
    const event = events[i]!
    if (event.sequenceNr > toSequenceNr) {
      if (ascending) break
    } else if (event.sequenceNr >= fromSequenceNr) found.push(event)
  }
  return found
}

const headOf = (persistenceId: string, { highestSequenceNr, deletedTo, events }: Stream): JournalHead => ({
  persistenceId,
  highestSequenceNr,
  deletedTo,
  events: events.length,
})

const copyEvent = (event: StoredEvent): StoredEvent => ({
  ...event,
  payload: plainCopy(event.payload),
  ...(event.tags === undefined ? null : { tags: [...event.tags] }),
})

const copyWrite = (write: AtomicWrite): AtomicWrite => ({
  persistenceId: write.persistenceId,
  events: write.events.map(copyEvent),
})
