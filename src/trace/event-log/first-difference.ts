import { canonicalJson } from '../canonical-json.ts'
import type { TraceEvent } from '../trace-event.ts'
import type { EventLog } from './event-log.ts'

/** The first position at which two logs differ, with the event of each; null: that log ends there. */
export interface Difference {
  readonly position: number
  readonly first: TraceEvent | null
  readonly second: TraceEvent | null
}

/**
 * Searches the positions from `from` up to, not including, `to` for a difference, so that a long search continues in slices.
 * Null: both logs are equal there, or end at the same position.
 */
export function differenceIn(first: EventLog, second: EventLog, from: number, to: number): Difference | null {
  const ones = first.slice(from, to)
  const others = second.slice(from, to)
  for (let i = 0; i < Math.max(ones.length, others.length); i++) {
    const [one = null, other = null] = [ones[i], others[i]]
    // Logs of one family share the events before their fork.
    if (one === other || canonicalJson(one) === canonicalJson(other)) continue
    return { position: from + i, first: one, second: other }
  }
  return null
}
