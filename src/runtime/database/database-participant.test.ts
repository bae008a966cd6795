import { describe, expect, test } from 'vitest'
import type { Plain } from '../../trace/plain.ts'
import type { TraceEvent } from '../../trace/trace-event.ts'
import type { Envelope, RoundResult } from '../participant.ts'
import { inMemoryStores } from '../persistence/in-memory-stores.ts'
import type { Stores } from '../persistence/store-service.ts'
import type { AtomicWrite } from '../persistence/stored-event.ts'
import { DatabaseParticipant } from './database-participant.ts'
import { type DatabaseSettings, defaultDatabaseSettings } from './database-settings.ts'

const inMemory = inMemoryStores

/** Stores that return promises, as in a browser. */
const asynchronous = ({ journal, snapshots, leases, projections }: Stores): Stores => ({
  journal: {
    heads: async () => journal.heads(),
    append: async commit => journal.append(commit),
    replay: async (id, bounds) => journal.replay(id, bounds),
    highestSequenceNr: async id => journal.highestSequenceNr(id),
    highestOffset: async () => journal.highestOffset(),
    select: async (selection, bounds) => journal.select(selection, bounds),
    deleteTo: async (id, nr) => journal.deleteTo(id, nr),
  },
  snapshots: {
    list: async () => snapshots.list(),
    save: async snapshot => snapshots.save(snapshot),
    load: async (id, criteria) => snapshots.load(id, criteria),
    delete: async (id, criteria) => snapshots.delete(id, criteria),
  },
  projections: {
    state: async projection => projections.state(projection),
    rows: async table => projections.rows(table),
    save: async (state, changes) => projections.save(state, changes),
    contents: async () => projections.contents(),
  },
  leases: {
    rows: async () => leases.rows(),
    compareAndSet: async row => leases.compareAndSet(row),
  },
})

function database(stores: Stores, settings: Partial<DatabaseSettings> = {}, at = 0, incarnation = 1) {
  return new DatabaseParticipant({
    boot: { id: 'database', incarnation, firstSeq: 0, at, cause: null, roles: [] },
    address: 'pekko://Database@database:5432',
    seed: 7,
    stores,
    settings: { ...defaultDatabaseSettings, ...settings },
    links: { default: { minMs: 5, maxMs: 5 } },
  })
}

const fixed = (ms: number) => ({ latency: { minMs: ms, maxMs: ms } })

let requests = 0
function envelope(due: number, message: { readonly type: string; readonly [key: string]: Plain }): Envelope {
  const requestId = ++requests
  return {
    from: 'node-1',
    fromIncarnation: 1,
    fromNode: null,
    seq: requestId,
    to: 'database',
    due,
    target: '/system/journal',
    sender: 'pekko://Sys@node-1:1/user/writer#9',
    kind: 'message',
    message: {
      persistenceId: 'p',
      requestId,
      replyTo: { $ref: 'pekko://Sys@node-1:1/user/writer#9' },
      ...message,
    },
    sent: { id: `node-1/${due}`, protocol: 'persistence' },
  }
}

const writing = (due: number, nrs: readonly number[], id = 'p') =>
  envelope(due, {
    type: 'WriteMessages',
    persistenceId: id,
    writes: [
      nrs.map(sequenceNr => ({ sequenceNr, writerUuid: 'w', payload: { type: 'Counted', sequenceNr } })),
    ],
  })

const replaying = (due: number, more: { readonly [key: string]: Plain } = {}) =>
  envelope(due, {
    type: 'ReplayMessages',
    fromSequenceNr: 1,
    toSequenceNr: 999,
    max: 999,
    batchSize: 100,
    ...more,
  })

/** Runs the rounds between the given instants and collects their output. */
async function run(db: DatabaseParticipant, inbox: readonly Envelope[], cuts: readonly number[]) {
  const outbox: Envelope[] = []
  const trace: TraceEvent[] = []
  const results: RoundResult[] = []
  let from = 0
  for (const to of cuts) {
    const due = inbox.filter(each => each.due >= from && each.due < to)
    const result = await db.advance({ from, to, inbox: due, commands: [] })
    outbox.push(...result.outbox)
    trace.push(...result.trace)
    results.push(result)
    from = to
  }
  return {
    outbox,
    trace,
    results,
    answers: outbox.map(
      each => (each.message as { readonly $toolkit: { readonly [key: string]: unknown } }).$toolkit,
    ),
  }
}

