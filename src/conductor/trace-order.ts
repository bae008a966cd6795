import {
  conductorId,
  type EventId,
  eventId,
  type TraceEvent,
  type TraceEventBody,
  type VirtualTime,
} from '../trace/trace-event.ts'

/** What the conductor itself tells: actions, and participants that stopped. */
export class ConductorEvents {
  #seq = 0
  #waiting: TraceEvent[] = []

  /** The instant of the earliest that is not in the trace yet; infinite when there is none. */
  get due(): VirtualTime {
    return this.#waiting[0]?.at ?? Number.POSITIVE_INFINITY
  }

  /** In the order of their instants. */
  emit(at: VirtualTime, cause: EventId | null, body: TraceEventBody): EventId {
    const base = { at, node: conductorId, seq: this.#seq++ }
    const event: TraceEvent = cause === null ? { ...base, ...body } : { ...base, cause, ...body }
    this.#waiting.push(event)
    return eventId(event)
  }

  takeBefore(to: VirtualTime): readonly TraceEvent[] {
    const count = this.#waiting.findIndex(event => event.at >= to)
    return this.#waiting.splice(0, count < 0 ? this.#waiting.length : count)
  }
}

/** The order of the trace: by instant, then participant, then its own numbering. */
export function inOrder(traces: readonly (readonly TraceEvent[])[]): readonly TraceEvent[] {
  const all = traces.flat()
  return all.sort((a, b) => a.at - b.at || (a.node < b.node ? -1 : a.node > b.node ? 1 : a.seq - b.seq))
}
