import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Plain } from '../../trace/plain.ts'
import type { ActorRef } from '../actor/index.ts'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { EventQueries } from './event-queries.ts'
import { inMemoryStores } from './in-memory-stores.ts'
import { type JournalAnswer, type JournalCommand, persistenceProtocol } from './journal-protocol.ts'
import { Persistence } from './persistence.ts'
import type { PersistenceSettings } from './persistence-settings.ts'
import type { QueryElement } from './query-element.ts'
import { StoreService, type StoreServiceSettings } from './store-service.ts'

const persistenceId = 'writer'

/** State of the tests' writer and readers: the payloads of all events, in order. */
type State = readonly number[]

type OnLink = (answers: readonly JournalAnswer[]) => readonly JournalAnswer[]

/** A writer, and a query that advances one journal answer per call of `step`. */
function setUp(settings: Partial<PersistenceSettings> = {}, storeSettings: StoreServiceSettings = {}) {
  const kit = ActorTestKit.create()
  Persistence.get(kit.system).configure({ replayBatchSize: 2, ...settings })
  const stores = inMemoryStores()
  const service = StoreService.open(stores, storeSettings) as StoreService
  /** `onLink`: the answers that arrive, in the order of their arrival. */
  const execute = (command: JournalCommand, onLink: OnLink = all => all) => {
    const responses = service.execute([
      { command, at: kit.now, requester: '', replyTo: command.replyTo.path },
    ]) as readonly {
      answers: readonly JournalAnswer[]
    }[]
    for (const answer of onLink(responses.flatMap(each => each.answers)))
      command.replyTo.tell(persistenceProtocol.reply(answer))
    kit.runUntilIdle()
  }
  const journal = kit.createTestProbe<JournalCommand>('journal')
  const reader = kit.createTestProbe<QueryElement>('reader')
  const addressing = { persistenceId, requestId: 9, replyTo: kit.system.ignoreRef as ActorRef<JournalAnswer> }
  let written = 0
  let loads = 0
  const writer = {
    state: (): State => Array.from({ length: written }, (_, index) => index + 1),
    write(count = 1, writerUuid = 'w') {
      for (let i = 0; i < count; i++) {
        written++
        execute({
          ...addressing,
          type: 'WriteMessages',
          writes: [[{ sequenceNr: written, writerUuid, payload: written }]],
        })
      }
    },
    writeAt: (sequenceNr: number, writerUuid: string, payload: Plain) =>
      execute({ ...addressing, type: 'WriteMessages', writes: [[{ sequenceNr, writerUuid, payload }]] }),
    save: () =>
      execute({ ...addressing, type: 'SaveSnapshot', sequenceNr: written, snapshot: [...writer.state()] }),
    deleteTo: (toSequenceNr: number) => execute({ ...addressing, type: 'DeleteMessagesTo', toSequenceNr }),
  }
  const query = (fromSequenceNr = 1) => {
    kit.system.systemActorOf(
      EventQueries.currentEventsStartingFromSnapshot({
        persistenceId,
        fromSequenceNr,
        replyTo: reader.ref,
        journal: journal.ref,
      }),
      `query-${fromSequenceNr}-${kit.trace.length}`,
    )
    kit.runUntilIdle()
  }
  /** Executes the query's next request. Returns false if there is none. */
  const step = (onLink?: OnLink): boolean => {
    kit.runUntilIdle()
    if (journal.pending.length === 0) return false
    const command = journal.receiveMessage()
    if (command.type === 'LoadSnapshot') loads++
    execute(command, onLink)
    return true
  }
  const finish = (onLink?: OnLink) => {
    while (step(onLink)) kit.runUntilIdle()
  }
  const found = () => reader.receiveMessages(reader.pending.length)
  return { kit, writer, query, step, finish, found, loads: () => loads }
}

/** State of a reader that replaces its state by a snapshot and fails the test on a skipped number. */
function readBy(elements: readonly QueryElement[], from: State = []): State {
  let state = [...from]
  for (const element of elements) {
    if (element.type === 'SnapshotFound') state = [...(element.snapshot as State)]
    if (element.type !== 'EventsFound') continue
    for (const event of element.events) {
      expect(event.sequenceNr).toBe(state.length + 1)
      state.push(event.payload as number)
    }
  }
  return state
}

const summary = (elements: readonly QueryElement[]) => elements.map(textOf)

function textOf(element: QueryElement): string {
  switch (element.type) {
    case 'SnapshotFound':
      return `snapshot ${element.sequenceNr}`
    case 'EventsFound':
      return `events ${element.events.map(event => event.payload).join(' ')}`
    case 'EventsMissing':
      return `missing to ${element.toSequenceNr}`
    case 'QueryCompleted':
      return `completed ${element.highestSequenceNr}`
    case 'QueryFailed':
      return `failed: ${element.reason}`
  }
}

