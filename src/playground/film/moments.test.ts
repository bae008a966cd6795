import { expect, test } from 'vitest'
import { Conductor, inProcessHosts, Replay } from '../../conductor/index.ts'
import { inMemoryStores } from '../../runtime/index.ts'
import { createParticipant, loadScenarioCode, planRun } from '../../scenarios/index.ts'
import { type Action, EventLog, isRefused, type WatchDecision } from '../../trace/index.ts'
import { testHeader } from '../../trace/sample-run.ts'
import { chapterAt } from './chapters.ts'
import { momentOf, momentsOf, suggestedChapters } from './moments.ts'

const header = testHeader('cqrs', 7)
const acts: readonly (readonly [at: number, action: Action])[] = [
  [8000, { type: 'HoldArrivals', hold: 'nothing' }],
  [9000, { type: 'Kill', participant: 'node-1' }],
  [9100, { type: 'Start', participant: 'node-5', roles: ['read'] }],
  [26_000, { type: 'Cut', links: [{ from: 'node-2', to: 'node-3' }] }],
]

/** The log of a run whose singleton has to move. */
async function logOfRun(): Promise<EventLog> {
  const plan = planRun(header)
  if (isRefused(plan)) throw new Error(plan.refused)
  const code = await loadScenarioCode('cqrs')
  const stores = inMemoryStores()
  const hosts = inProcessHosts((who, boot) => createParticipant(code, header, who, boot, stores))
  const conductor = new Conductor({ plan, hosts })
  const actions = acts.map(([at, action], index) => ({ index, at, action }))
  await new Replay(conductor, actions).advanceTo(30_000)
  const log = new EventLog()
  log.append(conductor.trace)
  return log
}

test('the suggested chapters begin before acts, moves of the singleton and red lamps, one for each instant', async () => {
  const log = await logOfRun()
  const red: WatchDecision = {
    id: 'one-writer',
    verdict: 'false',
    at: 9150,
    events: 1,
    event: null,
    since: null,
  }
  const met: WatchDecision = { ...red, id: 'met', verdict: 'true', at: 9999 }
  const moments = momentsOf(log, [red, met])
  const [moved] = moments.filter(({ type }) => type === 'singleton')
  expect(moved).toMatchObject({ node: 'node-2' })
  expect(moments.filter(({ type }) => type !== 'singleton')).toMatchObject([
    { type: 'start', at: 0 },
    // The start belongs to the kill, and holding nothing is no moment.
    { type: 'act', at: 9000, action: { participant: 'node-1' } },
    { type: 'lamp', at: 9150, lamp: 'one-writer' },
    { type: 'act', at: 26_000, action: { type: 'Cut' } },
  ])
  const chapters = suggestedChapters(moments)
  expect(chapters.map(({ at }) => at)).toEqual([0, 8999, 9149, ...chapters.slice(3).map(({ at }) => at)])
  expect(chapters.every(chapter => momentOf(moments, chapter) !== null)).toBe(true)
  expect([0, 8998, 8999, 30_000].map(at => chapterAt(chapters, at))).toEqual([0, 0, 1, chapters.length - 1])
})
