import type { Journal, JournalHead, ReplayBounds } from './journal.ts'
import { plainCopy } from './plain-copy.ts'
import type { JournalContents } from './store-contents.ts'
import type { AtomicWrite, StoredEvent } from './stored-event.ts'

interface Stream {
  highestSequenceNr: number
  deletedTo: number
  events: StoredEvent[]
}

/**
 * Creates an in-memory journal, by default an empty one. It is synchronous, and like a disk it survives the participant
 * that uses it.
 */
export function inMemoryJournal(contents: readonly JournalContents[] = []): Journal {
  const streams = new Map<string, Stream>()
  for (const { head, events } of contents) {
    const { persistenceId, highestSequenceNr, deletedTo } = head
    streams.set(persistenceId, { highestSequenceNr, deletedTo, events: events.map(copyEvent) })
  }

  const streamOf = (persistenceId: string): Stream => {
    let stream = streams.get(persistenceId)
    if (stream === undefined) {
      stream = { highestSequenceNr: 0, deletedTo: 0, events: [] }
      streams.set(persistenceId, stream)
    }
    return stream
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
          if (event.sequenceNr > stream.deletedTo) stream.events.push(event)
        }
      }
    },

    replay: (persistenceId, bounds) => {
      const stream = streams.get(persistenceId)
      return stream === undefined ? [] : eventsWithin(stream.events, bounds).map(copyEvent)
    },

    highestSequenceNr: persistenceId => streams.get(persistenceId)?.highestSequenceNr ?? 0,

    deleteTo: (persistenceId, toSequenceNr) => {
      const stream = streams.get(persistenceId)
      if (stream === undefined) return { persistenceId, highestSequenceNr: 0, deletedTo: 0, events: 0 }
      stream.deletedTo = Math.max(stream.deletedTo, Math.min(toSequenceNr, stream.highestSequenceNr))
      stream.events = stream.events.filter(event => event.sequenceNr > stream.deletedTo)
      return headOf(persistenceId, stream)
    },
  }
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

const copyEvent = (event: StoredEvent): StoredEvent => ({ ...event, payload: plainCopy(event.payload) })

const copyWrite = (write: AtomicWrite): AtomicWrite => ({
  persistenceId: write.persistenceId,
  events: write.events.map(copyEvent),
})
