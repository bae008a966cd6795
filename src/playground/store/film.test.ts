import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LoggedSession } from '../../browser/index.ts'
import { EventLog, segmentLength } from '../../trace/index.ts'
import { SampleTrace } from '../../trace/sample-trace.ts'
import { seek, stepForward } from './film.ts'
import { showSession, useRun } from './run-store.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('document', {
    hidden: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  })
  vi.stubGlobal('requestAnimationFrame', () => 0)
  vi.stubGlobal('cancelAnimationFrame', () => undefined)
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a seek to dropped events shows the earliest instant that the log holds', async () => {
  const trace = new SampleTrace()
  trace.start('node-1')
  for (let i = 0; i < 3 * segmentLength; i++) trace.after(1).send('node-1', 'node-1', 'Hello', '/user/a')
  const log = new EventLog({ openSegments: 1, maxSegments: 2 })
  log.append(trace.events)
  const clock = { now: trace.at, playing: false, speed: 1, achieved: 0, broken: null }
  const session = { log, clock, subscribe: () => () => undefined } as unknown as LoggedSession
  const hide = showSession(session)
  expect(await seek(session, 5)).toBe(log.heldFrom)
  expect(useRun.getState().cursor).toMatchObject({
    at: log.heldFrom,
    position: log.firstHeld + 1,
    past: true,
  })
  expect(useRun.getState().view.events).toBe(log.firstHeld + 1)
  expect(await seek(session, log.heldFrom + 10)).toBe(log.heldFrom + 10)
  hide()
})

test('a step to a kind of event says up to where it has looked without finding one', async () => {
  const trace = new SampleTrace()
  trace.start('node-1')
  const log = new EventLog()
  log.append(trace.events)
  const clock = { now: 0, playing: false, speed: 1, achieved: 0, broken: null }
  const session = {
    log,
    clock,
    pause: async () => undefined,
    subscribe: (listener: (state: typeof clock) => void) => {
      listener(clock)
      return () => undefined
    },
    step: async () => {
      clock.now += 1000
      return clock.now
    },
  } as unknown as LoggedSession
  const hide = showSession(session)
  const target = {
    filter: { matches: ({ type }: { readonly type: string }) => type === 'ActorFailed' },
    maxInstants: 3,
  }
  expect(await stepForward(session, { ...target, mustFind: true })).toMatchObject({
    code: 'step-without-event',
    values: { seconds: 3 },
  })
  expect(await stepForward(session, { ...target, mustFind: false })).toBeUndefined()
  hide()
})
