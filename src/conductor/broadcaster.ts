import type { Recording } from './recording.ts'
import type { ClockState, SessionUpdate } from './session.ts'

/** Minimum wall ms between two batches. */
export const batchMs = 16

export type Listener = (update: SessionUpdate) => void

/** Sends new events of the trace to listeners, in batches. The first batch of a listener is everything that the recording holds. */
export class Broadcaster {
  readonly #recording: Recording
  readonly #clock: () => ClockState
  /** Number of events sent to each listener. */
  readonly #sent = new Map<Listener, number>()
  #lastWall = Number.NEGATIVE_INFINITY
  #acknowledged = 0

  constructor(recording: Recording, clock: () => ClockState) {
    this.#recording = recording
    this.#clock = clock
  }

  subscribe(listener: Listener): () => void {
    // A new function, so that one listener may subscribe twice.
    const own: Listener = update => listener(update)
    this.#sent.set(own, this.#recording.length)
    own({ events: this.#recording.slice(this.#recording.firstHeld), clock: this.#clock() })
    return () => this.#sent.delete(own)
  }

  /** Called by a listener with the number of events that it has processed since the beginning. */
  acknowledge(events: number): void {
    if (events > this.#acknowledged) this.#acknowledged = events
  }

  /** Number of events sent and not acknowledged yet. */
  get behind(): number {
    let sent = 0
    for (const count of this.#sent.values()) if (count > sent) sent = count
    return sent - this.#acknowledged
  }

  /** False when the last batch was sent less than {@link batchMs} before `wall`. */
  isDue(wall: number): boolean {
    return wall - this.#lastWall >= batchMs
  }

  /** Sends a batch; `wall` is the wall clock's time in ms. */
  send(wall: number): void {
    this.#lastWall = wall
    const clock = this.#clock()
    for (const [listener, sent] of this.#sent) {
      this.#sent.set(listener, this.#recording.length)
      listener({ events: this.#recording.slice(sent), clock })
    }
  }
}
