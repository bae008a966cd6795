import { conductorId, type EventId, eventId, type VirtualTime } from '../trace/identifiers.ts'
import type { TraceEvent, TraceEventBody } from '../trace/trace-event.ts'

/** Events that the conductor itself emits: performed actions and stopped participants. */
export class ConductorEvents {
  #seq = 0
  #waiting: TraceEvent[] = []

  /** Instant of the earliest event that is not in the trace yet; infinite when there is none. */
  get due(): VirtualTime {
    return this.#waiting[0]?.at ?? Number.POSITIVE_INFINITY
  }

  /** Emits an event and returns its id. Calls must be in the order of their instants. */
  emit(
    at: VirtualTime,
    cause: EventId | null,
    body: TraceEventBody,
    rule: { readonly rule: string } | null = null,
  ): EventId {
    const base = { at, node: conductorId, seq: this.#seq++, ...rule }
    const event: TraceEvent = cause === null ? { ...base, ...body } : { ...base, cause, ...body }
    this.#waiting.push(event)
    return eventId(event)
  }

  /** Removes the events before `to` and returns them. */
  takeBefore(to: VirtualTime): readonly TraceEvent[] {
    const count = this.#waiting.findIndex(event => event.at >= to)
    return this.#waiting.splice(0, count < 0 ? this.#waiting.length : count)
  }
}

/**
 * The place of an event within its instant, so that no effect precedes its cause there: what the conductor does to
 * participants comes before their own events, and the end of a participant that ended by itself comes after them.
 */
const rankOf = (event: TraceEvent): 0 | 1 | 2 => {
  if (event.node !== conductorId) return 1
  return event.type === 'ParticipantStopped' && !isOfConductor(event.cause) ? 2 : 0
}

/** True for an event of the conductor itself, false for one of a participant and for none. */
export const isOfConductor = (id: EventId | null | undefined): boolean =>
  id?.startsWith(`${conductorId}/`) ?? false

/**
 * Merges the sorted traces of several participants into the order of the trace: by instant, then place within the instant, then
 * participant, then sequence number.
 */
export function inOrder(participants: readonly (readonly TraceEvent[])[]): readonly TraceEvent[] {
  const traces = participants.flatMap(byRank)
  const merged: TraceEvent[] = []
  const next = traces.map(() => 0)
  for (;;) {
    let first: TraceEvent | undefined
    let from = 0
    for (let i = 0; i < traces.length; i++) {
      const event = traces[i]![next[i]!]
      if (event === undefined || (first !== undefined && !before(event, first))) continue
      first = event
      from = i
    }
    if (first === undefined) return merged
    merged.push(first)
    next[from]! += 1
  }
}

const before = (a: TraceEvent, b: TraceEvent): boolean => {
  if (a.at !== b.at) return a.at < b.at
  const ranks = rankOf(a) - rankOf(b)
  if (ranks !== 0) return ranks < 0
  return a.node !== b.node ? a.node < b.node : a.seq < b.seq
}

/** The conductor's events have two places within an instant, so they are two sorted traces. */
const byRank = (trace: readonly TraceEvent[]): readonly (readonly TraceEvent[])[] =>
  trace[0]?.node === conductorId
    ? [trace.filter(event => rankOf(event) === 0), trace.filter(event => rankOf(event) === 2)]
    : [trace]
