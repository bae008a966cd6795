import { type EventId, eventId } from '../identifiers.ts'
import type { TraceEvent } from '../trace-event.ts'
import type { EventLog } from './event-log.ts'

/** The causes of an event, back to the first one. */
export interface Causes {
  /** The event asked about first, each followed by its cause. */
  readonly links: readonly TraceEvent[]
  readonly origin:
    | { readonly type: 'action'; readonly event: TraceEvent }
    /** A timer of the node: a gossip tick, a heartbeat tick. */
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
  const visited = new Set([eventId(first)])
  let event = first
  while (event.cause !== undefined) {
    const cause = log.byId(event.cause)
    // A cause precedes its effect, but an imported file may contain a cycle. Ids are compared because the log
    // parses a packed event anew, as another object.
    if (cause === null || visited.has(event.cause))
      return { links, origin: { type: 'unknown', id: event.cause } }
    visited.add(event.cause)
    links.push(cause)
    event = cause
  }
  if (event.type === 'ActionDone') return { links, origin: { type: 'action', event } }
  if (event.rule !== undefined) return { links, origin: { type: 'rule', rule: event.rule } }
  if (event.type === 'ParticipantStarted') return { links, origin: { type: 'start', event } }
  return { links, origin: { type: 'unknown', id: null } }
}