const types = (trace: readonly TraceEvent[]) => trace.map(event => `${event.at} ${event.type}`)

describe('a request', () => {
  test('is traced at arrival, commit and answer, each with its virtual time and cause', async () => {
    const { trace, outbox } = await run(database(inMemory(), fixed(20)), [writing(10, [1, 2])], [100])
    expect(types(trace)).toEqual([
      '0 ParticipantStarted',
      '0 ActorStarted',
      '10 MessageDelivered',
      '20 JournalChanged',
      '30 MessageSent',
    ])
    const [, , delivered, changed, sent] = trace
    expect(delivered).toMatchObject({
      to: '/system/journal',
      label: 'WriteMessages',
      waiting: 0,
      cause: 'node-1/10',
    })
    expect(changed).toMatchObject({
      change: 'appended',
      highestSequenceNr: 2,
      events: 2,
      cause: 'database/2',
    })
    expect(sent).toMatchObject({
      label: 'WriteMessagesSucceeded',
      toNode: 'node-1',
      dueAt: 35,
      cause: 'database/2',
    })
    expect(outbox).toMatchObject([
      {
        to: 'node-1',
        due: 35,
        target: '/user/writer#9',
        sender: 'pekko://Database@database:5432/system/journal',
        sent: { id: 'database/4', protocol: 'persistence' },
      },
    ])
  })

  test('on in-memory stores is executed synchronously', () => {
    const result = database(inMemory()).advance({ from: 0, to: 100, inbox: [writing(10, [1])], commands: [] })
    expect(result).not.toBeInstanceOf(Promise)
  })

  test('has the same trace with asynchronous stores and for any width of rounds', async () => {
    const inbox = [writing(3, [1]), replaying(4), writing(4, [1], 'q'), writing(30, [2]), replaying(31)]
    const once = await run(database(inMemory()), inbox, [200])
    const inSteps = await run(
      database(inMemory()),
      inbox,
      Array.from({ length: 200 }, (_, ms) => ms + 1),
    )
    const later = await run(database(asynchronous(inMemory())), inbox, [7, 20, 31, 32, 50, 200])
    expect(inSteps.trace).toEqual(once.trace)
    expect(later.trace).toEqual(once.trace)
    expect(inSteps.outbox).toEqual(once.outbox)
    expect(later.outbox).toEqual(once.outbox)
    expect(once.answers.map(each => each.type)).toEqual([
      'WriteMessagesSucceeded',
      'ReplayedMessages',
      'RecoverySuccess',
      'WriteMessagesSucceeded',
      'WriteMessagesSucceeded',
      'ReplayedMessages',
      'RecoverySuccess',
    ])
  })

  test('sets nextDue to its commit, then to its answer', async () => {
    const { results } = await run(database(inMemory(), fixed(20)), [writing(10, [1])], [11, 21, 31])
    expect(results.map(each => each.nextDue)).toEqual([20, 30, null])
  })

  test('to another path than the journal becomes a dead letter', async () => {
    const stray = { ...writing(5, [1]), target: '/user/nobody' }
    const { trace, outbox } = await run(database(inMemory()), [stray], [100])
    expect(trace.at(-1)).toMatchObject({
      type: 'DeadLetter',
      to: '/user/nobody',
      label: 'WriteMessages',
      at: 5,
    })
    expect(outbox).toEqual([])
  })
})

const leasing = (
  due: number,
  type: 'AcquireLease' | 'RenewLease' | 'ReleaseLease',
  owner: string,
): Envelope => ({
  ...envelope(due, { type, lease: 'sbr', owner, timeToLiveMs: 1000 }),
  target: '/system/lease',
})

