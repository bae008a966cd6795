import type { EventLog } from '../event-log/event-log.ts'
import { segmentLength } from '../event-log/segment.ts'
import { type EventId, eventId } from '../identifiers.ts'
import type { Found } from './search.ts'

/** Events that a search reads at most. */
const maxSearched = 64 * segmentLength

/** Everything that follows by `cause` from the event at a position, itself included, before the position `end`. */
export function consequencesOf(log: EventLog, position: number, end: number): readonly Found[] {
  const found: Found[] = []
  const ids = new Set<EventId>()
  const last = Math.min(end, position + maxSearched)
  for (let from = position; from < last; ) {
    const to = Math.min(last, (Math.floor(from / segmentLength) + 1) * segmentLength)
    for (const [i, event] of log.slice(from, to).entries()) {
      if (from + i !== position && (event.cause === undefined || !ids.has(event.cause))) continue
      ids.add(eventId(event))
      found.push({ event, position: from + i })
    }
    from = to
  }
  return found
}
