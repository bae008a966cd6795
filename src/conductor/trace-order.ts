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
  // All events of one trace have one place and one participant, so their order at one instant is that of the traces.
  const traces: (readonly TraceEvent[])[] = []
  for (const trace of participants) {
    if (trace[0]?.node !== conductorId) insert(trace, traces)
    else for (const part of byRank(trace)) insert(part, traces)
  }
  const merged: TraceEvent[] = []
  const next = traces.map(() => 0)
  for (;;) {
    let first = -1
    let at = Number.POSITIVE_INFINITY
    for (let i = 0; i < traces.length; i++) {
      const event = traces[i]![next[i]!]
      if (event === undefined || event.at >= at) continue
      first = i
      at = event.at
    }
    if (first < 0) return merged
    const trace = traces[first]!
    let position = next[first]!
    while (position < trace.length && trace[position]!.at === at) merged.push(trace[position++]!)
    next[first] = position
  }
}

/** True when events like `a` precede those like `b` at one instant. */
const before = (a: TraceEvent, b: TraceEvent): boolean => {
  const ranks = rankOf(a) - rankOf(b)
  return ranks === 0 ? a.node < b.node : ranks < 0
}

/** Inserts a trace into the order of the others. They are few, so a loop is faster than sorting. */
function insert(trace: readonly TraceEvent[], traces: (readonly TraceEvent[])[]): void {
  const first = trace[0]
  if (first === undefined) return
  let place = traces.length
  while (place > 0 && before(first, traces[place - 1]![0]!)) place--
  traces.splice(place, 0, trace)
}

/** The conductor's events have two places within an instant, so they are two sorted traces. */
const byRank = (trace: readonly TraceEvent[]): readonly (readonly TraceEvent[])[] => [
  trace.filter(event => rankOf(event) === 0),
  trace.filter(event => rankOf(event) === 2),
]