describe('a lease request', () => {
  const inbox = [
    leasing(10, 'AcquireLease', 'node-1:1'),
    leasing(11, 'AcquireLease', 'node-2:1'),
    writing(12, [1]),
    leasing(13, 'RenewLease', 'node-1:1'),
    leasing(14, 'ReleaseLease', 'node-1:1'),
    leasing(15, 'AcquireLease', 'node-2:1'),
  ]

  test('is answered in order with the other requests, and each changed row is traced', async () => {
    const { answers, outbox, trace } = await run(database(inMemory(), fixed(20)), inbox, [100])
    expect(answers.map(({ type }) => type)).toEqual([
      'LeaseGranted',
      'LeaseRefused',
      'WriteMessagesSucceeded',
      'LeaseGranted',
      'LeaseReleased',
      'LeaseGranted',
    ])
    expect(answers[1]).toMatchObject({ owner: 'node-1:1' })
    expect(outbox[0]?.sender).toBe('pekko://Database@database:5432/system/lease')
    expect(trace.filter(({ type }) => type === 'LeaseChanged')).toMatchObject([
      { at: 20, lease: 'sbr', change: 'acquired', owner: 'node-1:1', expiresAt: 1020 },
      { at: 23, change: 'renewed', owner: 'node-1:1', expiresAt: 1023 },
      { at: 24, change: 'released', owner: null },
      { at: 25, change: 'acquired', owner: 'node-2:1', expiresAt: 1025 },
    ])
  })

  test('has the same outcome on stores with promises and with other rounds', async () => {
    const once = await run(database(inMemory()), inbox, [200])
    const later = await run(database(asynchronous(inMemory())), inbox, [7, 20, 31, 32, 50, 200])
    expect(later.trace).toEqual(once.trace)
    expect(later.outbox).toEqual(once.outbox)
  })

  test('finds the row that an earlier incarnation of the database stored', async () => {
    const stores = inMemory()
    await run(database(stores, fixed(20)), inbox.slice(0, 1), [100])
    const { answers, trace } = await run(
      database(stores, fixed(20), 0, 2),
      [leasing(10, 'AcquireLease', 'x:1')],
      [100],
    )
    expect(answers).toMatchObject([{ type: 'LeaseRefused', owner: 'node-1:1' }])
    expect(trace.filter(({ type }) => type === 'LeaseChanged')).toMatchObject([
      { change: 'opened', owner: 'node-1:1', expiresAt: 1020 },
    ])
  })

  test('fails when the store fails or another database has changed the row', async () => {
    for (const [compareAndSet, name] of [
      [
        () => Promise.reject(new DOMException('in the words of some browser', 'QuotaExceededError')),
        'QuotaExceededError',
      ],
      [() => false, 'LeaseConflict'],
    ] as const) {
      const stores = { ...inMemory(), leases: { rows: () => [], compareAndSet } }
      const { answers } = await run(database(stores), [leasing(1, 'AcquireLease', 'node-1:1')], [100])
      expect(answers).toMatchObject([{ type: 'LeaseFailed', error: { name } }])
    }
  })

  test('to the journal becomes a dead letter', async () => {
    const stray = { ...leasing(5, 'AcquireLease', 'x:1'), target: '/system/journal' }
    const { trace } = await run(database(inMemory()), [stray], [100])
    expect(trace.at(-1)).toMatchObject({ type: 'DeadLetter', to: '/system/journal', label: 'AcquireLease' })
  })
})

