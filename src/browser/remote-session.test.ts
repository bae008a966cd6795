import type { Remote } from 'comlink'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Lifeline, type Session, type SessionUpdate } from '../conductor/index.ts'
import type { ConductorControl, Opened } from './open-request.ts'
import { RemoteSession } from './remote-session.ts'

const check = { type: 'eventually', what: { event: 'Logged' } } as const
const calls: { readonly [name: string]: (session: Session) => Promise<unknown> } = {
  do: session => session.do({ type: 'PowerFailure' }),
  until: session => session.until(check),
  check: session => session.check(check),
  now: session => session.now(),
  play: session => session.play(),
  pause: session => session.pause(),
  step: session => session.step(),
  speed: session => session.speed(2),
  runUntil: session => session.runUntil(1000),
  traceHash: session => session.traceHash(),
  exportRun: session => session.exportRun(),
}
const never = (): Promise<never> => new Promise(() => undefined)

let lifeline: Lifeline
let asked: string[]
let ended: number

function sessionOn(answer: (call: string) => Promise<unknown>): RemoteSession {
  const control = new Proxy(
    {},
    {
      get: (_, call) => () => {
        asked.push(String(call))
        return answer(String(call))
      },
    },
  ) as Remote<ConductorControl>
  const opened = { runId: 'r', header: {}, notices: [], restored: null } as unknown as Opened
  return new RemoteSession({ opened, notices: [], control, lifeline, onClose: () => void ended++ })
}

beforeEach(() => {
  lifeline = new Lifeline()
  asked = []
  ended = 0
  vi.useFakeTimers()
})
afterEach(() => void vi.useRealTimers())

describe.each(Object.keys(calls))('[%s] of a remote session', name => {
  const call = (session: Session) => calls[name]!(session)

  test('is refused during and after the close of the session', async () => {
    const session = sessionOn(one => (one === 'close' ? Promise.resolve() : never()))
    const open = call(session)
    const closing = session.close()
    expect(await open).toEqual({ refused: 'This run is closed.' })
    expect(await call(session)).toEqual({ refused: 'This run is closed.' })
    await closing
    expect(asked).toEqual([name, 'close'])
  })

  test('is refused when the conductor dies, and afterwards', async () => {
    const session = sessionOn(never)
    const open = call(session)
    lifeline.cut('The conductor failed: out of memory. Load the page again.')
    const refused = { refused: 'The conductor failed: out of memory. Load the page again.' }
    expect(await open).toEqual(refused)
    expect(await call(session)).toEqual(refused)
  })

  test('is refused with one sentence for an argument that cannot be cloned', async () => {
    const session = sessionOn(() =>
      Promise.reject(new DOMException('()=>1 could not be cloned.', 'DataCloneError')),
    )
    expect(await call(session)).toEqual({
      refused:
        'The call has an argument that cannot be sent to the conductor. Give numbers, texts and plain objects.',
    })
  })
})

test('a session closes after 3 s without an answer of its conductor', async () => {
  const session = sessionOn(never)
  const closing = session.close()
  await vi.advanceTimersByTimeAsync(3000)
  await closing
  expect(ended).toBe(1)
})

test('a session with a dead conductor closes once', async () => {
  const session = sessionOn(never)
  lifeline.cut('The conductor failed.')
  await Promise.all([session.close(), session.close()])
  expect(ended).toBe(1)
  expect(asked).toEqual([])
})

test('the clock reports a dead conductor as broken, but not a closed run', async () => {
  const told = (session: Session): (string | null)[] => {
    const broken: (string | null)[] = []
    session.subscribe(({ clock }: SessionUpdate) => broken.push(clock.broken))
    return broken
  }
  const dying = told(sessionOn(never))
  lifeline.cut('The conductor failed.')
  expect(dying).toEqual([null, 'The conductor failed.'])

  lifeline = new Lifeline()
  const session = sessionOn(async () => undefined)
  const closing = told(session)
  await session.close()
  expect(closing).toEqual([null])
})
