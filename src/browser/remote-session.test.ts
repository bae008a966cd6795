import type { Remote } from 'comlink'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ClockState, Lifeline } from '../conductor/index.ts'
import { EventLog } from '../trace/event-log/event-log.ts'
import { segmentLength } from '../trace/event-log/segment.ts'
import type { OwnLamp } from '../trace/own-lamp.ts'
import { type Refused, refuse } from '../trace/refused.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import type { ConductorControl, Opened } from './open-request.ts'
import { type LoggedSession, RemoteSession } from './remote-session.ts'

const check = { type: 'eventually', what: { event: 'Logged' } } as const
const lamp: OwnLamp = {
  id: 'own',
  words: { en: 'never again', ja: '二度と' },
  check: { type: 'never', what: { event: 'ActorStarted' } },
  from: 1,
}
const calls: { readonly [name: string]: (session: LoggedSession) => Promise<unknown> } = {
  do: session => session.do({ type: 'PowerFailure' }),
  until: session => session.until(check),
  check: session => session.check(check),
  addLamp: session => session.addLamp(lamp),
  removeLamp: session => session.removeLamp(lamp.id),
  renameLamp: session => session.renameLamp(lamp.id, lamp.words),
  stopAtLamp: session => session.stopAtLamp(lamp.id, true),
  now: session => session.now(),
  play: session => session.play(),
  pause: session => session.pause(),
  step: session => session.step(),
  speed: session => session.speed(2),
  runUntil: session => session.runUntil(1000),
  traceHash: session => session.traceHash(),
  exportRun: session => session.exportRun(),
  exportJournal: session => session.exportJournal(),
}
const never = (): Promise<never> => new Promise(() => undefined)

let lifeline: Lifeline
let asked: string[]
let ended: number

function sessionOn(answer: (call: string) => Promise<unknown>, log = new EventLog()): RemoteSession {
  const control = new Proxy(
    {},
    {
      get: (_, call) => () => {
        asked.push(String(call))
        return answer(String(call))
      },
    },
  ) as Remote<ConductorControl>
  const opened = { runId: 'r', header: {}, notices: [], restored: null, ownLamps: [] } as unknown as Opened
  return new RemoteSession({
    opened,
    notices: [],
    control,
    lifeline,
    log,
    onClose: () => void ended++,
  })
}

beforeEach(() => {
  lifeline = new Lifeline()
  asked = []
  ended = 0
  vi.useFakeTimers()
})
afterEach(() => void vi.useRealTimers())

describe.each(Object.keys(calls))('a call of [%s]', name => {
  const call = (session: LoggedSession) => calls[name]!(session)

  test('is refused while the session closes and afterwards', async () => {
    const session = sessionOn(called => (called === 'close' ? Promise.resolve() : never()))
    const open = call(session)
    const closing = session.close()
    expect(await open).toEqual(refuse('run-closed'))
    expect(await call(session)).toEqual(refuse('run-closed'))
    await closing
    // The page evaluates a check itself, and asks for the frontier only.
    expect(asked).toEqual([name === 'check' ? 'now' : name, 'close'])
  })

  test("is refused when the conductor's worker dies and afterwards", async () => {
    const session = sessionOn(never)
    const open = call(session)
    const refused = refuse('conductor-failed', { name: 'RangeError' })
    lifeline.cut(refused)
    expect(await open).toEqual(refused)
    expect(await call(session)).toEqual(refused)
  })

  test('is refused with one sentence for an argument that cannot be cloned', async () => {
    const session = sessionOn(() =>
      Promise.reject(new DOMException('()=>1 could not be cloned.', 'DataCloneError')),
    )
    expect(await call(session)).toMatchObject({
      refused:
        'The call has an argument that cannot be sent to the conductor. Give numbers, texts and plain objects.',
    })
  })
})

const conductorFailed = refuse('conductor-not-loaded')

