import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { holdRun, ifUnheld, type RunLock } from './run-lock.ts'

/** Web Locks, as much of them as is asked for here. */
function fakeLocks() {
  const held = new Set<string>()
  return {
    request: async (name: string, _: unknown, work: (lock: { name: string } | null) => Promise<void>) => {
      if (held.has(name)) return work(null)
      held.add(name)
      await work({ name })
      held.delete(name)
    },
  }
}

let runs = 0
const taken: (RunLock | null)[] = []
const hold = async (runId: string) => {
  const lock = await holdRun(runId)
  taken.push(lock)
  return lock
}

afterEach(() => {
  for (const lock of taken.splice(0)) lock?.release()
  vi.unstubAllGlobals()
})

describe.each([
  ['with Web Locks', true],
  ['by a question over BroadcastChannel', false],
])('%s', (_, withLocks) => {
  beforeEach(() => {
    vi.stubGlobal('navigator', withLocks ? { locks: fakeLocks() } : {})
  })

  test('one page holds a run, and the next only after it let go', async () => {
    const run = `run-lock-test-${process.pid}-${++runs}`
    const first = await hold(run)
    expect(first).not.toBeNull()
    expect(await hold(run)).toBeNull()
    expect(await hold(`${run}-other`)).not.toBeNull()
    first?.release()
    expect(await hold(run)).not.toBeNull()
  })
})

test('work on a run that nobody holds is done, and not on one that is held or may be', async () => {
  vi.stubGlobal('navigator', { locks: fakeLocks() })
  const done: string[] = []
  await hold('held')
  await ifUnheld('held', async () => void done.push('held'))
  await ifUnheld('free', async () => void done.push('free'))
  vi.stubGlobal('navigator', {})
  await ifUnheld('unknown', async () => void done.push('unknown'))
  expect(done).toEqual(['free'])
})
