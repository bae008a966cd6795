import type { EventLog } from '../event-log/event-log.ts'
import { segmentLength } from '../event-log/segment.ts'
import type { ParticipantId } from '../identifiers.ts'
import type { TraceEvent } from '../trace-event.ts'

/** An event and its position in the log. */
export interface Found {
  readonly event: TraceEvent
  readonly position: number
}

/** Events that a search reads at most, so that a question about a run of hours is answered at once. */
const maxSearched = 256 * segmentLength

/** The last matching event before a position, of this emitter or, with null, of any; null when there is none. */
export function lastBefore(
  log: EventLog,
  before: number,
  node: ParticipantId | null,
  matches: (event: TraceEvent) => boolean,
): Found | null {
  const end = Math.max(log.firstHeld, before - maxSearched)
  for (let to = before; to > end; ) {
    const from = Math.max(end, Math.floor((to - 1) / segmentLength) * segmentLength)
    const events = log.slice(from, to)
    for (let i = events.length - 1; i >= 0; i--) {
      const event = events[i] as TraceEvent
      if ((node === null || event.node === node) && matches(event)) return { event, position: from + i }
    }
    to = from
  }
  return null
}
