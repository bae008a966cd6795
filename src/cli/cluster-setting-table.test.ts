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
  chosenSettings,
  classroomDraft,
  draftOf,
  pekkoDraft,
  type SettingsForm,
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

const present = cqrsSettings as unknown as Plain
const form: SettingsForm = {
  draft: draftOf(present),
  profile: 'present',
  strategy: 'keep-majority',
  switched: {},
  nodes: 4,
}
const chosen = (changed: Partial<SettingsForm>, own = {}) => {
  const made = chosenSettings({ ...form, ...changed }, present, own)
  if (!('settings' in made)) throw new Error(`Invalid: ${made.invalid.map(({ key }) => key).join()}`)
  expect(isRefused(planRun(testHeader('cqrs', 1, made.settings)))).toBe(false)
  return made
}

test('an unchanged form of the dialog makes no run, and an invalid field is named', () => {
  expect(chosenSettings(form, present, {})).toEqual({ invalid: [] })
  const draft = {
    ...form.draft,
    'cluster.gossipIntervalMs': '0',
    'cluster.failureDetector.threshold': 'high',
  }
  expect(chosenSettings({ ...form, draft }, present, {})).toMatchObject({
    invalid: [{ key: 'cluster.gossip-interval' }, { key: 'cluster.failure-detector.threshold' }],
  })
})

test('a changed form makes a run with its changes only, beside those of the present run', () => {
  const draft = { ...form.draft, 'cluster.gossipIntervalMs': '150', 'cluster.singleton.useLease': 'on' }
  const made = chosen({ draft, nodes: 6 }, { cluster: { minNrOfMembers: 2 } })
  expect(made.changes).toEqual({
    'cluster.gossipIntervalMs': 150,
    'cluster.singleton.useLease': true,
    nodes: 6,
  })
  expect(made.settings).toEqual({
    cluster: { minNrOfMembers: 2, gossipIntervalMs: 150, singleton: { useLease: true } },
    nodes: 6,
  })
})

test('a chosen strategy fits the number of nodes', () => {
  const { settings } = chosen({ strategy: 'static-quorum', nodes: 7 })
  expect(settings).toMatchObject({ cluster: { downing: { strategy: 'static-quorum', quorumSize: 4 } } })
})

test('the profiles replace what the present run has changed: Pekko’s defaults, or nothing for the classroom', () => {
  const own = { cluster: { gossipIntervalMs: 777 }, nodes: 4 }
  expect(chosen({ profile: 'classroom', draft: classroomDraft }, own).settings).toEqual({ nodes: 4 })
  expect(chosen({ profile: 'pekko', draft: pekkoDraft }, own).settings).toMatchObject({
    cluster: { gossipIntervalMs: 1000, downing: { stableAfterMs: 20_000 } },
  })
})
