import { beforeEach, describe, expect, test } from 'vitest'
import type { Answer } from '../conductor/index.ts'
import { EventLog } from '../trace/event-log/event-log.ts'
import { segmentLength } from '../trace/event-log/segment.ts'
import { refuse } from '../trace/refused.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import { type Automation, createAutomation, type Film, type Playground } from './automation.ts'
import type { LoggedSession } from './remote-session.ts'

const never = (): Promise<never> => new Promise(() => undefined)
const event: TraceEvent = { node: 'node-1', seq: 1, at: 5, type: 'ActorStarted', actor: '/user/a' }

/** A session whose calls all return `answer()`. */
function sessionThat(answer: () => Promise<unknown>): LoggedSession {
  const calls = 'do until check now play pause step speed runUntil traceHash exportRun exportJournal'.split(
    ' ',
  )
  const log = new EventLog()
  log.append([event])
  return {
    header: {},
    log,
    close: async () => undefined,
    ...Object.fromEntries(calls.map(call => [call, answer])),
  } as unknown as LoggedSession
}

const check = { type: 'eventually', what: { event: 'Logged' } } as const

/** Every call that is directed to the shown run. */
const calls: { readonly [name: string]: (playground: Playground) => Promise<unknown> } = {
  do: p => p.do({ type: 'PowerFailure' }),
  until: p => p.until(check),
  check: p => p.check(check),
  now: p => p.time.now(),
  play: p => p.time.play(),
  pause: p => p.time.pause(),
  step: p => p.time.step(),
  speed: p => p.time.speed(2),
  runUntil: p => p.time.runUntil(1000),
  seek: p => p.time.seek(1000),
  view: p => p.view(),
  trace: p => p.trace(),
  traceHash: p => p.traceHash(),
  exportRun: p => p.exportRun(),
  exportJournal: p => p.exportJournal(),
}
const names = Object.keys(calls)
/** Calls that read the page's log and not the conductor. */
const fromLog = ['view', 'trace']

/** A page without a cursor of its own. */
const film: Film = {
  play: session => session.play(),
  pause: session => session.pause(),
  seek: session => session.now(),
  branch: async (_, at) => ({ runId: 'branch', at }),
  follow: () => undefined,
  exportRun: session => session.exportRun(),
}

let load: () => Answer<void>
let automation: Automation
let playground: Playground

beforeEach(() => {
  load = async () => undefined
  automation = createAutomation(() => load(), film)
  playground = automation.playground
})

test('the calls under test are all calls of the playground except those that open a run', () => {
  const { load, importRun, importJournal, version, time, ...direct } = playground
  const { branch, ...ofShownRun } = time
  expect(
    [...Object.keys(direct), ...Object.keys(ofShownRun)].filter(name => name !== 'ready').sort(),
  ).toEqual([...names].sort())
})

test('a branch grows from a computed instant only', async () => {
  expect(await playground.time.branch(0)).toMatchObject({ code: 'no-run-yet' })
  automation.show(sessionThat(async () => 5000))
  expect(await playground.time.branch(5000)).toEqual({ runId: 'branch', at: 5000 })
  expect(await playground.time.branch(5001)).toMatchObject({ code: 'instant-not-computed' })
  expect(await playground.time.branch(-1)).toMatchObject({ code: 'invalid-instant' })
  expect(await playground.time.branch(0.5)).toMatchObject({ code: 'invalid-instant' })
})

test('a call that needs events which the page has dropped is refused with the earliest instant', async () => {
  const log = new EventLog({ openSegments: 1, maxSegments: 1 })
  for (let seq = 0; seq <= segmentLength; seq++) log.append([{ ...event, seq, at: seq }])
  automation.show({ ...sessionThat(never), log })
  const refused = refuse('events-dropped', { from: segmentLength + 1 })
  expect(await playground.trace()).toEqual(refused)
  expect(await playground.view(segmentLength)).toEqual(refused)
  log.append([{ ...event, seq: segmentLength + 1, at: segmentLength + 1 }])
  expect(await playground.trace({ from: segmentLength + 1 })).toHaveLength(1)
  expect(await playground.view()).toMatchObject({ events: segmentLength + 2 })
})

const unexpected = (detail: string) => ({ ...refuse('unexpected-error', { name: 'Error' }), detail })

describe.each(names)('a call of [%s]', name => {
  const call = () => calls[name]!(playground)

  test('is refused before a run is open and while another run is being opened', async () => {
    expect(await call()).toMatchObject({ refused: 'No run is open yet. Await `playground.ready` first.' })
    automation.show(sessionThat(async () => 'old'))
    automation.opening()
    expect(await call()).toMatchObject({
      refused: 'Another run is being opened in place of this one. Await `playground.ready` first.',
    })
  })

  test('is refused with the reason after a failed opening', async () => {
    automation.refuse(refuse('invalid-seed', { seed: -1, highest: 9 }))
    expect(await call()).toMatchObject({
      refused: 'No run is open: [-1] is not a valid seed. Give a whole number from 0 to 9.',
    })
  })

  test('is refused when another run is opened before its answer', async () => {
    automation.show(sessionThat(never))
    const answer = call()
    automation.opening()
    expect(await answer).toMatchObject({ refused: expect.stringMatching(/^Another run is being opened/) })
  })

  test('goes to the run that is shown at that moment', async () => {
    automation.show(sessionThat(async () => 'first'))
    automation.opening()
    automation.show(sessionThat(async () => 'second'))
    if (!fromLog.includes(name)) expect(await call()).toBe('second')
    else expect(await call()).not.toHaveProperty('refused')
  })

  test('that fails is refused with the class of its error', async () => {
    automation.show(sessionThat(() => Promise.reject(new Error('The conductor failed.'))))
    if (!fromLog.includes(name)) expect(await call()).toEqual(unexpected('The conductor failed.'))
  })
})

test('the trace of a run has no events of an earlier run', async () => {
  automation.show(sessionThat(never))
  automation.show(sessionThat(never))
  expect(await playground.trace()).toEqual([event])
  expect(await playground.trace({ from: 6 })).toEqual([])
})

test('the view of a run at an instant includes the events at that instant', async () => {
  automation.show(sessionThat(never))
  expect(await playground.view()).toMatchObject({ at: 5, events: 1 })
  expect(await playground.view(5)).toMatchObject({ at: 5, events: 1 })
  expect(await playground.view(4)).toMatchObject({ at: 0, events: 0 })
  expect(await playground.view(Number.NaN)).toMatchObject({
    refused: 'The instant [NaN] is not a number. Give virtual milliseconds.',
  })
})

test('a load that throws is refused with the class of its error', async () => {
  load = () => Promise.reject(new Error('No worker could be made.'))
  expect(await playground.load('cqrs')).toEqual(unexpected('No worker could be made.'))
})

describe('ready', () => {
  test('resolves when the first run is shown', async () => {
    const { ready } = playground
    automation.opening()
    automation.show(sessionThat(never))
    expect(await ready).toBeUndefined()
  })

  test('rejects when the first load fails, and is a new promise for the next load', async () => {
    const { ready } = playground
    automation.opening()
    automation.refuse(refuse('missing-features', { features: 'Worker' }))
    await expect(ready).rejects.toThrow('This browser has no Worker')
    automation.opening()
    const again = playground.ready
    automation.show(sessionThat(never))
    expect(await again).toBeUndefined()
  })

  test('of a replaced opening settles with the opening that replaced it', async () => {
    automation.opening()
    const { ready } = playground
    automation.opening()
    automation.show(sessionThat(never))
    expect(await ready).toBeUndefined()
  })
})