describe('commits', () => {
  test('of one round share one append and are traced separately', async () => {
    const stores = inMemory()
    const commits: (readonly AtomicWrite[])[] = []
    const counting: Stores = {
      ...stores,
      journal: {
        ...stores.journal,
        append: commit => {
          commits.push(commit)
          return stores.journal.append(commit)
        },
      },
    }
    const inbox = [writing(1, [1]), writing(2, [1], 'q'), writing(3, [2])]
    const { trace, answers } = await run(database(counting, fixed(10)), inbox, [50])
    expect(commits.map(each => each.length)).toEqual([3])
    expect(answers.map(each => each.type)).toEqual(Array(3).fill('WriteMessagesSucceeded'))
    expect(trace.filter(each => each.type === 'JournalChanged')).toMatchObject([
      { at: 6, persistenceId: 'p', highestSequenceNr: 1 },
      { at: 7, persistenceId: 'q', highestSequenceNr: 1 },
      { at: 8, persistenceId: 'p', highestSequenceNr: 2 },
    ])
  })

  test('survive a later crash; an uncommitted request is lost', async () => {
    const stores = inMemory()
    // Arrives at 0 and commits at 10; the second arrives at 5 and would commit at 15.
    await run(database(stores, fixed(20)), [writing(0, [1]), writing(5, [2])], [12])
    const again = database(stores, fixed(20), 12, 2)
    const { trace } = await run(again, [], [20])
    expect(trace.at(-1)).toMatchObject({
      type: 'JournalChanged',
      change: 'opened',
      highestSequenceNr: 1,
      events: 1,
    })
  })

  test('[P-045] are answered in order of arrival, across all persistence ids', async () => {
    const inbox = Array.from({ length: 20 }, (_, i) => writing(i, [1], `id-${i}`))
    const { answers } = await run(database(inMemory(), { latency: { minMs: 0, maxMs: 50 } }), inbox, [500])
    expect(answers.map(each => each.persistenceId)).toEqual(inbox.map((_, i) => `id-${i}`))
  })

  test('with a used number fail, unless uniqueSequenceNrs is false', async () => {
    const twice = [writing(1, [1, 2]), writing(2, [2])]
    const strict = await run(database(inMemory()), twice, [200])
    expect(strict.answers[1]).toMatchObject({
      type: 'WriteMessagesFailed',
      error: { name: 'SequenceNrTaken' },
    })
    const lax = await run(database(inMemory(), { uniqueSequenceNrs: false }), twice, [200])
    expect(lax.answers[1]).toMatchObject({ type: 'WriteMessagesSucceeded' })
  })

  test('that the store refuses fail alone; the other writes of the round succeed', async () => {
    class QuotaExceededError extends Error {
      override readonly name = 'QuotaExceededError'
    }
    const stores = inMemory()
    const full: Stores = {
      ...stores,
      journal: {
        ...stores.journal,
        append: commit =>
          commit.some(each => each.persistenceId === 'big')
            ? Promise.reject(new QuotaExceededError('in the words of some browser'))
            : stores.journal.append(commit),
      },
    }
    const inbox = [writing(1, [1]), writing(2, [1], 'big'), writing(3, [2])]
    const { answers, trace } = await run(database(full), inbox, [200])
    expect(answers.map(each => each.type)).toEqual([
      'WriteMessagesSucceeded',
      'WriteMessagesFailed',
      'WriteMessagesSucceeded',
    ])
    expect(answers[1]?.error).toEqual({ name: 'QuotaExceededError' })
    expect(trace.filter(each => each.type === 'Logged')).toMatchObject([
      { level: 'error', text: 'WriteMessages for [big] failed: QuotaExceededError' },
    ])
  })

  test('[P-013] of several writes store the storable ones and reject the others by index', async () => {
    const stores = inMemory()
    const broken = envelope(1, {
      type: 'WriteMessages',
      writes: [
        [{ sequenceNr: 1, writerUuid: 'w', payload: 'one' }],
        [{ sequenceNr: 2, writerUuid: 'w', payload: Number.NaN }],
        [{ sequenceNr: 3, writerUuid: 'w', payload: 'three' }],
      ],
    })
    const { answers } = await run(database(stores), [broken], [200])
    expect(answers).toMatchObject([
      { type: 'WriteMessagesRejected', rejected: [{ write: 1, error: { name: 'NotStorable' } }] },
    ])
    const stored = await stores.journal.replay('p', { fromSequenceNr: 1, toSequenceNr: 9, max: 9 })
    expect(stored.map(each => each.payload)).toEqual(['one', 'three'])
  })
})

describe('replay', () => {
  test('[P-038] returns batches, each only on request', async () => {
    const db = database(inMemory(), fixed(0))
    const inbox = [
      writing(0, [1, 2, 3, 4, 5]),
      replaying(1, { batchSize: 2 }),
      replaying(9, { batchSize: 2, fromSequenceNr: 5 }),
    ]
    const { answers } = await run(db, inbox, [200])
    expect(answers.slice(1)).toMatchObject([
      { type: 'ReplayedMessages', events: [{ sequenceNr: 1 }, { sequenceNr: 2 }], nextSequenceNr: 3 },
      { type: 'ReplayedMessages', events: [{ sequenceNr: 5 }], nextSequenceNr: null },
      { type: 'RecoverySuccess', highestSequenceNr: 5 },
    ])
  })

  test('[P-040] skips deleted numbers instead of ending', async () => {
    const db = database(inMemory(), fixed(0))
    const inbox = [
      writing(0, [1, 2, 3, 4, 5]),
      envelope(1, { type: 'DeleteMessagesTo', toSequenceNr: 4 }),
      replaying(2, { batchSize: 2 }),
    ]
    const { answers } = await run(db, inbox, [200])
    expect(answers.slice(1)).toMatchObject([
      { type: 'DeleteMessagesSucceeded', toSequenceNr: 4 },
      { type: 'ReplayedMessages', events: [{ sequenceNr: 5 }], nextSequenceNr: null },
      { type: 'RecoverySuccess', highestSequenceNr: 5 },
    ])
  })

  test('of an id without events, or of an empty range, returns only RecoverySuccess', async () => {
    const db = database(inMemory(), fixed(0))
    const { answers } = await run(
      db,
      [replaying(0), writing(1, [1]), replaying(2, { fromSequenceNr: 2 }), replaying(3, { max: 0 })],
      [200],
    )
    expect(answers).toMatchObject([
      { type: 'RecoverySuccess', highestSequenceNr: 0 },
      { type: 'WriteMessagesSucceeded' },
      { type: 'RecoverySuccess', highestSequenceNr: 1 },
      { type: 'RecoverySuccess', highestSequenceNr: 1 },
    ])
  })
})

