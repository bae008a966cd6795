/**
 * Lays a header's settings over a scenario's own, field by field; a list is taken as a whole. Nothing is checked here:
 * `planRun` refuses a header whose merged settings do not fit the scenario's schema, before anything is made of them.
 */
export function mergeSettings(own: unknown, given: unknown): unknown {
  if (given === undefined) return own
  if (!isRecord(own) || !isRecord(given)) return given
  // A tagged object (as `downing`) has other fields when its tag differs.
  if (Object.hasOwn(given, 'strategy') && given.strategy !== own.strategy) return given
  const merged = Object.entries(own).map(([key, value]): [string, unknown] => [
    key,
    Object.hasOwn(given, key) ? mergeSettings(value, given[key]) : value,
  ])
  const added = Object.entries(given).filter(
    ([key, value]) => value !== undefined && !Object.hasOwn(own, key),
  )
  return Object.fromEntries([...merged, ...added])
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