describe('a current-events query', () => {
  test('over several batches leaves out events stored after its first answer [P-249]', () => {
    const { writer, query, step, finish, found } = setUp({
      replayFilter: { mode: 'off', windowSize: 1, maxOldWriters: 1 },
    })
    writer.write(5)
    query()
    step()
    step()
    writer.write(4)
    finish()
    expect(summary(found())).toEqual(['events 1 2', 'events 3 4', 'events 5', 'completed 5'])
  })

  test('fails when a link loses its last batch', () => {
    const { kit, writer, query, finish, found } = setUp()
    writer.write(3)
    query()
    finish(answers => answers.filter(({ type }) => answers.length < 2 || type !== 'ReplayedMessages'))
    kit.advance(10_000)
    expect(summary(found())).toEqual(['failed: the journal did not answer within 10000 ms'])
  })

  test('emits each event once over a link that repeats and reorders messages', () => {
    const { writer, query, finish, found } = setUp()
    writer.write(4)
    query()
    finish(answers => [...answers].reverse().flatMap(answer => [answer, answer]))
    expect(summary(found())).toEqual(['events 1 2 3 4', 'completed 4'])
  })

  test('loads the snapshot again after a deletion between two batches', () => {
    const { writer, query, step, finish, found } = setUp()
    writer.write(6)
    query()
    step()
    step()
    writer.save()
    writer.deleteTo(6)
    finish()
    const elements = found()
    expect(readBy(elements)).toEqual(writer.state())
    expect(summary(elements)).toEqual(['events 1 2', 'snapshot 6', 'completed 6'])
  })

  test('loads the snapshot again after a deletion of all events between snapshot and replay', () => {
    const { writer, query, step, finish, found } = setUp()
    writer.write(3)
    query()
    step()
    writer.save()
    writer.deleteTo(3)
    finish()
    expect(summary(found())).toEqual(['snapshot 3', 'completed 3'])
  })

  test('of a journal with deleted events and no snapshot emits the remaining events [P-252]', () => {
    const { writer, query, finish, found } = setUp()
    writer.write(5)
    writer.deleteTo(3)
    query()
    finish()
    expect(summary(found())).toEqual(['events 4 5', 'completed 5'])
    writer.deleteTo(5)
    query()
    finish()
    expect(summary(found())).toEqual(['completed 5'])
  })

  test('of an empty journal, or from above the highest number, emits no events and completes [P-253]', () => {
    const { writer, query, finish, found } = setUp()
    query()
    finish()
    expect(summary(found())).toEqual(['completed 0'])
    writer.write(2)
    query(9)
    finish()
    expect(summary(found())).toEqual(['completed 2'])
  })

  test('discards the events of a superseded writer, as a recovery does', () => {
    const { kit, writer, query, finish, found } = setUp({}, { uniqueSequenceNrs: false })
    writer.write(2, 'a')
    writer.writeAt(3, 'b', 'by b')
    writer.writeAt(3, 'a', 'by a')
    writer.writeAt(4, 'b', 'by b, too')
    query()
    finish()
    expect(summary(found())).toEqual(['events 1 2 by b by b, too', 'completed 4'])
    expect(kit.eventsOf('Logged').map(event => event.text)).toEqual([
      expect.stringContaining('It is discarded.'),
    ])
  })

  test('emits QueryFailed on an event of a superseded writer in filter mode fail', () => {
    const { writer, query, finish, found } = setUp(
      { replayFilter: { mode: 'fail', windowSize: 100, maxOldWriters: 10 } },
      { uniqueSequenceNrs: false },
    )
    writer.writeAt(1, 'a', 'by a')
    writer.writeAt(1, 'b', 'by b')
    writer.writeAt(2, 'a', 'by a')
    query()
    finish()
    expect(summary(found())).toEqual([expect.stringContaining('failed: Event [')])
  })

  test('emits the complete state at its start, whatever is saved and deleted between its steps', () => {
    const action = fc.oneof(
      { weight: 3, arbitrary: fc.constant('step' as const) },
      fc.constant('write' as const),
      fc.constant('save' as const),
      fc.nat({ max: 3 }).map(behind => ({ behind })),
    )
    let reloads = 0
    fc.assert(
      fc.property(
        fc.nat({ max: 20 }),
        fc.array(action, { maxLength: 40 }),
        fc.constantFrom(1, 2, 3),
        fc.constantFrom(1, 2, 100),
        (before, actions, replayBatchSize, windowSize) => {
          const { writer, query, step, finish, found, loads } = setUp({
            replayBatchSize,
            replayFilter: { mode: 'repair-by-discard-old', windowSize, maxOldWriters: 10 },
          })
          writer.write(before)
          let saved = 0
          query()
          for (const next of actions) {
            if (next === 'step') step()
            else if (next === 'write') writer.write()
            else if (next === 'save') {
              writer.save()
              saved = writer.state().length
            } else if (saved > next.behind) writer.deleteTo(saved - next.behind)
          }
          finish()
          const elements = found()
          const known = readBy(elements)
          expect(known).toEqual(writer.state().slice(0, known.length))
          expect(known.length).toBeGreaterThanOrEqual(before)
          expect(summary(elements).at(-1)).toBe(`completed ${known.length}`)
          reloads += loads() - 1
          // Continues from there, as a reader does after a missed update.
          query(known.length + 1)
          finish()
          expect(readBy(found(), known)).toEqual(writer.state())
        },
      ),
      { numRuns: 300, seed: 7 },
    )
    expect(reloads).toBeGreaterThan(20)
  })
})
