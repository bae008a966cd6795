import { expect, test } from 'vitest'
import { settingsIn, withSetting } from '../playground/branches/setting-paths.ts'
import {
  choices,
  classroomValues,
  isTime,
  limits,
  parseSetting,
  settingGroups,
  settingText,
} from '../playground/settings/cluster-setting-table.ts'
import {
  changedIn,
  classroomDraft,
  draftOf,
  pekkoDraft,
  withChanges,
} from '../playground/settings/settings-draft.ts'
import { pekkoDefaults } from '../runtime/cluster/cluster-settings.ts'
import { cqrsSettings } from '../scenarios/cqrs/settings.ts'
import { planRun } from '../scenarios/plan-run.ts'
import type { Plain } from '../trace/plain.ts'
import { isRefused } from '../trace/refused.ts'
import { testHeader } from '../trace/sample-run.ts'

const table = settingGroups.flatMap(({ settings }) => settings)

/** Texts and lists, which the dialog's fields do not hold. */
const withoutField = new Set(['cluster.seedNodes', 'cluster.appVersion'])

test('the table has every setting of the cluster, with the default of Pekko', () => {
  const all = settingsIn({ cluster: pekkoDefaults as unknown as Plain }).filter(
    ({ path }) => !withoutField.has(path) && !path.startsWith('cluster.downing.'),
  )
  const byPath = (a: { readonly path: string }, b: { readonly path: string }) => (a.path < b.path ? -1 : 1)
  expect(table.map(({ path, usual }) => ({ path, value: usual })).sort(byPath)).toEqual([...all].sort(byPath))
})

test('the profile for the classroom has the values of the scenario', () => {
  expect(draftOf(cqrsSettings as unknown as Plain)).toEqual(classroomDraft)
})

test('a run without settings of its own has no changes, and Pekko’s defaults are changes', () => {
  expect(changedIn(classroomDraft, classroomDraft)).toEqual({})
  const changes = changedIn(pekkoDraft, classroomDraft)
  expect(changes['cluster.gossipIntervalMs']).toBe(1000)
  expect(Object.keys(changes)).toHaveLength(Object.keys(classroomValues).length)
  expect(isRefused(planRun(testHeader('cqrs', 1, withChanges({}, changes))))).toBe(false)
})

const isAccepted = (path: string, value: Plain): boolean =>
  !isRefused(planRun(testHeader('cqrs', 1, withSetting({}, path, value))))

test.each(table)('$key accepts what the scenario accepts', setting => {
  const { path, kind, canBeOff } = setting
  const accepts = (text: string) => 'value' in parseSetting(setting, text)
  expect(isAccepted(path, null)).toBe(canBeOff === true)
  if (kind === 'flag') return
  if (kind === 'role') return expect(isAccepted(path, 'read')).toBe(true)
  if (kind === 'routing') {
    for (const value of choices.routing!) expect(isAccepted(path, value), value).toBe(true)
    return expect(isAccepted(path, 'consistent-hashing')).toBe(false)
  }
  expect(accepts('off')).toBe(canBeOff === true)
  const [least, most] = limits[kind]
  for (const value of [least - 1, least - 0.01, least, 1, 1.5, most, most + 0.5, most + 1])
    expect(accepts(String(value)), `${path} = ${value}`).toBe(isAccepted(path, value))
  expect(accepts('')).toBe(false)
  expect(accepts('soon')).toBe(false)
})

test('a value is the same after it was shown as a text', () => {
  for (const setting of table)
    expect(parseSetting(setting, settingText(setting.usual))).toEqual({ value: setting.usual })
  expect(table.filter(({ kind }) => isTime(kind)).every(({ path }) => path.endsWith('Ms'))).toBe(true)
})