test('snapshots are saved with the virtual time of their commit, loaded and deleted', async () => {
  const db = database(inMemory(), fixed(10))
  const inbox = [
    envelope(0, { type: 'LoadSnapshot', criteria: {} }),
    envelope(1, { type: 'SaveSnapshot', sequenceNr: 3, snapshot: { count: 3 } }),
    envelope(2, { type: 'LoadSnapshot', criteria: {} }),
    envelope(3, { type: 'DeleteSnapshots', criteria: { maxSequenceNr: 3 } }),
  ]
  const { answers, trace } = await run(db, inbox, [200])
  const metadata = { persistenceId: 'p', sequenceNr: 3, timestamp: 6 }
  expect(answers).toMatchObject([
    { type: 'SnapshotLoaded', snapshot: null },
    { type: 'SaveSnapshotSucceeded', metadata },
    { type: 'SnapshotLoaded', snapshot: { ...metadata, snapshot: { count: 3 } } },
    { type: 'DeleteSnapshotsSucceeded', criteria: { maxSequenceNr: 3 } },
  ])
  expect(trace.filter(each => each.type === 'JournalChanged')).toMatchObject([
    { change: 'snapshot', snapshots: [3] },
    { change: 'snapshots-deleted', snapshots: [] },
  ])
})

describe('a live query', () => {
  const awaiting = (due: number, of: { readonly [key: string]: Plain }) =>
    envelope(due, { type: 'AwaitCommit', of })
  const hints = (outbox: readonly Envelope[]) =>
    outbox.filter(({ message }) => JSON.stringify(message).includes('CommitHint')).map(({ due }) => due)

  test('is informed once, at the instant of the next commit that concerns it, because of that write', async () => {
    const byTag = awaiting(1, { by: 'selection', selection: { by: 'tag', tag: 'red' }, afterOffset: 0 })
    const inbox = [byTag, writing(20, [1]), tagged(40, 2, 'red'), tagged(60, 3, 'red')]
    const { outbox, trace } = await database(inMemory(), fixed(10)).advance({
      from: 0,
      to: 100,
      inbox,
      commands: [],
    })
    // Committed at 45, and the link takes 5 ms.
    expect(hints(outbox)).toEqual([50])
    const hint = trace.find(each => each.type === 'MessageSent' && each.label === 'CommitHint')
    const write = trace.find(each => each.type === 'MessageDelivered' && each.at === 40)
    expect(hint).toMatchObject({ at: 45, cause: `database/${write?.seq}` })
  })

  test('is informed at once of events that are stored already', async () => {
    const inbox = [
      writing(1, [1]),
      awaiting(20, { by: 'id', persistenceId: 'p', afterSequenceNr: 0 }),
      awaiting(40, { by: 'ids', known: 1 }),
      writing(60, [1], 'q'),
    ]
    const { outbox } = await database(inMemory(), fixed(10)).advance({
      from: 0,
      to: 100,
      inbox,
      commands: [],
    })
    expect(hints(outbox)).toEqual([35, 70])
  })

  test('has one open request, the last one', async () => {
    const byId = { by: 'id', persistenceId: 'p', afterSequenceNr: 0 }
    const inbox = [awaiting(1, byId), awaiting(2, byId), writing(20, [1])]
    const { outbox } = await database(inMemory(), fixed(10)).advance({
      from: 0,
      to: 100,
      inbox,
      commands: [],
    })
    expect(hints(outbox)).toEqual([30])
  })
})

const tagged = (due: number, sequenceNr: number, tag: string) =>
  envelope(due, {
    type: 'WriteMessages',
    persistenceId: 'p',
    writes: [[{ sequenceNr, writerUuid: 'w', payload: { type: 'Counted', sequenceNr }, tags: [tag] }]],
  })
