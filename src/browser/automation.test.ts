import { beforeEach, describe, expect, test } from 'vitest'
import type { Answer, Session } from '../conductor/index.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import { type Automation, createAutomation, type Playground } from './automation.ts'

const never = (): Promise<never> => new Promise(() => undefined)
const event: TraceEvent = { node: 'node-1', seq: 1, at: 5, type: 'ActorStarted', actor: '/user/a' }

/** A session whose calls all return `answer()`. */
function sessionThat(answer: () => Promise<unknown>): Session {
  const calls = 'do until check now play pause step speed runUntil traceHash exportRun'.split(' ')
  return {
    header: {},
    subscribe: (listener: (update: object) => void) => {
      listener({ events: [event], clock: {} })
      return () => undefined
    },
    close: async () => undefined,
    ...Object.fromEntries(calls.map(call => [call, answer])),
  } as unknown as Session
}

const check = { type: 'eventually', what: { event: 'Logged' } } as const

/** Every call of `window.playground` that goes to the shown run. */
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
  view: p => p.view(),
  trace: p => p.trace(),
  traceHash: p => p.traceHash(),
  exportRun: p => p.exportRun(),
}
const names = Object.keys(calls)
/** Calls answered from the page's copy of the trace. */
const atOnce = ['view', 'trace']

let load: () => Answer<void>
let automation: Automation
let playground: Playground

beforeEach(() => {
  load = async () => undefined
  automation = createAutomation(() => load())
  playground = automation.playground
})

test('the calls under test are all calls except load and importRun', () => {
  const { load, importRun, version, time, ...direct } = playground
  expect([...Object.keys(direct), ...Object.keys(time)].filter(name => name !== 'ready').sort()).toEqual(
    [...names].sort(),
  )
})

describe.each(names)('[%s]', name => {
  const call = () => calls[name]!(playground)

  test('is refused with a sentence before a run is open and while another is being opened', async () => {
    expect(await call()).toEqual({ refused: 'No run is open yet. Await `playground.ready` first.' })
    automation.show(sessionThat(async () => 'old'))
    automation.opening()
    expect(await call()).toEqual({
      refused: 'Another run is being opened in place of this one. Await `playground.ready` first.',
    })
  })

  test('is refused with the reason after a failed opening', async () => {
    automation.refuse('The seed is not a number.')
    expect(await call()).toEqual({ refused: 'No run is open: The seed is not a number.' })
  })

  test('without an answer yet is refused when another run is shown', async () => {
    automation.show(sessionThat(never))
    const answer = call()
    automation.opening()
    expect(await answer).toEqual({ refused: expect.stringMatching(/^Another run is being opened/) })
  })

  test('goes to the run shown at the moment of the call', async () => {
    automation.show(sessionThat(async () => 'first'))
    automation.opening()
    automation.show(sessionThat(async () => 'second'))
    if (!atOnce.includes(name)) expect(await call()).toBe('second')
    else expect(await call()).not.toHaveProperty('refused')
  })

  test('that rejects is refused with the message of its error', async () => {
    automation.show(sessionThat(() => Promise.reject(new Error('The conductor failed.'))))
    if (!atOnce.includes(name)) expect(await call()).toEqual({ refused: 'The conductor failed.' })
  })
})

test('the trace of a run contains no events of an earlier run', async () => {
  automation.show(sessionThat(never))
  automation.show(sessionThat(never))
  expect(await playground.trace()).toEqual([event])
  expect(await playground.trace({ from: 6 })).toEqual([])
})

test('a load that throws is refused with the message', async () => {
  load = () => Promise.reject(new Error('No worker could be made.'))
  expect(await playground.load('cqrs')).toEqual({ refused: 'No worker could be made.' })
})

describe('ready', () => {
  test('resolves when the first run is shown', async () => {
    const { ready } = playground
    automation.opening()
    automation.show(sessionThat(never))
    expect(await ready).toBeUndefined()
  })

  test('rejects with the sentence when the first load fails, and resolves anew for a later run', async () => {
    const { ready } = playground
    automation.opening()
    automation.refuse('This browser has no Worker.')
    await expect(ready).rejects.toThrow('This browser has no Worker.')
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
