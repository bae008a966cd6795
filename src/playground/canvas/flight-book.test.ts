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
})
const labels = (book: FlightBook) => [...book.all()].map(flight => flight.label)

test('a message flies until the shown time has reached its arrival', () => {
  const book = new FlightBook()
  book.add([sent(0, 100, 300)], 100)
  book.land(299)
  expect(labels(book)).toEqual(['Write'])
  expect(book.land(300)).toEqual([])
  expect(book.size).toBe(0)
})

test('what stays within a participant does not fly', () => {
  const book = new FlightBook()
  book.add(
    [{ type: 'MessageSent', at: 1, node: 'client', seq: 0, from: null, to: '/user/a', label: 'Tick' }],
    0,
  )
  expect(book.size).toBe(0)
})

test('what was dropped, or flew to one that died, is lost where it ends', () => {
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
  expect(book.land(300).map(flight => flight.label)).toEqual(['Write'])
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
  expect(book.land(400).map(flight => flight.label)).toEqual(['Get'])
})

test('gossip and heartbeats are wallpaper, a write is not', () => {
  const book = new FlightBook()
  book.add([sent(0, 1, 9, 'GossipStatus'), sent(1, 1, 9, 'HeartbeatRsp'), sent(2, 1, 9, 'Write')], 0)
  expect([...book.all()].map(flight => flight.background)).toEqual([true, true, false])
})

test('what was due before the shown time is not taken in', () => {
  const book = new FlightBook()
  book.add([sent(0, 100, 300)], 5000)
  expect(book.size).toBe(0)
})
