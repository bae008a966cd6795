import { deflateSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { cqrsHeader } from '../../cli/random-run.ts'
import { simulate } from '../../cli/simulation.ts'
import { emptyView, foldAll } from '../fold.ts'
import { eventId } from '../identifiers.ts'
import { isRefused } from '../refused.ts'
import { SampleTrace } from '../sample-trace.ts'
import type { TraceEvent } from '../trace-event.ts'
import { EventLog } from './event-log.ts'
import { concernedParticipant, segmentLength } from './segment.ts'

const classOf = (event: TraceEvent): number =>
  event.type === 'Logged' ? 1 : event.type === 'MemberChanged' ? 2 : 0

describe('an event log of several segments, all but the newest packed', () => {
  let trace: readonly TraceEvent[]
  let log: EventLog

  beforeAll(() => {
    const write = (key: string) => ({ type: 'Write', key, value: '\ud83d\udc08' })
    const tell = (index: number, at: number, key: string) => ({
      index,
      at,
      action: { type: 'Tell', participant: 'client', actor: '/user/client', message: write(key) } as const,
    })
    const run = simulate(cqrsHeader(7), {
      actions: [
        tell(0, 9000, 'neko'),
        { index: 1, at: 12_000, action: { type: 'Kill', participant: 'node-1' } },
        { index: 2, at: 22_000, action: { type: 'Start', participant: 'node-1' } },
        tell(3, 24_000, 'inu'),
      ],
      until: 30_000,
    })
    if (isRefused(run)) throw new Error(run.refused)
    trace = run.trace
    log = new EventLog({ classify: classOf, openSegments: 1 })
    // In batches of changing size, as the conductor sends them.
    for (let from = 0, size = 1; from < trace.length; from += size, size = (size * 7) % 311) {
      log.append(trace.slice(from, from + size))
    }
  })

  test('has packed at least two segments', () => {
    expect(log).toHaveLength(trace.length)
    expect(trace.length).toBeGreaterThan(3 * segmentLength)
    expect(log.packedBytes).toBeGreaterThan(0)
    expect(log.packedBytes).toBeLessThan(60 * trace.length)
  })

  test('counts the events of some classes by emitter, also of a part of the run', () => {
    const classes = new Set([1, 2])
    for (const [from, to] of [
      [0, trace.length],
      [segmentLength - 3, segmentLength + 3],
      [1500, 2700],
      [trace.length, trace.length + 5],
    ] as const) {
      const expected = new Map<string, number>()
      for (const event of trace.slice(from, to))
        if (classes.has(classOf(event))) expected.set(event.node, (expected.get(event.node) ?? 0) + 1)
      expect(new Map([...log.countByEmitter(classes, from, to)].sort())).toEqual(
        new Map([...expected].sort()),
      )
    }
  })

  test('returns every event by position and by id, and none for other ids', () => {
    for (let i = 0; i < trace.length; i += 37) {
      const event = trace[i] as TraceEvent
      expect(log.at(i)).toEqual(event)
      expect(log.positionOf(eventId(event))).toBe(i)
      expect(log.byId(eventId(event))).toEqual(event)
    }
    expect(log.at(trace.length)).toBeUndefined()
    expect(log.at(-1)).toBeUndefined()
    for (const id of ['node-1/-1', 'node-1/999999', 'constructor/1', 'node-1/x', 'node-1/', '']) {
      expect(log.byId(id), id).toBeNull()
    }
  })

  test('folds to the same view at every border of a segment and in between', () => {
    const counts = [
      0,
      1,
      500,
      segmentLength - 1,
      segmentLength,
      segmentLength + 1,
      2 * segmentLength,
      trace.length,
    ]
    for (const count of counts) {
      expect(log.viewAt(count), `after ${count} events`).toEqual(foldAll(emptyView, trace.slice(0, count)))
    }
    expect(log.view).toEqual(foldAll(emptyView, trace))
  })

  test('counts the events up to an instant', () => {
    for (const at of [-1, 0, 1, 9000, 12_000, 29_999, 30_000, 1e9]) {
      expect(log.countUntil(at), `${at} ms`).toBe(trace.filter(event => event.at <= at).length)
    }
  })

  test('slices over the borders of segments', () => {
    const from = segmentLength - 3
    expect(log.slice(from, from + segmentLength + 6)).toEqual(trace.slice(from, from + segmentLength + 6))
    expect(log.slice(trace.length - 2)).toEqual(trace.slice(-2))
  })

  test('selects by class, participant and predicate, and continues a selection', () => {
    const positions = (matches: (event: TraceEvent) => boolean) =>
      trace.flatMap((event, position) => (matches(event) ? [position] : []))
    expect(log.select({})).toEqual(trace.map((_, position) => position))
    const logged = log.select({ classes: new Set([1]) })
    expect(logged).toEqual(positions(event => event.type === 'Logged'))
    const cut = (logged[3] as number) + 1
    expect(log.select({ classes: new Set([1]) }, cut)).toEqual(logged.slice(4))
    expect(log.select({ classes: new Set([1]) }, 0, cut)).toEqual(logged.slice(0, 4))
    expect(log.select({ matches: () => true }, segmentLength - 1, segmentLength + 1)).toEqual([
      segmentLength - 1,
      segmentLength,
    ])
    expect(log.select({ participants: new Set(['node-3']) })).toEqual(
      positions(event => event.node === 'node-3' || concernedParticipant(event) === 'node-3'),
    )
    expect(log.select({ participants: new Set(['no-such-node']) })).toEqual([])
    expect(log.select({ classes: new Set([2]), matches: event => event.at > 12_000 })).toEqual(
      positions(event => event.type === 'MemberChanged' && event.at > 12_000),
    )
  })
})

test('an event log drops its oldest segments and keeps positions, views and ids of the others', () => {
  const trace = SampleTrace.pair()
  const count = 5 * segmentLength + 10
  for (let i = trace.events.length; i < count; i++) {
    trace.after(1)
    const index = i
    trace.emit('conductor', { type: 'ActionDone', index, action: { type: 'Leave', node: 'node-1' } })
  }
  const { events } = trace
  const log = new EventLog({ openSegments: 1, maxSegments: 3 })
  for (let from = 0; from < count; from += 300) log.append(events.slice(from, from + 300))
  const first = 3 * segmentLength
  const at = (position: number) => events[position] as TraceEvent
  expect(log).toHaveLength(count)
  expect([log.firstHeld, log.heldFrom]).toEqual([first, at(first).at])
  expect([log.at(0), log.at(first - 1), log.at(first)]).toEqual([undefined, undefined, at(first)])
  expect(log.slice(0, first + 2)).toEqual(events.slice(first, first + 2))
  expect(log.select({}, 0, first + 2)).toEqual([first, first + 1])
  expect(log.positionOf(eventId(at(first - 1)))).toBeNull()
  expect(log.positionOf(eventId(at(first + 5)))).toBe(first + 5)
  expect(log.countUntil(0)).toBe(first)
  expect(log.countUntil(at(first + 7).at)).toBe(first + 8)
  for (const position of [0, first, first + 100, first + segmentLength, count]) {
    const shown = Math.max(first, position)
    expect(log.viewAt(position), `at ${position}`).toEqual(foldAll(emptyView, events.slice(0, shown)))
  }
})

test('an empty event log has the empty view and no event', () => {
  const log = new EventLog()
  expect(log.view).toEqual(emptyView)
  expect(log.viewAt(0)).toEqual(emptyView)
  expect(log.at(0)).toBeUndefined()
  expect(log.countUntil(1000)).toBe(0)
  expect(log.slice(0)).toEqual([])
})

test('an event concerns the receiver of its message, the participant that stopped and the target of an action', () => {
  const trace = SampleTrace.pair()
  const sent = trace.send('node-1', 'node-2', 'Hello', '/user/a')
  const stopped = trace.kill('node-2')
  expect(concernedParticipant(sent)).toBe('node-2')
  expect(concernedParticipant(stopped)).toBe('node-2')
  const leave = trace.emit('conductor', {
    type: 'ActionDone',
    index: 0,
    action: { type: 'Leave', node: 'node-1' },
  })
  expect(concernedParticipant(leave)).toBe('node-1')
})

test('a log that packs in the background holds every event before, while and after it packs', async () => {
  const trace = new SampleTrace()
  trace.start('node-1')
  for (let i = 0; i < 4 * segmentLength; i++) trace.after(1).send('node-1', 'node-2', `Hello ${i}`, '/user/a')
  const deflated: Promise<Uint8Array>[] = []
  const log = new EventLog({
    openSegments: 1,
    deflate: bytes => {
      const failing = deflated.length === 1
      const result = failing ? Promise.reject(new Error('No memory.')) : Promise.resolve(deflateSync(bytes))
      deflated.push(result)
      return result
    },
  })
  log.append(trace.events)
  expect(log.packedBytes).toBe(0)
  expect(log.slice(0)).toEqual(trace.events)
  await Promise.allSettled(deflated)
  await Promise.resolve()
  expect(log.packedBytes).toBeGreaterThan(0)
  expect(log.slice(0)).toEqual(trace.events)
  expect(deflated.length, 'each old segment is packed once').toBe(4)
})
