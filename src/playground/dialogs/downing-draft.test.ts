import { expect, test } from 'vitest'
import { planRun } from '../../scenarios/plan-run.ts'
import { runFileFormat, runFileVersion } from '../../trace/run-file.ts'
import { withSetting } from '../branches/setting-paths.ts'
import {
  downingFrom,
  firstDraft,
  sameDowning,
  shownChange,
  singleSettings,
  strategies,
} from './downing-draft.ts'

const present = { strategy: 'keep-majority', stableAfterMs: 3000, role: '', downAllWhenUnstableMs: 4000 }
const draft = firstDraft(present, 4)

test.each(strategies)('the first draft of %s gives settings that a run accepts', strategy => {
  const downing = downingFrom(strategy, draft)
  const header = { format: runFileFormat, version: runFileVersion, build: 'test', scenario: 'cqrs', seed: 1 }
  expect(planRun({ ...header, settings: { cluster: { downing } } } as never)).toMatchObject({
    scenario: 'cqrs',
  })
})

test('the quorum of a first draft is more than half the members', () => {
  expect([1, 3, 4, 5].map(members => firstDraft(present, members).quorumSize)).toEqual(['1', '2', '3', '3'])
})

test('an invalid number is a complaint and gives no settings', () => {
  for (const afterMs of ['', '-1', '1.5', 'soon', '1e3'])
    expect(downingFrom('keep-oldest', { ...draft, afterMs })).toBe('badTime')
  for (const field of ['afterMs', 'minorityDelayMs', 'releaseAfterMs'])
    expect(downingFrom('lease-majority', { ...draft, [field]: '-1' })).toBe('badTime')
  for (const quorumSize of ['', '0', '2.5'])
    expect(downingFrom('static-quorum', { ...draft, quorumSize })).toBe('badQuorum')
  expect(downingFrom('down-all', { ...draft, quorumSize: '' })).toMatchObject({ strategy: 'down-all' })
})

test('down-all-when-unstable is 3/4 of stable-after, at least 4 s, or off', () => {
  const unstable = (afterMs: string, downAllWhenUnstable: boolean) =>
    downingFrom('down-all', { ...draft, afterMs, downAllWhenUnstable })
  expect(unstable('3000', true)).toMatchObject({ downAllWhenUnstableMs: 4000 })
  expect(unstable('20000', true)).toMatchObject({ downAllWhenUnstableMs: 15_000 })
  expect(unstable('20000', false)).toMatchObject({ downAllWhenUnstableMs: null })
})

test('a draft with the present values is no change, and one with another field is', () => {
  const settings = (change: Partial<typeof draft>) => {
    const downing = downingFrom('keep-majority', { ...draft, ...change })
    if (typeof downing === 'string') throw new Error(downing)
    return sameDowning(downing, present)
  }
  expect(settings({})).toBe(true)
  for (const change of [{ afterMs: '5000' }, { role: 'update' }, { downAllWhenUnstable: false }])
    expect(settings(change)).toBe(false)
})

test.each(strategies)('every setting offered for a change alone is accepted in a run with %s', strategy => {
  const downing = downingFrom(strategy, draft)
  if (typeof downing === 'string') throw new Error(downing)
  const header = { format: runFileFormat, version: runFileVersion, build: 'test', scenario: 'cqrs', seed: 1 }
  const own = { cluster: { downing } }
  const offered = singleSettings(own)
  expect(offered.map(({ path }) => path)).not.toContain('cluster.downing.strategy')
  for (const { path, value } of offered) {
    const settings = withSetting(own, path, value)
    expect(planRun({ ...header, settings } as never), path).toMatchObject({ scenario: 'cqrs' })
  }
})

test('a branch is named after the strategy and the fields that are not at their default', () => {
  const oldest = { stableAfterMs: 3000, downAllWhenUnstableMs: 4000, role: '', downIfAlone: true }
  expect(shownChange({ strategy: 'none' })).toEqual({ downing: 'none' })
  expect(shownChange({ ...oldest, strategy: 'keep-oldest' })).toEqual({
    downing: 'keep-oldest',
    stableAfterMs: 3000,
  })
  expect(shownChange({ ...oldest, strategy: 'keep-oldest', role: 'read', downIfAlone: false })).toEqual({
    downing: 'keep-oldest',
    stableAfterMs: 3000,
    role: 'read',
    downIfAlone: false,
  })
})
