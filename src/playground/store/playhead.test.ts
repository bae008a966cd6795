import { expect, test } from 'vitest'
import { EventLog, type TraceEvent } from '../../trace/index.ts'
import type { Director } from './director.ts'
import { Playhead } from './playhead.ts'

const eventsAt = (...instants: readonly number[]): readonly TraceEvent[] =>
  instants.map((at, seq) => ({ node: 'node-1', seq, at, type: 'ActorStarted', actor: `/user/${seq}` }))

function playheadOver(...instants: readonly number[]): Playhead {
  const log = new EventLog()
  log.append(eventsAt(...instants))
  const playhead = new Playhead()
  playhead.show(log)
  return playhead
}

/** Waits before and after the events with these numbers, and records the order of its calls. */
function directorWith(leads: Readonly<Record<number, number>>, dwells: Readonly<Record<number, number>>) {
  const calls: string[] = []
  let passed = 0
  const director: Director = {
    lead: ({ seq }) => {
      calls.push(`lead ${seq} at ${passed}`)
      return leads[seq] ?? 0
    },
    reveal: ({ seq }) => {
      calls.push(`reveal ${seq} at ${passed}`)
      return dwells[seq] ?? 0
    },
    advance: ms => {
      passed += ms
    },
    maxRate: () => Number.POSITIVE_INFINITY,
    clear: () => calls.push('clear'),
  }
  return { director, calls }
}

const advance = (playhead: Playhead, elapsedMs: number, options: { rate?: number; until?: number } = {}) =>
  playhead.advance({ elapsedMs, rate: 1, until: 1000, waits: true, ...options }).map(({ seq }) => seq)

test('the playhead moves evenly and shows each event at its instant', () => {
  const playhead = playheadOver(10, 10, 30)
  expect(advance(playhead, 9)).toEqual([])
  expect(playhead.at).toBe(9)
  expect(advance(playhead, 1)).toEqual([0, 1])
  expect(advance(playhead, 5, { rate: 4 })).toEqual([2])
  expect(playhead.at).toBe(30)
})

test('the playhead does not pass the limit of instants', () => {
  const playhead = playheadOver(10, 20)
  expect(advance(playhead, 500, { until: 15 })).toEqual([0])
  expect(playhead.at).toBe(15)
})

test('the playhead waits before and after an event as long as the director asks, also at one instant', () => {
  const playhead = playheadOver(10, 10, 10)
  const { director, calls } = directorWith({ 1: 100 }, { 1: 50 })
  playhead.director = director
  expect(advance(playhead, 60)).toEqual([0])
  expect(playhead.isWaiting).toBe(true)
  expect(advance(playhead, 40)).toEqual([])
  expect(advance(playhead, 15)).toEqual([1])
  expect(playhead.isWaiting).toBe(true)
  expect(playhead.at).toBe(10)
  expect(advance(playhead, 45)).toEqual([2])
  expect(calls).toEqual([
    'lead 0 at 10',
    'reveal 0 at 10',
    'lead 1 at 10',
    'reveal 1 at 110',
    'lead 2 at 160',
    'reveal 2 at 160',
  ])
})

test('without waiting, the playhead shows at once what the director delayed', () => {
  const playhead = playheadOver(10, 10)
  playhead.director = directorWith({ 0: 1000 }, { 0: 1000 }).director
  expect(advance(playhead, 20)).toEqual([])
  expect(
    playhead.advance({ elapsedMs: 1, rate: 1, until: 1000, waits: false }).map(({ seq }) => seq),
  ).toEqual([0, 1])
})

test('what is shown does not depend on the lengths of the frames', () => {
  const instants = Array.from({ length: 300 }, (_, i) => Math.floor(i / 7) * 3)
  const shownWith = (frameMs: number) => {
    const playhead = playheadOver(...instants)
    const { director, calls } = directorWith({ 3: 70, 100: 33 }, { 3: 20, 101: 44 })
    playhead.director = director
    for (let passed = 0; passed < 600; passed += frameMs) advance(playhead, frameMs)
    return calls
  }
  expect(shownWith(1)).toEqual(shownWith(60))
  expect(shownWith(4)).toEqual(shownWith(60))
})

test('a jump ends what the director shows', () => {
  const playhead = playheadOver(10, 20, 30)
  const { director, calls } = directorWith({ 0: 1000 }, {})
  playhead.director = director
  advance(playhead, 50)
  playhead.jumpTo(2, 25)
  expect(calls.at(-1)).toBe('clear')
  expect(playhead.isWaiting).toBe(false)
  expect(advance(playhead, 5)).toEqual([2])
})
