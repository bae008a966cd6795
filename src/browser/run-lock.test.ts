import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { holdRun, ifUnheld, type RunLock } from './run-lock.ts'

/** The part of Web Locks that `run-lock.ts` uses. */
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

  test('one page at a time holds a run; the next gets it after release', async () => {
    const run = `run-lock-test-${process.pid}-${++runs}`
    const first = await hold(run)
    expect(first).not.toBeNull()
    expect(await hold(run)).toBeNull()
    expect(await hold(`${run}-other`)).not.toBeNull()
    first?.release()
    expect(await hold(run)).not.toBeNull()
  })
})

test('ifUnheld runs its work for an unheld run, but not for a held run or without Web Locks', async () => {
  vi.stubGlobal('navigator', { locks: fakeLocks() })
  const done: string[] = []
  await hold('held')
  await ifUnheld('held', async () => void done.push('held'))
  await ifUnheld('free', async () => void done.push('free'))
  vi.stubGlobal('navigator', {})
  await ifUnheld('unknown', async () => void done.push('unknown'))
  expect(done).toEqual(['free'])
})
