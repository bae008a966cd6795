import { expect, test } from 'vitest'
import { journalPath } from '../database/index.ts'
import type { Envelope } from '../participant.ts'
import { inMemoryStores } from '../persistence/index.ts'
import { createDatabase } from './database-node.ts'

const writer = 'pekko://Sys@node-1:1/user/writer#9'

const writing = (seq: number): Envelope => ({
  from: 'node-1',
  fromIncarnation: 1,
  fromNode: null,
  seq,
  to: 'database',
  due: seq,
  target: journalPath,
  sender: writer,
  kind: 'message',
  message: {
    type: 'WriteMessages',
    persistenceId: 'p',
    requestId: seq,
    replyTo: { $ref: writer },
    writes: [[{ sequenceNr: 1, writerUuid: `w-${seq}`, payload: seq }]],
  },
  sent: null,
})

/** The number of stored events after two writers have written event 1. */
async function storedAfterTwoWriters(settings: { readonly uniqueSequenceNrs?: boolean }): Promise<number> {
  const stores = inMemoryStores()
  const database = createDatabase({
    boot: { id: 'database', incarnation: 1, firstSeq: 0, at: 0, cause: null, roles: [] },
    address: 'pekko://Database@database:5432',
    seed: 1,
    links: { default: { minMs: 1, maxMs: 1 } },
    latency: { minMs: 2, maxMs: 2 },
    stores,
    ...settings,
  })
  await database.advance({ from: 0, to: 100, inbox: [writing(1), writing(2)], commands: [] })
  return (await stores.journal.replay('p', { fromSequenceNr: 1, toSequenceNr: 9, max: 9 })).length
}

test('a database stores a used sequence number only where the scenario lets it', async () => {
  expect(await storedAfterTwoWriters({})).toBe(1)
  expect(await storedAfterTwoWriters({ uniqueSequenceNrs: true })).toBe(1)
  expect(await storedAfterTwoWriters({ uniqueSequenceNrs: false })).toBe(2)
})
