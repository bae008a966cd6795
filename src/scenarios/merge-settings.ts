import type { Refused } from '../trace/action.ts'

/**
 * Lays a header's settings over a scenario's own. Only keys that the scenario has, only values of the same
 * kind; anything else is refused with one sentence that names the place.
 */
export function mergeSettings<T extends object>(own: T, given: unknown): T | Refused {
  const complaints: string[] = []
  const merged = merge(own, given, 'settings', complaints)
  return complaints[0] === undefined ? (merged as T) : { refused: complaints[0] }
}

function merge(own: unknown, given: unknown, place: string, complaints: string[]): unknown {
  if (given === undefined) return own
  if (isRecord(own)) {
    if (!isRecord(given)) return complain(`${place} must be an object`, given, own, complaints)
    // A tagged object (as `downing`) is taken as a whole when its tag differs: its fields are other ones.
    if ('strategy' in own && 'strategy' in given && given.strategy !== own.strategy) return given
    const unknown = Object.keys(given).find(key => !(key in own))
    if (unknown !== undefined) {
      complaints.push(`${place} has no [${unknown}]: it knows ${Object.keys(own).join(', ')}.`)
      return own
    }
    return Object.fromEntries(
      Object.entries(own).map(([key, value]) => [
        key,
        merge(value, given[key], `${place}.${key}`, complaints),
      ]),
    )
  }
  if (Array.isArray(own)) {
    return Array.isArray(given) ? given : complain(`${place} must be a list`, given, own, complaints)
  }
  // null stands for `off`, so a number may take its place and the other way round.
  if (own === null || typeof own === 'number') {
    const fine =
      (given === null && place.endsWith('Ms')) || (typeof given === 'number' && given >= 0 && given < 1e9)
    return fine ? given : complain(`${place} must be a number from 0 to 10^9`, given, own, complaints)
  }
  return typeof given === typeof own
    ? given
    : complain(`${place} must be of the kind ${typeof own}`, given, own, complaints)
}

function complain(what: string, given: unknown, own: unknown, complaints: string[]): unknown {
  complaints.push(`${what}, but is ${JSON.stringify(given)}.`)
  return own
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
