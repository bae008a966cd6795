import * as v from 'valibot'
import { isPlain } from './canonical-plain.ts'
import {
  type JournalContent,
  type JournalEvent,
  type JournalSnapshot,
  type JournalStream,
  maxJournalEntries,
} from './journal-content.ts'
import { faultOfJournal } from './journal-fault.ts'
import type { Plain } from './plain.ts'
import { instant, listOf, names, text, whole } from './plain-schema.ts'
import { complaint } from './refusal.ts'

const longestId = 500

/** Control characters and halves of a surrogate pair do not survive every file and screen. */
const oddCharacters = /\p{Cc}|\p{Cs}/u

const persistenceId = v.pipe(
  text,
  v.check(
    id => id.trim() !== '' && id.length <= longestId && !oddCharacters.test(id),
    complaint('odd-persistence-id', { most: longestId }),
  ),
)
const sequenceNr = v.pipe(whole, v.minValue(1, complaint('below-1')))
const stored = v.custom<Plain>(isPlain, complaint('not-storable'))

const streamFields = {
  persistenceId,
  deletedTo: whole,
  missing: listOf(sequenceNr, { en: 'whole numbers', ja: '整数' }),
}
const eventFields = {
  persistenceId,
  sequenceNr,
  writerUuid: text,
  timestamp: instant,
  payload: stored,
  manifest: v.exactOptional(text),
  tags: v.exactOptional(names),
}
const snapshotFields = { persistenceId, sequenceNr, timestamp: instant, snapshot: stored }

const streamSchema: v.GenericSchema<unknown, JournalStream> = v.strictObject(streamFields)
const eventSchema: v.GenericSchema<unknown, JournalEvent> = v.strictObject(eventFields)
const snapshotSchema: v.GenericSchema<unknown, JournalSnapshot> = v.strictObject(snapshotFields)

const entries = <T>(item: v.GenericSchema<unknown, T>, what: { readonly en: string; readonly ja: string }) =>
  v.pipe(
    v.unknown(),
    v.check(
      value => !Array.isArray(value) || value.length <= maxJournalEntries,
      complaint('too-many-entries', { most: maxJournalEntries }),
    ),
    listOf(item, what),
  )

/** A journal in an action. Its faults are named with the path of the entry. */
export const journalContentSchema: v.GenericSchema<unknown, JournalContent> = v.pipe(
  v.strictObject({
    streams: entries(streamSchema, { en: 'streams', ja: 'ストリーム' }),
    events: entries(eventSchema, { en: 'events', ja: 'イベント' }),
    snapshots: entries(snapshotSchema, { en: 'snapshots', ja: 'スナップショット' }),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const fault = faultOfJournal(dataset.value)
    if (fault === null) return
    const { list, index } = fault
    const input = dataset.value
    addIssue({
      message: fault.complaint,
      path: [
        { type: 'object', origin: 'value', input, key: list, value: input[list] },
        { type: 'array', origin: 'value', input: [...input[list]], key: index, value: input[list][index] },
      ],
    })
  }),
)

/** One line of a journal file after the header. */
export type JournalLine =
  | ({ readonly type: 'stream' } & JournalStream)
  | ({ readonly type: 'event' } & JournalEvent)
  | ({ readonly type: 'snapshot' } & JournalSnapshot)

export const journalLineSchema: v.GenericSchema<unknown, JournalLine> = v.variant('type', [
  v.strictObject({ type: v.literal('stream'), ...streamFields }),
  v.strictObject({ type: v.literal('event'), ...eventFields }),
  v.strictObject({ type: v.literal('snapshot'), ...snapshotFields }),
])
