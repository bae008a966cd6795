import type { Check } from '../trace/check.ts'

/** The longest time, in virtual ms, that a check grants; 0 when it grants none. A run must be longer to violate it. */
export function longestWindowMs(check: Check): number {
  if (check.type === 'all' || check.type === 'any') return Math.max(0, ...check.checks.map(longestWindowMs))
  const within = 'withinMs' in check ? (check.withinMs ?? 0) : 0
  const recovers = 'recoversWithinMs' in check ? (check.recoversWithinMs ?? 0) : 0
  return Math.max(within, recovers)
}
