import { expect, test } from 'vitest'
import type { ClockState } from '../../browser/index.ts'
import { EventLog, emptyView, foldAll, type TraceEvent } from '../../trace/index.ts'
import { Playback } from './playback.ts'

/** One event each 10 virtual ms, from 10 on. */
const eventsOf = (count: number): readonly TraceEvent[] =>
  Array.from({ length: count }, (_, seq) => ({
    node: 'node-1',
    seq,
    at: 10 * (seq + 1),
    type: 'ActorStarted',
    actor: `/user/${seq}`,
  }))

const clockAt = (now: number, clock: Partial<ClockState> = {}): ClockState => ({
  now,
  playing: true,
  speed: 1,
  achieved: 1,
  broken: null,
  ...clock,
})

/** Plays a run at its speed for this time, in frames of 16 ms. */
function playRun(playback: Playback, log: EventLog, forMs: number): ClockState {
  let clock = clockAt(0)
  const events = eventsOf(1000)
  for (let passed = 16; passed <= forMs; passed += 16) {
    log.append(events.slice(log.length, Math.floor(passed / 10)))
    clock = clockAt(passed)
    playback.frame(16, clock)
  }
  return clock
}

function shownPlayback() {
  const playback = new Playback()
  const log = new EventLog()
  playback.show(log)
  return { playback, log }
}

test('the cursor follows the frontier closely, and the view is the fold of what it shows', () => {
  const { playback, log } = shownPlayback()
  const clock = playRun(playback, log, 2000)
  const cursor = playback.cursor(clock)
  expect(cursor.following).toBe(true)
  expect(clock.now - cursor.at).toBeLessThan(120)
  expect(cursor.at).toBeLessThanOrEqual(clock.now)
  expect(cursor.position).toBe(log.countUntil(cursor.at))
  expect(playback.view).toEqual(foldAll(emptyView, log.slice(0, cursor.position)))
})

test('a pause lets the cursor arrive at the frontier, where it rests', () => {
  const { playback, log } = shownPlayback()
  const { now } = playRun(playback, log, 1000)
  const paused = clockAt(now, { playing: false, achieved: 0 })
  let frames = 0
  while (playback.frame(16, paused).moving) frames += 1
  expect(frames).toBeLessThan(120)
  expect(playback.cursor(paused)).toMatchObject({ at: now, position: log.length, moving: false })
})

test('going back shows the fold of the past, and playing on reaches the frontier and follows it', () => {
  const { playback, log } = shownPlayback()
  const { now } = playRun(playback, log, 3000)
  const clock = clockAt(now, { playing: false, achieved: 0 })
  playback.seek(log.countUntil(1500), 1500)
  expect(playback.cursor(clock)).toMatchObject({ at: 1500, position: 150, following: false, playing: false })
  expect(playback.view).toEqual(foldAll(emptyView, log.slice(0, 150)))
  expect(playback.frame(16, clock).shown, 'a paused past stays').toEqual([])

  playback.playPast(true)
  let playedMs = 0
  while (!playback.cursor(clock).following) {
    playback.frame(16, clock)
    playedMs += 16
  }
  expect(playedMs, 'the past plays at the speed of the run').toBeGreaterThan(now - 1500 - 32)
  expect(playedMs).toBeLessThan(now - 1500 + 64)
  expect(playback.view).toEqual(log.view)
})

test('the cursor jumps to just before the last instant when the frontier leaps ahead', () => {
  const { playback, log } = shownPlayback()
  log.append(eventsOf(1000))
  const clock = clockAt(10_000, { playing: false, achieved: 0 })
  expect(playback.frame(16, clock)).toMatchObject({ jumped: true, moving: true })
  expect(playback.cursor(clock)).toMatchObject({ at: 9999, position: 999 })
  expect(playback.frame(16, clock).shown.map(({ seq }) => seq)).toEqual([999])
})

