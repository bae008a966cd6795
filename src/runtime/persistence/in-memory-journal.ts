import { type EventEnvelope, isSelected } from './event-selection.ts'
import type { Journal, JournalHead, ReplayBounds } from './journal.ts'
import { plainCopy } from './plain-copy.ts'
import { type JournalContents, noContents } from './store-contents.ts'
import type { AtomicWrite, StoredEvent } from './stored-event.ts'

interface Stream {
  highestSequenceNr: number
  deletedTo: number
  events: StoredEvent[]
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
      stream = { highestSequenceNr: 0, deletedTo: 0, events: [] }
      streams.set(persistenceId, stream)
    }
    return stream
  }

  const isDeleted = ({ persistenceId, sequenceNr }: StoredEvent): boolean =>
    sequenceNr <= streamOf(persistenceId).deletedTo

  for (const { persistenceId, highestSequenceNr, deletedTo } of contents.heads)
    streams.set(persistenceId, { highestSequenceNr, deletedTo, events: [] })
  for (const { offset, ...stored } of contents.events) {
    const event = copyEvent(stored)
    streamOf(event.persistenceId).events.push(event)
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
          stream.events.push(event)
          log.push({ offset: highestOffset, event })
        }
      }
    },

    replay: (persistenceId, bounds) => {
      const stream = streams.get(persistenceId)
      return stream === undefined ? [] : eventsWithin(stream.events, bounds).map(copyEvent)
    },

    select: (selection, { afterOffset, toOffset, max }) => {
      const found: EventEnvelope[] = []
      for (let i = firstAfter(log, afterOffset); i < log.length && found.length < max; i++) {
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

/** Index of the first entry with a higher offset, by binary search, because a live query reads only the end. */
function firstAfter(log: readonly LogEntry[], afterOffset: number): number {
  let low = 0
  let high = log.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (log[middle]!.offset <= afterOffset) low = middle + 1
    else high = middle
  }
  return low
}

/** The first `max` events within the bounds. */
export function eventsWithin(events: readonly StoredEvent[], bounds: ReplayBounds): StoredEvent[] {
  const found: StoredEvent[] = []
  for (const event of events) {
    if (found.length >= bounds.max) break
    if (event.sequenceNr >= bounds.fromSequenceNr && event.sequenceNr <= bounds.toSequenceNr)
      found.push(event)
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
