import type { Plain, RunHeader } from '../../trace/index.ts'

type Settings = RunHeader['settings']

/** A single setting: its path, such as `cluster.gossipIntervalMs`, and its value. */
export interface Setting {
  readonly path: string
  readonly value: Plain
}

const isFields = (value: Plain | undefined): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)

/** All single settings, in the order of the scenario. A list is one setting. */
export const settingsIn = (settings: Plain, before = ''): readonly Setting[] =>
  Object.entries(isFields(settings) ? settings : {}).flatMap(([key, value]) =>
    isFields(value) ? settingsIn(value, `${before}${key}.`) : [{ path: before + key, value }],
  )

/** The settings of a header with another value at a path. */
export function withSetting(settings: Settings, path: string, value: Plain): Settings {
  const [key = '', ...rest] = path.split('.')
  if (rest.length === 0) return { ...settings, [key]: value }
  const inner = settings[key]
  return { ...settings, [key]: withSetting(isFields(inner) ? inner : {}, rest.join('.'), value) }
}
