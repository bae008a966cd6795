import { expect, test } from 'vitest'
import { eventId, type TraceEvent, type TraceEventBody } from '../../../trace/index.ts'
import { databaseLoad } from './database-load.ts'

let seq = 0
const event = (at: number, body: TraceEventBody, cause?: TraceEvent, node = 'database'): TraceEvent =>
  ({
    at,
    node,
    seq: seq++,
    ...(cause === undefined ? null : { cause: eventId(cause) }),
    ...body,
  }) as TraceEvent
const arrives = (at: number, label = 'WriteMessages') =>
  event(at, { type: 'MessageDelivered', to: '/system/journal', label, waiting: 0, protocol: 'persistence' })
const commits = (at: number, cause: TraceEvent) =>
  event(
    at,
    {
      type: 'JournalChanged',
      persistenceId: 'p',
      change: 'appended',
      highestSequenceNr: 1,
      events: 1,
      snapshots: [],
    },
    cause,
  )
const answers = (at: number, cause: TraceEvent) =>
  event(
    at,
    {
      type: 'MessageSent',
      from: '/system/journal',
      to: '/user/a',
      label: 'WriteMessagesSucceeded',
      protocol: 'persistence',
      reply: true,
    },
    cause,
  )

test('a request waits from its arrival to its first answer, whose delay is the latency', () => {
  const [first, second] = [arrives(100), arrives(110)]
  const events = [first, second, commits(115, first), answers(130, first), answers(130, first)]
  expect(databaseLoad(events, 'database', 140)).toEqual({ waiting: 1, commitsPerSecond: 1, latencyMs: 30 })
})

test('only the commits of the last second count, and no answer gives no latency', () => {
  const events = [commits(100, arrives(0)), commits(1500, arrives(0))]
  expect(databaseLoad(events, 'database', 2000)).toEqual({
    waiting: 0,
    commitsPerSecond: 1,
    latencyMs: null,
  })
})

test('a crash loses the waiting requests, and a live query does not wait for the database', () => {
  const stopped = event(
    120,
    { type: 'ParticipantStopped', participant: 'database', reason: 'killed', lostInFlight: 0 },
    undefined,
    'conductor',
  )
  expect(databaseLoad([arrives(100), stopped], 'database', 130).waiting).toBe(0)
  expect(databaseLoad([arrives(100, 'AwaitCommit')], 'database', 130).waiting).toBe(0)
  expect(databaseLoad([stopped, arrives(100)], 'database', 130).waiting).toBe(1)
})
