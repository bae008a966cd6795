/**
 * Merges a header's settings into a scenario's defaults, field by field. A list replaces the default list. The result
 * is not validated here: `planRun` checks it against the scenario's schema.
 */
export function mergeSettings(defaults: unknown, overrides: unknown): unknown {
  if (overrides === undefined) return defaults
  if (!isRecord(defaults) || !isRecord(overrides)) return overrides
  // An object with another `strategy`, such as `downing`, has other fields, so it replaces the default.
  if (Object.hasOwn(overrides, 'strategy') && overrides.strategy !== defaults.strategy) return overrides
  const merged = Object.entries(defaults).map(([key, value]): [string, unknown] => [
    key,
    Object.hasOwn(overrides, key) ? mergeSettings(value, overrides[key]) : value,
  ])
  const added = Object.entries(overrides).filter(
    ([key, value]) => value !== undefined && !Object.hasOwn(defaults, key),
  )
  return Object.fromEntries([...merged, ...added])
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
