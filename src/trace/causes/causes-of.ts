import type { EventLog } from '../event-log/event-log.ts'
import type { EventId } from '../identifiers.ts'
import type { TraceEvent, TraceEventOf } from '../trace-event.ts'
import { type Ground, groundOf } from './grounds.ts'
import { type News, newsIn } from './news.ts'
import type { Found } from './search.ts'

/** An event of a chain, and how it follows from the next one; null for the last one. */
export interface CauseLink extends Found {
  readonly by: Ground | null
}

/** The chain of causes of an event, back to the act or rule that began it. */
export interface Causes {
  /** The event asked about first, each followed by its cause. Positions decrease. */
  readonly links: readonly CauseLink[]
  readonly origin: CauseOrigin
}

export type CauseOrigin =
  | { readonly type: 'action'; readonly event: TraceEventOf<'ActionDone'> }
  /** A rule of the toolkit or a timer of the scenario, which needs no cause to fire. */
  | { readonly type: 'rule'; readonly rule: string; readonly event: TraceEvent }
  /** The start of the run. */
  | { readonly type: 'start'; readonly event: TraceEvent }
  /** The cause is not in the log. */
  | { readonly type: 'unknown'; readonly id: EventId | null }

/** The place in a chain: its event, and the news about a member that it is to explain. */
export interface CausePlace extends Found {
  readonly news: News | null
}

/** The chain of causes of the event at a position; null when the log does not have the event. */
export function causesOf(log: EventLog, position: number): Causes | null {
  const event = log.at(position)
  if (event === undefined) return null
  const links: CauseLink[] = []
  let place: CausePlace = { event, position, news: newsIn(event) }
  for (;;) {
    const next = nextCause(log, place)
    const isOrigin = 'type' in next
    links.push({ event: place.event, position: place.position, by: isOrigin ? null : next.by })
    if (isOrigin) return { links, origin: next }
    place = next
  }
}

/** One step towards the origin, or the origin. A cause has a lower position than its effect, so a chain ends. */
export function nextCause(
  log: EventLog,
  place: CausePlace,
): (CausePlace & { readonly by: Ground }) | CauseOrigin {
  const { event, position } = place
  const ground = groundOf(log, place, place.news)
  if (ground !== null) return { ...ground, news: newsIn(ground.event) ?? place.news }
  if (event.cause !== undefined) {
    const cause = log.positionOf(event.cause)
    const found = cause === null ? undefined : log.at(cause)
    // An imported file may contain a cause that is later than its effect.
    if (cause === null || found === undefined || cause >= position)
      return { type: 'unknown', id: event.cause }
    return { event: found, position: cause, by: 'cause', news: newsIn(found) ?? place.news }
  }
  if (event.type === 'ActionDone') return { type: 'action', event }
  if (event.rule !== undefined) return { type: 'rule', rule: event.rule, event }
  if (event.type === 'ParticipantStarted') return { type: 'start', event }
  return { type: 'unknown', id: null }
}
