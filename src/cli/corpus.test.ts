import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { scenarioCards } from '../scenarios/cards.ts'
import { type Action, faults } from '../trace/action.ts'
import { pinnedRun, runFileOf, runNames, stories } from './corpus/files.ts'
import { hashOfRun } from './corpus/play.ts'

const names = runNames()

describe('a run of the corpus', () => {
  test.each(names)('%s has its pinned hash', async name => {
    const { header, actions, until, hash } = pinnedRun(name)
    expect(await hashOfRun(header, actions, until)).toBe(hash)
  })

  test('has a story, and every story has a run', () => {
    expect(names).toEqual(stories.map(({ name }) => name).sort())
    for (const { name, scenario, seed, settings = {}, code, until } of stories) {
      const pinned = pinnedRun(name)
      expect(pinned).toMatchObject({ header: { scenario, seed, settings }, until })
      expect(pinned.header.code).toEqual(code)
    }
  })

  test('has the same hash in a process with another time zone and language', () => {
    const env = { ...process.env, TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }
    const node = (...args: readonly string[]) =>
      execFileSync(process.execPath, args, { env, encoding: 'utf8' }).trim()
    const { locale, timeZone } = JSON.parse(
      node('-p', 'JSON.stringify(Intl.DateTimeFormat().resolvedOptions())'),
    )
    expect([locale, timeZone]).toEqual(['tr-TR', 'Pacific/Chatham'])
    const name = 'cqrs-odd-texts'
    const simulate = fileURLToPath(new URL('simulate.ts', import.meta.url))
    const output = node('--import', 'tsx', simulate, fileURLToPath(runFileOf(name)), '--hash')
    expect(output.split('\n').at(-1)).toBe(pinnedRun(name).hash)
  })
})

describe('all runs of the corpus', () => {
  const runs = names.map(pinnedRun)
  const actions = runs.flatMap(run => run.actions.map(({ action }) => action))

  test('cover every scenario', () => {
    const played = new Set(runs.map(({ header }) => header.scenario))
    for (const { id } of scenarioCards) expect(played).toContain(id)
  })

  test('cover every type of action and every fault', () => {
    /** The type makes a forgotten entry a compile error. */
    const types: { readonly [T in Action['type']]: true } = {
      Start: true,
      Kill: true,
      Leave: true,
      PrepareForShutdown: true,
      Down: true,
      Tell: true,
      FailNext: true,
      Supervise: true,
      BreakDatabase: true,
      RepairDatabase: true,
      Reseed: true,
      PowerFailure: true,
      LoadJournal: true,
      Cut: true,
      Heal: true,
      Partition: true,
      SetLinks: true,
      HoldArrivals: true,
      Freeze: true,
      Thaw: true,
      Block: true,
      Hold: true,
      Release: true,
      DeliverNow: true,
      Drop: true,
      Duplicate: true,
      Delay: true,
      MoveBefore: true,
    }
    expect(new Set(actions.map(({ type }) => type))).toEqual(new Set(Object.keys(types)))
    const failed = actions.flatMap(action => (action.type === 'FailNext' ? [action.fault ?? 'error'] : []))
    expect(new Set(failed)).toEqual(new Set(faults))
  })
})
