import type { JournalContent, JournalStream } from './journal-content.ts'
import { type Complaint, complaint } from './refusal.ts'

/** A contradiction within a journal, and the entry in which it shows. */
export interface JournalFault {
  readonly list: keyof JournalContent
  readonly index: number
  /** As the message of a schema: see {@link complaint}. */
  readonly complaint: string
}

export const complaintOf = ({ complaint }: JournalFault): Complaint => JSON.parse(complaint) as Complaint

interface Numbers {
  readonly deletedTo: number
  readonly missing: ReadonlySet<number>
  highest: number
  /** The highest number of each writer, because two writers may have used the same numbers. */
  readonly writers: Map<string, number>
}

/** The first contradiction in a journal; null: there is none. */
export function faultOfJournal({ streams, events, snapshots }: JournalContent): JournalFault | null {
  const known = new Map<string, Numbers>()
  for (const [index, stream] of streams.entries()) {
    const { persistenceId: id } = stream
    if (known.has(id)) return { list: 'streams', index, complaint: complaint('stream-twice', { id }) }
    known.set(id, numbersOf(stream))
  }
  for (const [index, { persistenceId: id, sequenceNr, writerUuid }] of events.entries()) {
    const numbers = known.get(id) ?? numbersOf({ persistenceId: id, deletedTo: 0, missing: [] })
    known.set(id, numbers)
    const { deletedTo, missing, writers } = numbers
    const fault = (text: string): JournalFault => ({ list: 'events', index, complaint: text })
    if (sequenceNr <= deletedTo) return fault(complaint('event-deleted', { id, nr: sequenceNr, deletedTo }))
    if (missing.has(sequenceNr)) return fault(complaint('event-not-missing', { id, nr: sequenceNr }))
    if (sequenceNr <= (writers.get(writerUuid) ?? 0))
      return fault(complaint('event-twice', { id, nr: sequenceNr }))
    const expected = nextNumber(numbers)
    if (sequenceNr > expected) return fault(complaint('journal-gap', { id, nr: sequenceNr, expected }))
    writers.set(writerUuid, sequenceNr)
    numbers.highest = Math.max(numbers.highest, sequenceNr)
  }
  for (const [index, { persistenceId: id, sequenceNr }] of snapshots.entries()) {
    const numbers = known.get(id)
    // A snapshot may outlive a lost journal; numbering then continues after it.
    if (numbers === undefined) continue
    const last = nextNumber(numbers) - 1
    if (sequenceNr > last)
      return {
        list: 'snapshots',
        index,
        complaint: complaint('snapshot-ahead', { id, nr: sequenceNr, last }),
      }
  }
  return null
}

const numbersOf = ({ deletedTo, missing }: JournalStream): Numbers => ({
  deletedTo,
  missing: new Set(missing),
  highest: deletedTo,
  writers: new Map(),
})

/** The number after the highest one and the missing ones that follow it. */
function nextNumber({ missing, highest }: Numbers): number {
  let next = highest + 1
  while (missing.has(next)) next++
  return next
}
