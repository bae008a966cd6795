import type { Plain, RunHeader } from '../../trace/index.ts'
import { settingsIn, withSetting } from '../branches/setting-paths.ts'
import {
  type ClusterSetting,
  classroomValues,
  parseSetting,
  settingGroups,
  settingText,
} from './cluster-setting-table.ts'

type Settings = RunHeader['settings']

export const allSettings: readonly ClusterSetting[] = settingGroups.flatMap(({ settings }) => settings)

/** The texts of all fields, by the paths of their settings. */
export type Draft = { readonly [path: string]: string }

/** The draft of the present settings of a run. */
export const draftOf = (settings: Plain): Draft => {
  const values = new Map(settingsIn(settings).map(({ path, value }) => [path, value]))
  return Object.fromEntries(allSettings.map(({ path }) => [path, settingText(values.get(path) ?? null)]))
}

/** The draft of Pekko's defaults. */
export const pekkoDraft: Draft = Object.fromEntries(
  allSettings.map(({ path, usual }) => [path, settingText(usual)]),
)

/** The draft of the values of the scenario, which are fast enough for a lesson. */
export const classroomDraft: Draft = {
  ...pekkoDraft,
  ...Object.fromEntries(
    Object.entries(classroomValues).map(([path, value]) => [`cluster.${path}`, settingText(value)]),
  ),
}

/** The settings whose text is invalid. */
export const invalidIn = (draft: Draft): readonly ClusterSetting[] =>
  allSettings.filter(setting => !('value' in parseSetting(setting, draft[setting.path] ?? '')))

/** The settings of a valid draft that differ from another draft, by path. */
export function changedIn(draft: Draft, present: Draft): { readonly [path: string]: Plain } {
  return Object.fromEntries(
    allSettings.flatMap(setting => {
      const text = draft[setting.path] ?? ''
      const parsed = parseSetting(setting, text)
      return text.trim() === present[setting.path] || !('value' in parsed)
        ? []
        : [[setting.path, parsed.value]]
    }),
  )
}

/** A header's settings with these changes. */
export const withChanges = (own: Settings, changes: { readonly [path: string]: Plain }): Settings =>
  Object.entries(changes).reduce((settings, [path, value]) => withSetting(settings, path, value), own)

/** A header's settings without those that a profile replaces: the scenario's own values apply. */
export const withoutCluster = ({ cluster: _, ...others }: Settings): Settings => others
