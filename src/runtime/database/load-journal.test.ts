import { expect, test } from 'vitest'
import type { JournalContent } from '../../trace/journal-content.ts'
import { inMemoryStores } from '../persistence/index.ts'
import { DatabaseParticipant } from './database-participant.ts'
import { defaultDatabaseSettings } from './database-settings.ts'

const content: JournalContent = {
  streams: [
    { persistenceId: 'part', deletedTo: 2, missing: [] },
    { persistenceId: 'gone', deletedTo: 7, missing: [] },
  ],
  events: [
    { persistenceId: 'part', sequenceNr: 3, writerUuid: 'w', timestamp: 5, payload: { n: 3 }, tags: ['t'] },
    { persistenceId: 'odd "id" | 🛒', sequenceNr: 1, writerUuid: 'v', timestamp: 6, payload: 'x' },
  ],
  snapshots: [{ persistenceId: 'part', sequenceNr: 3, timestamp: 7, snapshot: { sum: 3 } }],
}

const load = {
  index: 0,
  at: 0,
  event: 'conductor/0',
  action: { type: 'LoadJournal', participant: 'database', journal: content },
} as const

function database(stores = inMemoryStores()) {
  const participant = new DatabaseParticipant({
    boot: { id: 'database', incarnation: 1, firstSeq: 0, at: 0, cause: null, roles: [] },
    address: 'pekko://Database@database:5432',
    seed: 7,
    stores,
    settings: defaultDatabaseSettings,
    links: { default: { minMs: 5, maxMs: 5 } },
  })
  return { participant, stores }
}

test('a database that loads a journal holds its events, deletions and snapshots', async () => {
  const { participant, stores } = database()
  const { trace } = await participant.advance({ from: 0, to: 5, inbox: [], commands: [load] })
  expect(trace.filter(event => event.type === 'JournalChanged')).toMatchObject([
    {
      persistenceId: 'gone',
      change: 'opened',
      highestSequenceNr: 7,
      events: 0,
      snapshots: [],
      cause: 'conductor/0',
    },
    { persistenceId: 'odd "id" | 🛒', highestSequenceNr: 1, events: 1 },
    { persistenceId: 'part', highestSequenceNr: 3, events: 1, snapshots: [3] },
  ])
  const all = { fromSequenceNr: 1, toSequenceNr: 99, max: 99 }
  expect(stores.journal.replay('part', all)).toEqual([content.events[0]])
  expect(stores.journal.replay('odd "id" | 🛒', all)).toEqual([content.events[1]])
  expect(stores.snapshots.load('part', {})).toEqual(content.snapshots[0])
})

test('a database with events refuses to load a journal and keeps what it has', async () => {
  const { participant, stores } = database()
  await participant.advance({ from: 0, to: 5, inbox: [], commands: [load] })
  const { trace } = await participant.advance({ from: 5, to: 9, inbox: [], commands: [load] })
  expect(trace).toMatchObject([{ type: 'ActionHadNoEffect', why: 'the database holds events or snapshots' }])
  expect(stores.journal.highestOffset()).toBe(4)
})
