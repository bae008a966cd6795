import type { Plain, RunHeader } from '../../trace/index.ts'
import { settingsIn, withSetting } from '../branches/setting-paths.ts'
import { downingFrom, downingOf, firstDraft, type Strategy } from '../dialogs/downing-draft.ts'
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
const invalidIn = (draft: Draft): readonly ClusterSetting[] =>
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
const withoutCluster = ({ cluster: _, ...others }: Settings): Settings => others

/** The values that fill all fields at once. `present`: those of the run. */
export type Profile = 'present' | 'classroom' | 'pekko'

/** The choices of a person in the dialog. */
export interface SettingsForm {
  readonly draft: Draft
  readonly profile: Profile
  readonly strategy: Strategy
  /** Switches that the person has set, by path. */
  readonly switched: { readonly [path: string]: Plain }
  /** Null: the scenario has one size. */
  readonly nodes: number | null
}

interface ChosenSettings {
  /** For the header of a run. */
  readonly settings: Settings
  /** The differences from the present run. */
  readonly changes: { readonly [path: string]: Plain }
}

const pekkoDowning = {
  strategy: 'keep-majority',
  stableAfterMs: 20_000,
  role: '',
  downAllWhenUnstableMs: 15_000,
}

/** The settings for a new run or a branch; without them the invalid fields, or none when nothing differs. */
export function chosenSettings(
  { draft, profile, strategy, switched, nodes }: SettingsForm,
  present: Plain,
  own: Settings,
): ChosenSettings | { readonly invalid: readonly ClusterSetting[] } {
  const invalid = invalidIn(draft)
  if (invalid.length > 0) return { invalid }
  const presentValues = new Map(settingsIn(present).map(({ path, value }) => [path, value]))
  const isClassroom = profile === 'classroom'
  const changes: { [path: string]: Plain } = {
    ...changedIn(draft, isClassroom ? classroomDraft : draftOf(present)),
  }
  if (strategy !== (profile === 'present' ? downingOf(present)?.strategy : pekkoDowning.strategy)) {
    const size = nodes ?? Number(presentValues.get('nodes') ?? 0)
    const made = downingFrom(strategy, firstDraft(downingOf(present) ?? {}, size))
    if (typeof made !== 'string') changes['cluster.downing'] = made
  } else if (profile === 'pekko') changes['cluster.downing'] = pekkoDowning
  for (const [path, value] of Object.entries(switched))
    if (value !== presentValues.get(path)) changes[path] = value
  if (nodes !== null && nodes !== presentValues.get('nodes')) changes.nodes = nodes
  const isReset = isClassroom && 'cluster' in own
  if (Object.keys(changes).length === 0 && !isReset) return { invalid: [] }
  return { settings: withChanges(isClassroom ? withoutCluster(own) : own, changes), changes }
}
