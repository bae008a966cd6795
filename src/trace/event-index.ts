import { describeEvent } from '../narration/describe-event.ts'
import { type EventFamily, familyOf, type Verbosity, verbosityOf } from '../narration/event-family.ts'
import { type EventId, type ParticipantId, participantOfEventId, type VirtualTime } from './identifiers.ts'
import type { TraceEvent } from './trace-event.ts'
import type { Participants } from './views-agree.ts'

/** Which events to list; what is left out does not restrict. */
export interface EventFilter {
  readonly families?: ReadonlySet<EventFamily>
  /** Emitted by one of these, or (messages, stops, actions) concerning it. */
  readonly participants?: ReadonlySet<ParticipantId>
  /** Somewhere in the event's own fields or in the line that tells of it; upper and lower case are the same. */
  readonly text?: string
  /** Only what is told at this level: 1 the turns of the story, 3 everything. */
  readonly verbosity?: Verbosity
}

/** Why something happened: its causes back to where it began. */
export interface Why {
  /** The event asked about first, each followed by its cause. */
  readonly links: readonly TraceEvent[]
  readonly origin:
    | { readonly type: 'action'; readonly event: TraceEvent }
    /** A timer of the node itself: a gossip tick, a heartbeat tick. */
    | { readonly type: 'rule'; readonly rule: string }
    /** The node's start. */
    | { readonly type: 'start'; readonly event: TraceEvent }
    /** The cause is not among the events kept here. */
    | { readonly type: 'unknown'; readonly id: EventId | null }
}

/** The events of a run as they come, to be found again. Positions count from 0 and never change. */
export class EventIndex {
  readonly #events: TraceEvent[] = []
  /** Positions by participant; its events are in the order of their `seq`. */
  readonly #positions = new Map<ParticipantId, number[]>()

  get length(): number {
    return this.#events.length
  }

  append(events: readonly TraceEvent[]): void {
    for (const event of events) {
      const own = this.#positions.get(event.node)
      if (own === undefined) this.#positions.set(event.node, [this.#events.length])
      else own.push(this.#events.length)
      this.#events.push(event)
    }
  }

  at(position: number): TraceEvent | undefined {
    return this.#events[position]
  }

  slice(from: number, to?: number): readonly TraceEvent[] {
    return this.#events.slice(from, to)
  }

  positionOf(id: EventId): number | null {
    const own = this.#positions.get(participantOfEventId(id))
    const seq = Number(id.slice(id.lastIndexOf('/') + 1))
    if (own === undefined) return null
    const at = lowest(own.length, i => this.#event(own[i]).seq >= seq)
    const position = own[at]
    return position !== undefined && this.#event(position).seq === seq ? position : null
  }

  byId(id: EventId): TraceEvent | null {
    const position = this.positionOf(id)
    return position === null ? null : this.#event(position)
  }

  /** How many events happened before or at this instant: where the cursor stands then. */
  countUntil(at: VirtualTime): number {
    return lowest(this.#events.length, i => this.#event(i).at > at)
  }

  /** Positions of matching events from `from` on, so that a list already made can be continued. */
  select(filter: EventFilter, view: Participants, from = 0): readonly number[] {
    const wanted = filter.text?.trim().toLowerCase() ?? ''
    const positions: number[] = []
    for (let i = from; i < this.#events.length; i++) {
      const event = this.#event(i)
      if (filter.families !== undefined && !filter.families.has(familyOf(event))) continue
      if (filter.verbosity !== undefined && verbosityOf(event, view) > filter.verbosity) continue
      if (filter.participants !== undefined && !concerns(event, filter.participants)) continue
      if (wanted !== '' && !mentions(event, wanted) && !mentions(describeEvent(event, view), wanted)) continue
      positions.push(i)
    }
    return positions
  }

  /** The chain of causes; null for an event that is not here. */
  causes(id: EventId): Why | null {
    const first = this.byId(id)
    if (first === null) return null
    const links = [first]
    let event = first
    // A cause comes before its effect, so this ends; a file from elsewhere might not keep to that.
    while (event.cause !== undefined) {
      const cause = this.byId(event.cause)
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

  #event(position: number | undefined): TraceEvent {
    return this.#events[position as number] as TraceEvent
  }
}

/** The lowest number below `end` for which it is true, given that it stays true; `end` if for none. */
const lowest = (end: number, isTrue: (i: number) => boolean): number => {
  let low = 0
  let high = end
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isTrue(middle)) high = middle
    else low = middle + 1
  }
  return low
}

const concerns = (event: TraceEvent, participants: ReadonlySet<ParticipantId>): boolean => {
  if (participants.has(event.node)) return true
  if (event.type === 'MessageSent') return event.toNode !== undefined && participants.has(event.toNode)
  if (event.type === 'ParticipantStopped') return participants.has(event.participant)
  if (event.type !== 'ActionDone') return false
  const { action } = event
  if ('participant' in action) return participants.has(action.participant)
  return 'node' in action && participants.has(action.node)
}

const mentions = (value: unknown, wanted: string): boolean => {
  if (typeof value === 'string') return value.toLowerCase().includes(wanted)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(part => mentions(part, wanted))
}
