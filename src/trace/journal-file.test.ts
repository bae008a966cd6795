import { describe, expect, test } from 'vitest'
import { parseAction } from './action-schema.ts'
import { type JournalContent, journalContentOf } from './journal-content.ts'
import { formatJournalFile } from './journal-file.ts'
import { parseJournalFile, runOfJournal } from './parse-journal-file.ts'
import { parseRunFile } from './parse-run-file.ts'
import { isRefused } from './refused.ts'
import { formatRunFile } from './run-file.ts'
import { sampleHeader } from './sample-run.ts'

const event = (sequenceNr: number, persistenceId = 'writer', writerUuid = 'w') => ({
  persistenceId,
  sequenceNr,
  writerUuid,
  timestamp: 1000 + sequenceNr,
  payload: { type: 'Written', key: 'k', value: `v${sequenceNr}` },
})

const content: JournalContent = {
  streams: [{ persistenceId: 'writer', deletedTo: 2, missing: [4] }],
  events: [
    event(3),
    { ...event(1, 'cart|7 "ü" 🛒 \\'), manifest: 'm1', tags: ['a', 'b'] },
    event(5),
    event(5, 'writer', 'other'),
  ],
  snapshots: [{ persistenceId: 'writer', sequenceNr: 5, timestamp: 9, snapshot: [['k', 'v5']] }],
}

const text = formatJournalFile(sampleHeader, { database: 'database', at: 12_000, content })

/** The file with one of its lines changed; line 1 is the header, 2 the stream, 3 to 6 the events, 7 the snapshot. */
function withLine(lineNumber: number, change: (line: Record<string, unknown>) => unknown): string {
  const lines = text.trimEnd().split('\n')
  const line = JSON.parse(lines[lineNumber - 1]!) as Record<string, unknown>
  lines[lineNumber - 1] = JSON.stringify(change(line) ?? line)
  return lines.join('\n')
}

describe('a journal file', () => {
  test('returns every event, deletion and snapshot as it was written', () => {
    expect(parseJournalFile(text)).toEqual({
      header: expect.objectContaining({ scenario: 'cqrs', at: 12_000, streams: 1, events: 4, snapshots: 1 }),
      content,
    })
  })

  test('becomes a run whose first action loads the journal', () => {
    const file = parseJournalFile(text)
    if (isRefused(file)) throw new Error(file.refused)
    const run = runOfJournal(file)
    expect(run).toMatchObject({
      header: { scenario: 'cqrs', seed: sampleHeader.seed },
      actions: [
        { index: 0, at: 0, action: { type: 'LoadJournal', participant: 'database', journal: content } },
      ],
    })
    expect(parseRunFile(formatRunFile(run))).toEqual(run)
  })

  test.each<[string, string, string]>([
    [
      'a gap',
      withLine(5, line => ({ ...line, sequenceNr: 7 })),
      'Line 5: The line is event 7 of [writer], but event 5 is not there.',
    ],
    [
      'a foreign version',
      withLine(1, line => ({ ...line, version: 2 })),
      '`header.version` is 2, but this Actorium reads versions up to 1.',
    ],
    [
      'a foreign format',
      withLine(1, line => ({ ...line, format: 'other' })),
      'This is not an Actorium journal file',
    ],
    [
      'an empty id',
      withLine(4, line => ({ ...line, persistenceId: ' ' })),
      'Line 4: `persistenceId` must be 1 to 500 characters',
    ],
    [
      'an id with a control character',
      withLine(4, line => ({ ...line, persistenceId: 'a\u0000b' })),
      'Line 4: `persistenceId` must be 1 to 500 characters',
    ],
    [
      'an id with half a character',
      withLine(4, line => ({ ...line, persistenceId: 'a\ud83d' })),
      'Line 4: `persistenceId` must be 1 to 500 characters',
    ],
    [
      'an event twice',
      withLine(5, line => ({ ...line, sequenceNr: 3 })),
      'Line 5: The line is event 3 of [writer], but the same writer',
    ],
    [
      'a deleted event',
      withLine(3, line => ({ ...line, sequenceNr: 2 })),
      'Line 3: The line is event 2 of [writer], but its events up to 2 are deleted.',
    ],
    [
      'an event that is missing',
      withLine(5, line => ({ ...line, sequenceNr: 4 })),
      'Line 5: The line is event 4 of [writer], which `missing` lists',
    ],
    [
      'a snapshot ahead of its events',
      withLine(7, line => ({ ...line, sequenceNr: 6 })),
      'Line 7: The line is a snapshot of [writer] at event 6, but its last event is 5.',
    ],
    [
      'a field of another type',
      withLine(6, line => ({ ...line, sequenceNr: '5' })),
      'Line 6: `sequenceNr` must be a whole number',
    ],
    [
      'an unknown field',
      withLine(6, line => ({ ...line, offset: 5 })),
      'Line 6: `offset` is not known here.',
    ],
    [
      'an unknown kind of line',
      withLine(6, line => ({ ...line, type: 'lease' })),
      'Line 6: `type` must be one of stream, event, snapshot.',
    ],
    ['a missing payload', withLine(6, ({ payload: _, ...line }) => line), 'Line 6: `payload` is missing.'],
    [
      'a missing line',
      text.trimEnd().split('\n').slice(0, -1).join('\n'),
      'The file holds 5 lines after its header, but the header says 6.',
    ],
    [
      'another number of events',
      withLine(1, line => ({ ...line, events: 3, snapshots: 2 })),
      'The file holds 4 lines of `events`, but the header says 3.',
    ],
    [
      'a line that is not JSON',
      text.replace('"type":"snapshot"', '"type":snapshot'),
      'Line 7: This is not JSON.',
    ],
    ['nothing in it', '', 'Line 1: The file is empty.'],
  ])('with %s is refused as a whole', (_, changed, refused) => {
    expect(parseJournalFile(changed)).toMatchObject({ refused: expect.stringContaining(refused) })
  })
})

describe('the action LoadJournal', () => {
  const load = (journal: JournalContent) =>
    parseAction({ type: 'LoadJournal', participant: 'database', journal })

  test('is accepted with a journal without contradictions', () => {
    expect(load(content)).toEqual({ type: 'LoadJournal', participant: 'database', journal: content })
  })

  test('may hold more values than other actions', () => {
    const events = Array.from({ length: 15_000 }, (_, i) => event(i + 1, 'long'))
    expect(load({ streams: [], events, snapshots: [] })).toMatchObject({ type: 'LoadJournal' })
  })

  test('with a gap is refused with the place of the event', () => {
    expect(load({ ...content, events: [event(3), event(6)] })).toMatchObject({
      refused: expect.stringContaining(
        '`journal.events[1]` is event 6 of [writer], but event 5 is not there.',
      ),
    })
  })
})

test('the journal of stores lists deleted and missing numbers', () => {
  expect(
    journalContentOf({
      journal: {
        heads: [
          { persistenceId: 'a', highestSequenceNr: 5, deletedTo: 2 },
          { persistenceId: 'b', highestSequenceNr: 1, deletedTo: 0 },
          { persistenceId: 'c', highestSequenceNr: 4, deletedTo: 4 },
        ],
        events: [event(3, 'a'), event(5, 'a'), event(1, 'b')],
      },
      snapshots: [],
    }),
  ).toEqual({
    streams: [
      { persistenceId: 'a', deletedTo: 2, missing: [4] },
      { persistenceId: 'c', deletedTo: 4, missing: [] },
    ],
    events: [event(3, 'a'), event(5, 'a'), event(1, 'b')],
    snapshots: [],
  })
})
