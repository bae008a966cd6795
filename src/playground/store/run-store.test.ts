import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ClockState, LoggedSession } from '../../browser/index.ts'
import { scenarioCards } from '../../scenarios/cards.ts'
import { EventLog, eventId, type TraceEvent } from '../../trace/index.ts'
import { SampleTrace } from '../../trace/sample-trace.ts'
import {
  headerOf,
  moveTo,
  playPast,
  showFrontier,
  showOpening,
  showPast,
  showRestored,
  showSession,
  showStarting,
  subscribeProjection,
  useRun,
} from './run-store.ts'
import { startingView } from './starting-view.ts'

let frames: ((wallMs: number) => void)[]
let wallMs = 0
const nextFrame = () => {
  wallMs += 16
  for (const callback of frames.splice(0)) callback(wallMs)
}

beforeEach(() => {
  frames = []
  vi.useFakeTimers()
  vi.stubGlobal('document', {
    hidden: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  })
  vi.stubGlobal('requestAnimationFrame', (callback: (wallMs: number) => void) => frames.push(callback))
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = []
  })
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A session whose batches the test sends. */
function sessionByHand() {
  const log = new EventLog()
  const listeners = new Set<() => void>()
  const clock: ClockState = { now: 0, playing: true, speed: 1, achieved: 1, broken: null }
  const session = {
    log,
    clock,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      listener()
      return () => listeners.delete(listener)
    },
  } as unknown as LoggedSession
  const send = (events: readonly TraceEvent[]) => {
    log.append(events)
    for (const listener of listeners) listener()
  }
  return { session, send }
}

/** Records the ids of the events with the number of events in the view at that moment. */
function recorder(name: string) {
  const ids: string[] = []
  const viewed: number[] = []
  const end = subscribeProjection(name, {
    begin: () => {
      ids.length = 0
      viewed.length = 0
    },
    add: events => {
      for (const event of events) ids.push(eventId(event))
      viewed.push(useRun.getState().view.events)
    },
  })
  return { ids, viewed, end }
}

const events = SampleTrace.pair().events
const ids = events.map(eventId)

test('projections get the events of a frame once and in order, after the view has them, also when the run is reloaded', () => {
  const [first, second] = [recorder('first'), recorder('second')]
  // The reloaded run has the same events with the same ids again.
  for (let load = 0; load < 2; load++) {
    const { session, send } = sessionByHand()
    const hide = showSession(session)
    send(events.slice(0, 1))
    send(events.slice(1, 3))
    expect(first.ids, 'before the frame').toEqual([])
    nextFrame()
    expect(first.ids).toEqual(ids.slice(0, 3))
    send(events.slice(3))
    nextFrame()
    nextFrame()
    for (const { ids: seen, viewed } of [first, second]) {
      expect(seen).toEqual(ids)
      expect(viewed).toEqual([3, events.length])
    }
    expect(useRun.getState().log.length).toBe(events.length)
    send([{ node: 'node-9', seq: 1, at: 1e6, type: 'ActorStarted', actor: '/user/late' }])
    hide()
    nextFrame()
    expect(first.ids, 'after the run was hidden').toEqual(ids)
    showOpening(false)
    expect(first.ids, 'while another run is opened').toEqual([])
  }
  first.end()
  second.end()
})

test('the throttled view changes with the view, but at most every 100 ms', () => {
  const { session, send } = sessionByHand()
  const hide = showSession(session)
  vi.advanceTimersByTime(100)
  send(events.slice(0, 1))
  nextFrame()
  expect(useRun.getState().throttled.events, 'together with the first view').toBe(1)
  send(events.slice(1))
  nextFrame()
  vi.advanceTimersByTime(99)
  expect(useRun.getState().throttled.events, 'after 99 ms').toBe(1)
  vi.advanceTimersByTime(1)
  expect(useRun.getState().throttled.events, 'after 100 ms').toBe(events.length)
  hide()
})

test('a projection that begins again after a jump reads the new cursor and view', () => {
  const { session, send } = sessionByHand()
  Object.assign(session, {
    clock: { now: events.at(-1)!.at + 500, playing: false, speed: 1, achieved: 0, broken: null },
  })
  const begun: { readonly at: number; readonly events: number; readonly from: number }[] = []
  const end = subscribeProjection('begun', {
    begin: (_, from) => {
      const { cursor, view } = useRun.getState()
      begun.push({ at: cursor.at, events: view.events, from })
    },
    add: () => undefined,
  })
  const hide = showSession(session)
  send(events)
  nextFrame()
  showPast(2, 7)
  expect(begun.at(-1)).toEqual({ at: 7, events: 2, from: 2 })
  showFrontier()
  expect(begun.at(-1)).toEqual({
    at: events.at(-1)!.at + 500,
    events: events.length,
    from: events.length,
  })
  end()
  hide()
})

test('a run stays paused when a step arrives at its frontier, and plays on when the past has played', () => {
  const { session, send } = sessionByHand()
  let plays = 0
  Object.assign(session, {
    play: async () => {
      plays += 1
    },
    clock: { now: events.at(-1)!.at, playing: false, speed: 1, achieved: 0, broken: null },
  })
  const hide = showSession(session)
  send(events)
  showPast(1, 0)
  moveTo(events.length)
  for (let i = 0; i < 200; i++) nextFrame()
  expect(useRun.getState().cursor).toMatchObject({ following: true, position: events.length })
  expect(plays).toBe(0)
  showPast(1, 0)
  playPast(true)
  for (let i = 0; i < 2000 && plays === 0; i++) nextFrame()
  expect(plays).toBe(1)
  hide()
})

test('a new run shows its participants from the start of its workers until its first event', () => {
  const card = scenarioCards[0]!
  const ids = card.participants.map(({ id }) => id)
  showStarting(card.id, 7, startingView(card, undefined))
  const shown = () => Object.keys(useRun.getState().view.participants)
  expect(shown()).toEqual(ids)
  expect(headerOf(useRun.getState())).toMatchObject({ scenario: card.id, seed: 7 })
  const { session, send } = sessionByHand()
  const hide = showSession(session)
  nextFrame()
  expect(shown(), 'before the first event').toEqual(ids)
  expect(useRun.getState().phase.type).toBe('starting')
  send(events)
  nextFrame()
  expect(useRun.getState().phase.type).toBe('running')
  expect(shown(), 'those of the events').not.toEqual(ids)
  hide()
})

test('a run that is computed again shows the part that is done, until its session shows the rest', () => {
  const { session, send } = sessionByHand()
  const { log } = session
  log.append(events.slice(0, 3))
  showRestored({ scenario: 'cqrs', seed: 7 }, log, events[2]!.at, 0.5)
  expect(useRun.getState()).toMatchObject({
    session: null,
    phase: { type: 'restoring', share: 0.5 },
    view: { events: 3 },
    cursor: { position: 3, past: false },
  })
  const hide = showSession(session)
  expect(useRun.getState().view.events, 'before the first frame of the session').toBe(3)
  send(events.slice(3))
  nextFrame()
  expect(useRun.getState()).toMatchObject({ phase: { type: 'running' }, view: { events: events.length } })
  hide()
})
