import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HostDied } from '../conductor/index.ts'
import { refuse } from '../trace/refused.ts'
import { roundLimitMs, startWatchdog } from './watchdog.ts'
import { WorkerLifeline } from './worker-lifeline.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const never = new Promise<never>(() => undefined)

test('a call resolves with the answer and clears its time-out', async () => {
  expect(await new WorkerLifeline('node-1').call(async () => 'yes', 1000, 'worker-not-started')).toBe('yes')
  expect(vi.getTimerCount()).toBe(0)
})

test('open and later calls reject with HostDied when the worker dies', async () => {
  const lifeline = new WorkerLifeline('node-1')
  const call = lifeline.call(() => never, 1000, 'worker-not-started')
  const terminated = refuse('worker-terminated', { participant: 'node-1' })
  lifeline.cut(terminated)
  await expect(call).rejects.toThrow(new HostDied('node-1', terminated))
  await expect(lifeline.call(() => never, 1000, 'worker-not-started')).rejects.toThrow(
    'The worker of [node-1] was terminated.',
  )
})

test('a call without an answer in time rejects with the unfinished task', async () => {
  const call = new WorkerLifeline('node-1').call(() => never, 30_000, 'worker-not-started')
  const rejected = expect(call).rejects.toThrow('The worker of [node-1] did not start within 30 s.')
  await vi.advanceTimersByTimeAsync(30_000)
  await rejected
})

test('the watchdog counts at most 500 ms of a long gap between two ticks', () => {
  let watched = 0
  const host = {
    onWatchdogTick: (ms: number, limitMs: number) => {
      expect(limitMs).toBe(roundLimitMs)
      watched += ms
    },
  }
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const stop = startWatchdog(() => [host], roundLimitMs)
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
