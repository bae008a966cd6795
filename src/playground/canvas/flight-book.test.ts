import { expect, test } from 'vitest'
import type { TraceEvent } from '../../trace/index.ts'
import { FlightBook } from './flight-book.ts'

const sent = (seq: number, at: number, dueAt: number, label = 'Write'): TraceEvent => ({
  type: 'MessageSent',
  at,
  node: 'client',
  seq,
  from: null,
  to: '/user/a',
  toNode: 'node-1',
  dueAt,
  label,
  protocol: 'user',
})
const labels = (book: FlightBook) => [...book.all()].map(flight => flight.label)

test('a message flies until the shown time has reached its arrival', () => {
  const book = new FlightBook()
  book.add([sent(0, 100, 300)], 100)
  book.removeArrived(299)
  expect(labels(book)).toEqual(['Write'])
  expect(book.removeArrived(300)).toEqual([])
  expect(book.size).toBe(0)
})

test('a message within a participant is no flight', () => {
  const book = new FlightBook()
  book.add(
    [
      {
        type: 'MessageSent',
        at: 1,
        node: 'client',
        seq: 0,
        from: null,
        to: '/user/a',
        label: 'Tick',
        protocol: 'user',
      },
    ],
    0,
  )
  expect(book.size).toBe(0)
})

test('a dropped message and a message to a killed participant are returned as lost', () => {
  const book = new FlightBook()
  book.add([sent(0, 100, 300), sent(1, 100, 400, 'Get')], 100)
  book.add(
    [
      {
        type: 'MessageDropped',
        at: 300,
        node: 'node-1',
        seq: 0,
        cause: 'client/0',
        to: '/user/a',
        label: 'Write',
        why: 'cut',
      },
    ],
    200,
  )
  expect(book.removeArrived(300).map(flight => flight.label)).toEqual(['Write'])
  book.add(
    [
      {
        type: 'ParticipantStopped',
        at: 350,
        node: 'conductor',
        seq: 0,
        participant: 'node-1',
        reason: 'killed',
        lostInFlight: 1,
      },
    ],
    300,
  )
  expect(book.removeArrived(400).map(flight => flight.label)).toEqual(['Get'])
})

test('a message due before the shown time is not added', () => {
  const book = new FlightBook()
  book.add([sent(0, 100, 300)], 5000)
  expect(book.size).toBe(0)
})
