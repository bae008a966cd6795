import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Plain } from '../../trace/plain.ts'
import { type ActorRef, toolkitMessage } from '../actor/index.ts'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { EventQueries } from './event-queries.ts'
import type { JournalAnswer, JournalCommand } from './journal-protocol.ts'
import { inMemoryStores, Persistence } from './persistence.ts'
import type { PersistenceSettings } from './persistence-settings.ts'
import type { QueryElement } from './query-element.ts'
import { StoreService, type StoreServiceSettings } from './store-service.ts'

const persistenceId = 'writer'

/** The state that the tests' writer and readers build: what each event wrote, in order. */
type State = readonly number[]

/** A writer, and a query whose every step waits until the test lets the journal answer. */
function setUp(settings: Partial<PersistenceSettings> = {}, keeping: StoreServiceSettings = {}) {
  const kit = ActorTestKit.create()
  Persistence.get(kit.system).configure({ replayBatchSize: 2, ...settings })
  const stores = inMemoryStores()
  const keeper = StoreService.open(stores, keeping) as StoreService
  const carryOut = (command: JournalCommand) => {
    const done = keeper.execute([{ command, at: kit.now }]) as readonly {
      answers: readonly JournalAnswer[]
    }[]
    for (const answer of done.flatMap(each => each.answers)) command.replyTo.tell(toolkitMessage(answer))
    kit.runUntilIdle()
  }
  const journal = kit.createTestProbe<JournalCommand>('journal')
  const reader = kit.createTestProbe<QueryElement>('reader')
  const asked = { persistenceId, requestId: 9, replyTo: kit.system.ignoreRef as ActorRef<JournalAnswer> }
  let written = 0
  let loads = 0
  const writer = {
    state: (): State => Array.from({ length: written }, (_, index) => index + 1),
    write(count = 1, writerUuid = 'w') {
      for (let i = 0; i < count; i++) {
        written++
        carryOut({
          ...asked,
          type: 'WriteMessages',
          writes: [[{ sequenceNr: written, writerUuid, payload: written }]],
        })
      }
    },
    writeAt: (sequenceNr: number, writerUuid: string, payload: Plain) =>
      carryOut({ ...asked, type: 'WriteMessages', writes: [[{ sequenceNr, writerUuid, payload }]] }),
    save: () =>
      carryOut({ ...asked, type: 'SaveSnapshot', sequenceNr: written, snapshot: [...writer.state()] }),
    deleteTo: (toSequenceNr: number) => carryOut({ ...asked, type: 'DeleteMessagesTo', toSequenceNr }),
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
  /** False: the query asks for nothing more. */
  const step = (): boolean => {
    kit.runUntilIdle()
    if (journal.pending.length === 0) return false
    const command = journal.receiveMessage()
    if (command.type === 'LoadSnapshot') loads++
    carryOut(command)
    return true
  }
  const finish = () => {
    while (step()) kit.runUntilIdle()
  }
  const found = () => reader.receiveMessages(reader.pending.length)
  return { kit, writer, query, step, finish, found, loads: () => loads }
}

/** What a reader knows that takes snapshots in place of its copy and refuses to skip a number. */
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
    case 'QueryCompleted':
      return `completed ${element.highestSequenceNr}`
    case 'QueryFailed':
      return `failed: ${element.reason}`
  }
}

describe('a current query', () => {
  test('over several batches leaves out what is stored after its first answer [P-249]', () => {
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

  test('loads the snapshot again when a deletion overtook it between two batches', () => {
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

  test('loads the snapshot again when everything was deleted between snapshot and events', () => {
    const { writer, query, step, finish, found } = setUp()
    writer.write(3)
    query()
    step()
    writer.save()
    writer.deleteTo(3)
    finish()
    expect(summary(found())).toEqual(['snapshot 3', 'completed 3'])
  })

  test('of a journal whose beginning was deleted without a snapshot tells the remainder, or nothing [P-252]', () => {
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

  test('of an empty journal, and from above the highest number, is empty and complete [P-253]', () => {
    const { writer, query, finish, found } = setUp()
    query()
    finish()
    expect(summary(found())).toEqual(['completed 0'])
    writer.write(2)
    query(9)
    finish()
    expect(summary(found())).toEqual(['completed 2'])
  })

  test('drops the events of a superseded writer, as a recovery does', () => {
    const { kit, writer, query, finish, found } = setUp({}, { uniqueSequenceNrs: false })
    writer.write(2, 'a')
    writer.writeAt(3, 'b', 'by b')
    writer.writeAt(3, 'a', 'by a')
    writer.writeAt(4, 'b', 'by b, too')
    query()
    finish()
    expect(summary(found())).toEqual(['events 1 2 by b by b, too', 'completed 4'])
    expect(kit.eventsOf('Logged').map(event => event.text)).toEqual([
      expect.stringContaining('It is dropped.'),
    ])
  })

  test('fails, and says so, on an event of a superseded writer where the filter is to fail', () => {
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

  test('tells a reader all that the writer knew when it began, whatever is saved and deleted between its steps', () => {
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
          // Reads on from there, as a reader does that missed an update.
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
