import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HostDied } from '../conductor/index.ts'
import { WorkerLifeline } from './alive-call.ts'
import { shippedCodeLimitMs, startWatchdog } from './watchdog.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const never = new Promise<never>(() => undefined)

test('a call is answered, and its time-out with it', async () => {
  expect(await new WorkerLifeline('node-1').call(Promise.resolve('yes'), 1000, 'answer')).toBe('yes')
  expect(vi.getTimerCount()).toBe(0)
})

test('a call ends with the worker that should answer it, and every later one too', async () => {
  const lifeline = new WorkerLifeline('node-1')
  const call = lifeline.call(never, 1000, 'answer')
  lifeline.cut('was terminated')
  await expect(call).rejects.toThrow(new HostDied('node-1', 'was terminated'))
  await expect(lifeline.call(never, 1000, 'answer')).rejects.toThrow('The worker of [node-1] was terminated.')
})

test('a call that is not answered in time says what was not done', async () => {
  const call = new WorkerLifeline('node-1').call(never, 30_000, 'start')
  const rejected = expect(call).rejects.toThrow('The worker of [node-1] did not start within 30 s.')
  await vi.advanceTimersByTimeAsync(30_000)
  await rejected
})

test('the watchdog counts its own ticks only: a long gap between two counts little', () => {
  let watched = 0
  const host = {
    watched: (ms: number, limitMs: number) => {
      expect(limitMs).toBe(shippedCodeLimitMs)
      watched += ms
    },
  }
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const stop = startWatchdog(() => [host])
  const tick = (ms: number) => {
    now += ms
    vi.advanceTimersByTime(250)
  }
  tick(250)
  tick(250)
  expect(watched).toBe(500)
  tick(3_600_000)
  expect(watched).toBe(1000)
  stop()
  tick(250)
  expect(watched).toBe(1000)
})
