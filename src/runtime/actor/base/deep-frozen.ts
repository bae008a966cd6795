/**
 * Freezes plain data with everything inside, and returns it. A frozen object counts as done, so freezing a value again,
 * or one with frozen parts, costs little.
 */
export function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) deepFrozen(value[i])
  else for (const key in value) deepFrozen(value[key])
  return Object.freeze(value)
}
