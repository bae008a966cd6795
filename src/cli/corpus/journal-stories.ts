import type { JournalContent } from '../../trace/journal-content.ts'
import type { Story } from './story.ts'

const written = (sequenceNr: number, key: string, value: string, writerUuid = 'w-1') => ({
  persistenceId: 'cluster_persistent',
  sequenceNr,
  writerUuid,
  timestamp: sequenceNr * 1000,
  payload: { type: 'Written', key, value },
})

/** A journal with deleted events, a snapshot, a missing number, two writers, and a stream that no actor of the scenario has. */
const journal: JournalContent = {
  streams: [
    { persistenceId: 'cluster_persistent', deletedTo: 2, missing: [5] },
    { persistenceId: '店|odd "id"\\/', deletedTo: 3, missing: [] },
  ],
  events: [
    written(3, 'a', '3'),
    written(4, 'b', '4'),
    written(4, 'b', 'other writer', 'w-2'),
    written(6, 'c', '6', 'w-2'),
  ],
  snapshots: [
    {
      persistenceId: 'cluster_persistent',
      sequenceNr: 3,
      timestamp: 3500,
      snapshot: { before: 'deleted', a: '3' },
    },
  ],
}

const client = { participant: 'client', actor: '/user/client' } as const

export const journalStories: readonly Story[] = [
  {
    name: 'cqrs-imported-journal',
    scenario: 'cqrs',
    seed: 14,
    steps: [
      [0, { type: 'LoadJournal', participant: 'database', journal }],
      [8000, { type: 'Tell', ...client, message: { type: 'Write', key: 'd', value: '7' } }],
      [9000, { type: 'Tell', ...client, message: { type: 'Get', key: 'before' } }],
      [9100, { type: 'Tell', ...client, message: { type: 'Get', key: 'c' } }],
      // A database with events keeps them.
      [10_000, { type: 'LoadJournal', participant: 'database', journal }],
      [10_500, { type: 'PowerFailure' }],
      [18_000, { type: 'Tell', ...client, message: { type: 'Get', key: 'd' } }],
    ],
    until: 22_000,
  },
]
