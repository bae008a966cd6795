import { describe, expect, test } from 'vitest'
import { EventLog, type TraceEvent, type TraceEventBody } from '../../trace/index.ts'
import { factsOf } from './facts-of.ts'
import { isBooked, JournalBook, replaysAt, type Stream } from './journal-book.ts'
import { type JournalRow, type JournalRows, rowsOf } from './journal-rows.ts'

const writer = '/user/writer#1'
const journal = 'pekko://Database@database:5432/system/journal'

/** A trace that grows by the events of one request. */
class Trace {
  readonly events: TraceEvent[] = []
  #seq = 0
  #stored = 0

  emit(node: string, body: TraceEventBody, cause?: string): string {
    const seq = this.#seq++
    this.events.push({
      at: seq * 10,
      node,
      seq,
      ...body,
      ...(cause === undefined ? {} : { cause }),
    } as TraceEvent)
    return `${node}/${seq}`
  }

  /** Emits a request and its arrival, and returns the id of the arrival. */
  request(label: string, body: object): string {
    const text = JSON.stringify(body).slice(0, 400)
    const sent = this.emit('node-1', {
      type: 'MessageSent',
      protocol: 'persistence',
      from: writer,
      to: journal,
      toNode: 'database',
      label,
      body: text,
    })
    return this.emit(
      'database',
      { type: 'MessageDelivered', protocol: 'persistence', to: '/system/journal', label, waiting: 0 },
      sent,
    )
  }

  commit(numbers: readonly number[], payload = 'x', tags?: readonly string[]): void {
    const events = numbers.map(sequenceNr => ({
      sequenceNr,
      writerUuid: 'w-1',
      payload: { type: 'Added', payload },
      ...(tags === undefined ? {} : { tags }),
    }))
    const delivered = this.request('WriteMessages', { type: 'WriteMessages', writes: [events] })
    this.#stored += numbers.length
    this.changed('appended', Math.max(...numbers), delivered)
  }

  changed(
    change: 'appended' | 'deleted' | 'snapshot',
    highestSequenceNr: number,
    cause: string,
    snapshots: readonly number[] = [],
    stored = this.#stored,
  ): void {
    this.#stored = stored
    this.emit(
      'database',
      { type: 'JournalChanged', persistenceId: 'p', change, highestSequenceNr, events: stored, snapshots },
      cause,
    )
  }

  acknowledge(sequenceNr: number, state: object): void {
    this.emit('node-1', {
      type: 'EventPersisted',
      actor: writer,
      persistenceId: 'p',
      sequenceNr,
      label: 'Added',
      body: '{"type":"Added"}',
    })
    this.emit('node-1', { type: 'StateChanged', actor: writer, state: JSON.stringify(state) })
  }
}

function bookOf(events: readonly TraceEvent[]): { readonly stream: Stream; readonly log: EventLog } {
  const log = new EventLog()
  log.append(events)
  const book = new JournalBook()
  for (const [position, event] of events.entries()) if (isBooked(event)) book.add(position, event)
  return { stream: book.stream('p')!, log }
}

const shownRows = (stream: Stream, shown: number): readonly string[] =>
  rowsIn(rowsOf(stream, shown)).map(row =>
    row.type === 'event'
      ? `${row.event.sequenceNr}`
      : row.type === 'snapshot'
        ? `snapshot ${row.snapshot.sequenceNr}`
        : `deleted ${row.to}`,
  )

const rowsIn = (rows: JournalRows): readonly JournalRow[] =>
  Array.from({ length: rows.length }, (_, index) => rows.at(index)!)

describe('the rows of a journal', () => {
  const trace = new Trace()
  trace.commit([1, 2])
  const afterTwo = trace.events.length
  trace.acknowledge(2, { sum: 2 })
  trace.commit([3], 'y', ['t'])
  const beforeSnapshot = trace.events.length
  trace.changed('snapshot', 3, trace.request('SaveSnapshot', {}), [3])
  trace.changed('deleted', 3, trace.request('DeleteMessagesTo', { toSequenceNr: 2 }), [3], 1)
  const { stream, log } = bookOf(trace.events)

  test('are those of the cursor, forwards and backwards', () => {
    expect(shownRows(stream, trace.events.length)).toEqual(['deleted 2', '3', 'snapshot 3'])
    expect(shownRows(stream, beforeSnapshot)).toEqual(['1', '2', '3'])
    expect(shownRows(stream, afterTwo)).toEqual(['1', '2'])
    expect(shownRows(stream, afterTwo - 1)).toEqual([])
  })

  test('are found by their number, and count the events among them', () => {
    const rows = rowsOf(stream, trace.events.length)
    for (const [index, row] of rowsIn(rows).entries()) expect(rows.indexOf(row)).toBe(index)
    expect([rows.at(-1), rows.at(rows.length)]).toEqual([undefined, undefined])
    expect([rows.listed, rows.firstEvent]).toEqual([1, 1])
    const early = rowsOf(stream, afterTwo)
    expect(early.indexOf({ type: 'event', event: stream.latest(3)! })).toBe(-1)
    expect(rows.indexOf({ type: 'event', event: stream.latest(1)! })).toBe(-1)
  })

  test('have writer, tags, instant and content', () => {
    const third = stream.latest(3)!
    expect(factsOf(log, third)).toEqual({
      at: trace.events[third.position]!.at,
      label: 'Added',
      payload: '{"type":"Added","payload":"y"}',
      writer: 'w-1',
      actor: { path: writer, participant: 'node-1' },
      tags: ['t'],
      imported: false,
    })
  })

  test('know the state after the event that led to it only', () => {
    expect(stream.latest(1)).toMatchObject({ persisted: null, state: null })
    expect(log.at(stream.latest(2)!.state!)).toMatchObject({ type: 'StateChanged', state: '{"sum":2}' })
    expect(stream.latest(3)).toMatchObject({ persisted: null, state: null })
  })
})