test('a session closes after a time limit if its conductor does not answer', async () => {
  const session = sessionOn(never)
  const closing = session.close()
  await vi.advanceTimersByTimeAsync(3000)
  await closing
  expect(ended).toBe(1)
})

test('a session with a dead conductor closes, and only once', async () => {
  const session = sessionOn(never)
  lifeline.cut(conductorFailed)
  await Promise.all([session.close(), session.close()])
  expect(ended).toBe(1)
  expect(asked).toEqual([])
})

const update = (...seqs: number[]) => ({
  type: 'Update' as const,
  decisions: [],
  events: seqs.map(
    (seq): TraceEvent => ({ node: 'a', seq, at: seq, type: 'ActorStarted', actor: '/user/a' }),
  ),
  clock: { now: seqs.at(-1), broken: null } as ClockState,
})

test('a session has each batch in its log before it calls its listeners, and acknowledges the sum', () => {
  const session = sessionOn(never)
  expect(session.receive(update(1, 2))).toEqual({ events: 2 })
  const seen: { readonly now: number; readonly length: number }[] = []
  const end = session.subscribe(({ now }) => seen.push({ now, length: session.log.length }))
  expect(session.receive(update(3))).toEqual({ events: 3 })
  end()
  session.receive(update(4))
  expect(seen).toEqual([
    { now: 2, length: 2 },
    { now: 3, length: 3 },
  ])
  expect(session.log.slice(0).map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
})

test('a check waits for the events up to the frontier and is evaluated over the whole log', async () => {
  vi.useRealTimers()
  const logged = (seq: number): TraceEvent => ({
    node: 'a',
    seq,
    at: seq,
    type: 'Logged',
    level: 'info',
    actor: '/user/a',
    text: 'x',
  })
  const count = 3 * segmentLength
  const events = Array.from({ length: count }, (_, seq) => logged(seq))
  const session = sessionOn(async () => count - 1)
  const times = (expected: number) =>
    session.check({ type: 'eventually', what: { event: 'Logged' }, times: expected })
  const [all, more] = [times(count), times(count + 1)]
  session.receive({ ...update(), events: events.slice(0, 10), clock: { now: 9, broken: null } as ClockState })
  session.receive({
    ...update(),
    events: events.slice(10),
    clock: { now: count - 1, broken: null } as ClockState,
  })
  expect(await all).toBe('true')
  expect(await more).toBe('open')
})

test('the clock of a session reports a dead conductor, but not a closed run', async () => {
  const reasons = (session: LoggedSession): (Refused | null)[] => {
    const broken: (Refused | null)[] = []
    session.subscribe(clock => broken.push(clock.broken))
    return broken
  }
  const dying = reasons(sessionOn(never))
  lifeline.cut(conductorFailed)
  expect(dying).toEqual([null, conductorFailed])

  lifeline = new Lifeline()
  const session = sessionOn(async () => undefined)
  const closing = reasons(session)
  await session.close()
  expect(closing).toEqual([null])
})

test('a lamp that begins before the events which the conductor still has is judged over the log', async () => {
  const session = sessionOn(() => Promise.resolve(3))
  session.receive(update(1, 2))
  const added = session.addLamp(lamp)
  await vi.advanceTimersByTimeAsync(0)
  expect(session.ownLamps, 'waits for the events that the conductor has recorded').toEqual([])
  session.receive(update(3))
  await vi.advanceTimersByTimeAsync(1)
  expect(await added).toBe(3)
  expect(session.ownLamps).toEqual([lamp])
  expect(session.decisions).toMatchObject([{ id: 'own', verdict: 'false', at: 2, events: 2 }])
})

test('decisions of the conductor are kept in the order in which they arrive', () => {
  const session = sessionOn(never)
  const decision = { id: 'a', verdict: 'false', at: 1, events: 1, event: null, since: null } as const
  session.receive({ ...update(1), decisions: [decision] })
  session.receive({ ...update(2), decisions: [{ ...decision, id: 'b' }] })
  expect(session.decisions.map(({ id }) => id)).toEqual(['a', 'b'])
})