test('a step moves on to a number of shown events, also backwards after a seek', () => {
  const { playback, log } = shownPlayback()
  const { now } = playRun(playback, log, 1000)
  const clock = clockAt(now, { playing: false, achieved: 0 })
  playback.seek(10, 100)
  playback.moveTo(13)
  while (playback.frame(16, clock).moving);
  expect(playback.cursor(clock)).toMatchObject({ position: 13, at: 130, following: false })
  playback.moveTo(16)
  playback.frame(1, clock)
  expect(playback.finishMove().shown.map(({ seq }) => seq)).toEqual([13, 14, 15])
  playback.moveTo(log.length)
  while (playback.frame(16, clock).moving);
  expect(playback.cursor(clock)).toMatchObject({ position: log.length, following: true })
})

test('a step back moves through the instants before it, each of which shows the fold at that instant', () => {
  const { playback, log } = shownPlayback()
  const { now } = playRun(playback, log, 1000)
  const clock = clockAt(now, { playing: false, achieved: 0 })
  playback.seek(90, 900)
  playback.moveBack(50, 505)
  const instants = [900]
  for (;;) {
    const { jumped, moving } = playback.frame(16, clock)
    if (!jumped) break
    const { at, position } = playback.cursor(clock)
    expect(moving).toBe(true)
    expect(position).toBe(log.countUntil(at))
    expect(playback.view).toEqual(foldAll(emptyView, log.slice(0, position)))
    instants.push(at)
  }
  expect(instants.length).toBeGreaterThan(10)
  expect(instants).toEqual([...new Set(instants)].sort((a, b) => b - a))
  expect(playback.cursor(clock)).toMatchObject({ at: 505, position: 50, following: false })
})

test('a step back is at once when it is long, within one instant, or followed by the next step', () => {
  const { playback, log } = shownPlayback()
  playRun(playback, log, 8000)
  const clock = clockAt(8000, { playing: false, achieved: 0 })
  playback.seek(700, 7000)
  playback.moveBack(1, 10)
  playback.frame(16, clock)
  expect(playback.cursor(clock)).toMatchObject({ at: 10, position: 1 })
  playback.moveBack(0, 10)
  playback.frame(16, clock)
  expect(playback.cursor(clock)).toMatchObject({ at: 10, position: 0 })
  playback.seek(700, 7000)
  playback.moveBack(650, 6500)
  playback.frame(16, clock)
  expect(playback.finishMove()).toMatchObject({ shown: [], jumped: true })
  expect(playback.cursor(clock)).toMatchObject({ at: 6500, position: 650 })
})

test('a step within the newest instant does not lead into the past', () => {
  const { playback, log } = shownPlayback()
  const [first, second] = eventsOf(2)
  log.append([first!, { ...second!, at: first!.at }])
  const clock = clockAt(first!.at, { playing: false, achieved: 0 })
  playback.moveTo(1)
  while (playback.frame(16, clock).moving);
  expect(playback.cursor(clock)).toMatchObject({ position: 1, following: false, past: false })
  playback.seek(0, 0)
  expect(playback.cursor(clock)).toMatchObject({ following: false, past: true })
})

test('a replay plays until a pause ends it', () => {
  const { playback, log } = shownPlayback()
  const { now } = playRun(playback, log, 1000)
  const clock = clockAt(now, { playing: false, achieved: 0 })
  playback.seek(10, 100)
  playback.moveTo(60, 0.5)
  playback.frame(16, clock)
  expect(playback.cursor(clock)).toMatchObject({ playing: true, target: 60, at: 108 })
  playback.playPast(false)
  expect(playback.cursor(clock)).toMatchObject({ playing: false, target: null })
  expect(playback.frame(16, clock).shown).toEqual([])
})

test('a failure delays the cursor while the frontier goes on, and the cursor catches up', () => {
  const { playback, log } = shownPlayback()
  const delayed = 50
  playback.playhead.director = {
    lead: ({ seq }) => (seq === delayed ? 1000 : 0),
    reveal: () => 0,
    advance: () => undefined,
    maxRate: () => Number.POSITIVE_INFINITY,
    clear: () => undefined,
  }
  const waiting = playRun(playback, log, 1200)
  expect(playback.cursor(waiting)).toMatchObject({ position: delayed, waiting: true })
  expect(playback.isAtFrontier(waiting)).toBe(false)
  const later = shownPlayback()
  later.playback.playhead.director = playback.playhead.director
  const clock = playRun(later.playback, later.log, 5000)
  expect(clock.now - later.playback.cursor(clock).at).toBeLessThan(120)
})