test('the events of a request that the trace cut are numbered by the commit and keep their writer', () => {
  const trace = new Trace()
  trace.commit([1])
  trace.commit([2, 3, 4], 'long '.repeat(100))
  const { stream, log } = bookOf(trace.events)
  expect(shownRows(stream, trace.events.length)).toEqual(['1', '2', '3', '4'])
  expect(factsOf(log, stream.latest(3)!)).toMatchObject({ payload: null, writer: 'w-1' })
})

test('the rows of two writers with the same numbers stand in the order of their commits', () => {
  const trace = new Trace()
  trace.commit([1, 2, 3])
  trace.changed('snapshot', 3, trace.request('SaveSnapshot', {}), [2])
  trace.commit([3])
  trace.commit([4])
  const { stream } = bookOf(trace.events)
  const rows = rowsOf(stream, trace.events.length)
  expect(shownRows(stream, trace.events.length)).toEqual(['1', '2', 'snapshot 2', '3', '3', '4'])
  for (const [index, row] of rowsIn(rows).entries()) expect(rows.indexOf(row)).toBe(index)
})

test('a recovering actor stands at the event that it reads next, until its recovery ends', () => {
  const trace = new Trace()
  trace.commit([1, 2, 3])
  trace.emit('node-1', { type: 'RecoveryStarted', actor: writer, persistenceId: 'p' })
  const started = trace.events.length
  trace.request('ReplayMessages', { type: 'ReplayMessages', fromSequenceNr: 3 })
  const reading = trace.events.length
  trace.emit('node-1', {
    type: 'RecoveryCompleted',
    actor: writer,
    persistenceId: 'p',
    sequenceNr: 3,
    snapshotNr: 2,
    replayed: 1,
  })
  const { stream } = bookOf(trace.events)
  const place = { node: 'node-1', actor: writer }
  expect(replaysAt(stream, started)).toEqual([{ ...place, reads: 0 }])
  expect(replaysAt(stream, reading)).toEqual([{ ...place, reads: 3 }])
  expect(replaysAt(stream, trace.events.length)).toEqual([])
})

test('a recovery ends with its node', () => {
  const trace = new Trace()
  trace.commit([1])
  trace.emit('node-1', { type: 'RecoveryStarted', actor: writer, persistenceId: 'p' })
  trace.emit('conductor', {
    type: 'ParticipantStopped',
    participant: 'node-1',
    reason: 'killed',
    lostInFlight: 0,
  })
  const { stream } = bookOf(trace.events)
  expect(replaysAt(stream, trace.events.length)).toEqual([])
})

test('imported events are those of the action', () => {
  const trace = new Trace()
  const event = {
    persistenceId: 'p',
    sequenceNr: 3,
    writerUuid: 'old',
    timestamp: 777,
    payload: { type: 'Added' },
    tags: ['t'],
  }
  const action = trace.emit('conductor', {
    type: 'ActionDone',
    index: 0,
    action: {
      type: 'LoadJournal',
      participant: 'database',
      journal: {
        streams: [{ persistenceId: 'p', deletedTo: 2, missing: [] }],
        events: [event],
        snapshots: [],
      },
    },
  })
  trace.emit(
    'database',
    {
      type: 'JournalChanged',
      persistenceId: 'p',
      change: 'opened',
      highestSequenceNr: 3,
      events: 1,
      snapshots: [3],
    },
    action,
  )
  const { stream, log } = bookOf(trace.events)
  expect(shownRows(stream, trace.events.length)).toEqual(['deleted 2', '3', 'snapshot 3'])
  expect(factsOf(log, stream.latest(3)!)).toMatchObject({
    at: 777,
    label: 'Added',
    writer: 'old',
    tags: ['t'],
    imported: true,
  })
})
