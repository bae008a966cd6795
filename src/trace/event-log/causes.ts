import type { EventId, TraceEvent } from '../trace-event.ts'
import type { EventLog } from './event-log.ts'

/** Why something happened: its causes back to where they begin. */
export interface Causes {
  /** The event asked about first, each followed by its cause. */
  readonly links: readonly TraceEvent[]
  readonly origin:
    | { readonly type: 'action'; readonly event: TraceEvent }
    /** A timer of the node itself: a gossip tick, a heartbeat tick. */
    | { readonly type: 'rule'; readonly rule: string }
    /** The node's start. */
    | { readonly type: 'start'; readonly event: TraceEvent }
    /** The cause is not in the log. */
    | { readonly type: 'unknown'; readonly id: EventId | null }
}

/** The chain of causes of an event; null when the log does not have the event. */
export function causesOf(log: EventLog, id: EventId): Causes | null {
  const first = log.byId(id)
  if (first === null) return null
  const links = [first]
  let event = first
  // A cause comes before its effect, so this ends; an imported file might break that rule.
  while (event.cause !== undefined) {
    const cause = log.byId(event.cause)
    if (cause === null || links.includes(cause))
      return { links, origin: { type: 'unknown', id: event.cause } }
    links.push(cause)
    event = cause
  }
  if (event.type === 'ActionDone') return { links, origin: { type: 'action', event } }
  if (event.rule !== undefined) return { links, origin: { type: 'rule', rule: event.rule } }
  if (event.type === 'ParticipantStarted') return { links, origin: { type: 'start', event } }
  return { links, origin: { type: 'unknown', id: null } }
}
