import { expect, test } from 'vitest'
import { Conductor, inProcessHosts, Replay } from '../conductor/index.ts'
import { inMemoryStores, type Stores } from '../runtime/index.ts'
import { createParticipant, loadScenarioCode, planRun } from '../scenarios/index.ts'
import type { LoggedAction } from '../trace/action.ts'
import { isRefused } from '../trace/refused.ts'
import { testHeader } from '../trace/sample-run.ts'
import { restoreRun } from './restore-run.ts'

const header = testHeader('cqrs', 5)

const code = await loadScenarioCode(header.scenario)

function conductorOn(stores: Stores): Conductor {
  const plan = planRun(header)
  if (isRefused(plan)) throw new Error(plan.refused)
  return new Conductor({
    plan,
    hosts: inProcessHosts((who, boot) => createParticipant(code, header, who, boot, stores)),
  })
}

const writes: LoggedAction[] = ['a', 'b', 'c'].map((key, index) => ({
  index,
  at: 8000 + 1000 * index,
  action: {
    type: 'Tell',
    participant: 'client',
    actor: '/user/client',
    message: { type: 'Write', key, value: 'v' },
  },
}))

/** A run whose page was closed at `until`, with its stores. */
function leftAt(until: number): { readonly conductor: Conductor; readonly stored: Stores } {
  const stored = inMemoryStores()
  const conductor = conductorOn(stored)
  new Replay(conductor, writes).advanceTo(until)
  return { conductor, stored }
}

const persistedAt = (conductor: Conductor): number[] =>
  conductor.trace.filter(event => event.type === 'JournalChanged').map(event => event.at)

test('restoreRun replays up to the frontier and reports progress', async () => {
  const { conductor: before, stored } = leftAt(12_000)
  const replayed = inMemoryStores()
  const conductor = conductorOn(replayed)
  const progress: number[] = []
  const onProgress = (done: number) => void progress.push(done)
  expect(
    await restoreRun({ conductor, actions: writes, frontier: 12_000, replayed, stored, onProgress }),
  ).toBe(true)
  expect(conductor.frontier).toBe(12_000)
  expect(conductor.traceHash()).toBe(before.traceHash())
  expect(progress.at(-1)).toBe(12_000)
})

test('restoreRun continues past the frontier to the last stored commit', async () => {
  const { conductor: before, stored } = leftAt(12_000)
  const lastStored = persistedAt(before).at(-1)!
  const frontier = lastStored - 300
  const replayed = inMemoryStores()
  const conductor = conductorOn(replayed)
  const restored = await restoreRun({
    conductor,
    actions: writes,
    frontier,
    replayed,
    stored,
    onProgress: () => undefined,
  })
  expect(restored).toBe(true)
  expect(conductor.frontier).toBe(lastStored)
  expect(conductor.trace).toEqual(before.trace.filter(event => event.at <= lastStored))
})

test('restoreRun returns false for the journal of another run', async () => {
  const { stored } = leftAt(12_000)
  await stored.journal.append([
    {
      persistenceId: 'stranger',
      events: [{ persistenceId: 'stranger', sequenceNr: 1, writerUuid: 'w', timestamp: 1, payload: 1 }],
    },
  ])
  const replayed = inMemoryStores()
  const conductor = conductorOn(replayed)
  const restored = await restoreRun({
    conductor,
    actions: writes,
    frontier: 12_000,
    replayed,
    stored,
    onProgress: () => undefined,
  })
  expect(restored).toBe(false)
})
