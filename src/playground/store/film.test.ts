import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LoggedSession } from '../../browser/index.ts'
import { EventLog, segmentLength } from '../../trace/index.ts'
import { SampleTrace } from '../../trace/sample-trace.ts'
import { seek } from './film.ts'
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
