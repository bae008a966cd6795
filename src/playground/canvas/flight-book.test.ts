import { expect, test } from 'vitest'
import { randomRun } from '../../cli/random-run.ts'
import { EventLog, emptyView, flownShare, foldAll, type TraceEvent } from '../../trace/index.ts'
import { FlightBook, maxFlightMs } from './flight-book.ts'

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

test.each([3, 8])(
  'what flies is a function of the shown instant, so motion runs backwards (seed %i)',
  seed => {
    const { conductor } = randomRun(seed, 20_000)
    const log = new EventLog()
    log.append(conductor.trace)
    const instants = Array.from({ length: 1500 }, (_, frame) => 2000 + frame * 17)
    const stateOf = (book: FlightBook) =>
      [...book.all()].map(({ id, lost }) => `${id} ${lost}`).sort((a, b) => (a < b ? -1 : 1))

    const played = new FlightBook()
    let shown = 0
    const forwards = instants.map(at => {
      const position = log.countUntil(at)
      played.add(log.slice(shown, position), at)
      shown = position
      played.removeArrived(at)
      return stateOf(played)
    })

    const book = new FlightBook()
    const shares = new Map<string, number>()
    const backwards = instants.toReversed().map(at => {
      book.restore(log.slice(log.countUntil(at - maxFlightMs), log.countUntil(at)), at)
      book.removeArrived(at)
      for (const flight of book.all()) {
        const { id } = flight
        const share = flownShare(flight, at)
        expect(share, `${id} moves towards its sender`).toBeLessThan(shares.get(id) ?? 1)
        shares.set(id, share)
      }
      return stateOf(book)
    })
    expect(shares.size).toBeGreaterThan(500)
    expect(backwards.toReversed()).toEqual(forwards)
  },
)

test('a message that was held long ago is in the picture again after a jump, where it was held', () => {
  const messageSent = sent(0, 100, 300)
  const held: TraceEvent = {
    type: 'MessageHeld',
    at: 150,
    node: 'node-1',
    seq: 0,
    message: 'client/0',
    to: '/user/a',
    label: 'Write',
  }
  const shownAt = 150 + 2 * maxFlightMs
  const { flights } = foldAll(emptyView, [messageSent, held])
  const book = new FlightBook()
  book.restore([], shownAt, flights)
  book.removeArrived(shownAt)
  expect([...book.all()].map(flight => flownShare(flight, shownAt))).toEqual([0.25])
  book.restore([messageSent, held], 350, flights)
  book.removeArrived(350)
  expect(labels(book)).toEqual(['Write'])
})
