import {
  bodyLimit,
  type EventId,
  eventId,
  type TraceEvent,
  type TraceEventBody,
  type VirtualTime,
} from '../../trace/trace-event.ts'
import type { Boot } from '../participant.ts'
import type { JournalAnswer } from '../persistence/journal-protocol.ts'

/** Numbers and stamps the database's events; a round takes what has gathered. */
export class DatabaseTracer {
  readonly #node: string
  #seq: number
  #events: TraceEvent[] = []

  constructor(boot: Boot) {
    this.#node = boot.id
    this.#seq = boot.firstSeq
  }

  emit(at: VirtualTime, cause: EventId | null, body: TraceEventBody): EventId {
    const base = { at, node: this.#node, seq: this.#seq++ }
    const event: TraceEvent = cause === null ? { ...base, ...body } : { ...base, cause, ...body }
    this.#events.push(event)
    return eventId(event)
  }

  take(): readonly TraceEvent[] {
    const events = this.#events
    this.#events = []
    return events
  }
}

/** An answer as the trace keeps it; of a large batch only as much is written out as the cut leaves anyway. */
export function answerBody(answer: JournalAnswer): string {
  const told = answer.type === 'ReplayedMessages' ? { ...answer, events: answer.events.slice(0, 8) } : answer
  return JSON.stringify(told).slice(0, bodyLimit)
}
