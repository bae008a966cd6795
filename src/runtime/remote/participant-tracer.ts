import type {
  EventId,
  ParticipantId,
  TraceEvent,
  TraceEventBody,
  VirtualTime,
} from '../../trace/trace-event.ts'
import { eventId } from '../../trace/trace-event.ts'
import type { Tracer } from '../tracer.ts'

/** Stamps what a participant tells and keeps it until the round is over. */
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
    const event: TraceEvent = {
      at: this.now(),
      node: this.node,
      seq: this.seq++,
      ...(this.cause === null ? {} : { cause: this.cause }),
      ...(this.cause !== null || this.rule === null ? {} : { rule: this.rule }),
      ...body,
    }
    this.events.push(event)
    return eventId(event)
  }

  /** How many events wait to be taken. */
  get size(): number {
    return this.events.length
  }

  /** Takes back what was told after `size` events waited, as if it had never been. */
  cutBackTo(size: number): void {
    this.seq -= this.events.length - size
    this.events.length = size
  }

  take(): readonly TraceEvent[] {
    const { events } = this
    this.events = []
    return events
  }
}
