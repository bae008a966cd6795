import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { DatabaseParticipant, defaultDatabaseSettings } from '../../runtime/database/index.ts'
import type { Envelope } from '../../runtime/participant.ts'
import { inMemoryStores, type Stores } from '../../runtime/persistence/index.ts'
import { seededRandom } from '../../runtime/random.ts'
import type { Plain } from '../../trace/plain.ts'
import type { TraceEvent } from '../../trace/trace-event.ts'
import { openRunStores } from './open-run-stores.ts'

/** Requests of all kinds by three actors, at random instants within ten virtual seconds. */
function randomRequests(seed: number): readonly Envelope[] {
  const dice = seededRandom(`requests/${seed}`)
  const written = new Map<string, number>()
  let due = 0
  return Array.from({ length: 300 }, (_, i) => {
    due += dice.below(60)
    const persistenceId = dice.pick(['a', 'b', 'c'])
    const nr = written.get(persistenceId) ?? 0
    const roll = dice.below(100)
    let request: { readonly [key: string]: Plain }
    if (i % 10 === 0)
      request = { type: 'SelectEvents', selection: { by: 'all' }, afterOffset: i >> 2, toOffset: i, max: 20 }
    else if (i % 10 === 5)
      request = { type: 'AwaitCommit', of: { by: 'id', persistenceId, afterSequenceNr: nr } }
    else if (roll < 60) {
      const count = 1 + dice.below(3)
      const events = Array.from({ length: count }, (_, k) => ({
        sequenceNr: nr + k + 1,
        writerUuid: 'w',
        payload: { type: 'Counted', text: `${persistenceId}-${nr + k + 1}` },
      }))
      // Some are lost in a crash and some repeat a number; both stores must fail them alike.
      if (roll < 55) written.set(persistenceId, nr + count)
      request = { type: 'WriteMessages', writes: [events] }
    } else if (roll < 75) {
      request = {
        type: 'ReplayMessages',
        fromSequenceNr: 1 + dice.below(nr + 1),
        toSequenceNr: nr,
        max: 50,
        batchSize: 20,
      }
    } else if (roll < 80) request = { type: 'DeleteMessagesTo', toSequenceNr: dice.below(nr + 1) }
    else if (roll < 88) request = { type: 'SaveSnapshot', sequenceNr: nr, snapshot: { upTo: nr } }
    else if (roll < 94) request = { type: 'LoadSnapshot', criteria: { maxSequenceNr: nr } }
    else request = { type: 'DeleteSnapshots', criteria: { maxSequenceNr: dice.below(nr + 1) } }
    return {
      from: 'node',
      fromIncarnation: 1,
      fromNode: null,
      seq: i,
      to: 'database',
      due,
      target: '/system/journal',
      sender: null,
      kind: 'message',
      message: {
        ...request,
        persistenceId,
        requestId: i,
        replyTo: { $ref: `pekko://Sys@node:1/user/${persistenceId}#1` },
      },
      sent: null,
    }
  })
}

/** Trace of a database over three incarnations: killed twice, between two rounds. */
async function traceOf(seed: number, open: () => Promise<Stores & { close?(): void }>) {
  const trace: TraceEvent[] = []
  const outbox: Envelope[] = []
  const requests = randomRequests(seed)
  const lives = [0, 3000, 3010, 20_000]
  for (let life = 1; life < lives.length; life++) {
    const begin = lives[life - 1]!
    const stores = await open()
    const database = new DatabaseParticipant({
      boot: { id: 'database', incarnation: life, firstSeq: trace.length, at: begin, cause: null, roles: [] },
      address: 'pekko://Database@database:5432',
      seed,
      stores,
      settings: defaultDatabaseSettings,
      links: { default: { minMs: 5, maxMs: 20 } },
    })
    for (let from = begin; from < lives[life]!; from += 5) {
      const inbox = requests.filter(each => each.due >= from && each.due < from + 5)
      const result = await database.advance({ from, to: from + 5, inbox, commands: [] })
      trace.push(...result.trace)
      outbox.push(...result.outbox)
    }
    stores.close?.()
  }
  return { trace, outbox }
}

test('a database on IndexedDB has the same trace as one in memory, with crashes', async () => {
  for (let seed = 1; seed <= 5; seed++) {
    const stores = inMemoryStores()
    const inMemory = await traceOf(seed, async () => stores)
    const onDisk = await traceOf(seed, () => openRunStores(`crashes-${seed}`))
    expect(onDisk).toEqual(inMemory)
    const labels = new Set(inMemory.trace.map(each => ('label' in each ? each.label : each.type)))
    for (const seen of [
      'WriteMessagesSucceeded',
      'WriteMessagesFailed',
      'ReplayedMessages',
      'DeleteMessagesSucceeded',
      'EventsSelected',
      'CommitHint',
    ])
      expect(labels).toContain(seen)
  }
})
