import type { TraceEvent } from '../trace/trace-event.ts'
import type { ClockState, SessionUpdate } from './session.ts'

export const batchMs = 16

export type Listener = (update: SessionUpdate) => void

/** Tells listeners what is new in the trace, in batches. A new listener gets all of it first. */
export class Broadcaster {
  readonly #trace: readonly TraceEvent[]
  readonly #clock: () => ClockState
  readonly #told = new Map<Listener, number>()
  #lastWall = Number.NEGATIVE_INFINITY
  #acknowledged = 0

  constructor(trace: readonly TraceEvent[], clock: () => ClockState) {
    this.#trace = trace
    this.#clock = clock
  }

  subscribe(listener: Listener): () => void {
    // A listener of its own, so that one function may listen twice.
    const own: Listener = update => listener(update)
    this.#told.set(own, this.#trace.length)
    own({ events: this.#trace.slice(), clock: this.#clock() })
    return () => this.#told.delete(own)
  }

  /** A listener says how many events it has taken in since the beginning. */
  acknowledge(events: number): void {
    if (events > this.#acknowledged) this.#acknowledged = events
  }

  /** How many events were told and not taken in yet. */
  get behind(): number {
    let told = 0
    for (const count of this.#told.values()) if (count > told) told = count
    return told - this.#acknowledged
  }

  tellWhenDue(wall: number): void {
    if (wall - this.#lastWall >= batchMs) this.tell(wall)
  }

  tell(wall: number): void {
    this.#lastWall = wall
    const clock = this.#clock()
    for (const [listener, told] of this.#told) {
      this.#told.set(listener, this.#trace.length)
      listener({ events: this.#trace.slice(told), clock })
    }
  }
}
