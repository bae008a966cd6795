import type { EventId, ParticipantId, VirtualTime } from '../../trace/identifiers.ts'
import { eventId } from '../../trace/identifiers.ts'
import type { TraceEvent, TraceEventBody } from '../../trace/trace-event.ts'
import type { Tracer } from '../tracer.ts'
import { causedEvent } from './frequent-events.ts'

/**
 * Adds time, node, sequence number and cause to each trace event, and keeps the events until the end of the
 * round.
 */
export class ParticipantTracer implements Tracer {
  cause: EventId | null = null
  rule: string | null = null
  private readonly node: ParticipantId
  private readonly now: () => VirtualTime
  private seq: number
  private events: TraceEvent[] = []

  constructor(node: ParticipantId, firstSeq: number, now: () => VirtualTime) {
    this.node = node
    this.seq = firstSeq
    this.now = now
  }

  emit(body: TraceEventBody): EventId {
    const { cause, rule, node } = this
    const at = this.now()
    const seq = this.seq++
    const event: TraceEvent =
      cause === null
        ? { at, node, seq, ...(rule === null ? null : { rule }), ...body }
        : rule === null
          ? causedEvent(at, node, seq, cause, body)
          : { at, node, seq, cause, rule, ...body }
    this.events.push(event)
    return eventId(event)
  }

  /** The number of events since the last `take`. */
  get size(): number {
    return this.events.length
  }

  /**
   * Drops the newest events until `size` remain, and reuses their sequence numbers. Returns the nearest cause of the event
   * `id` that is not dropped.
   */
  truncateTo(size: number, id: EventId | null): EventId | null {
    let cause = id
    for (let i = this.events.length - 1; i >= size; i--) {
      const event = this.events[i]!
      if (eventId(event) === cause) cause = event.cause ?? null
    }
    this.seq -= this.events.length - size
    this.events.length = size
    return cause
  }

  drain(): readonly TraceEvent[] {
    const { events } = this
    this.events = []
    return events
  }
}
