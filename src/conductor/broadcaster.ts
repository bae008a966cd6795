import type { WatchDecision } from '../trace/watch-checks.ts'
import type { Recording } from './recording.ts'
import type { ClockState, SessionUpdate } from './session.ts'

/** Minimum wall ms between two batches. */
export const batchMs = 16

export type Listener = (update: SessionUpdate) => void

/** Numbers of events and decisions that a listener has got. */
interface Sent {
  readonly events: number
  readonly decisions: number
}

/**
 * Sends new events of the trace and decisions of watched checks to listeners, in batches. The first batch of a listener is
 * everything that the recording holds.
 */
export class Broadcaster {
  readonly #recording: Recording
  readonly #clock: () => ClockState
  readonly #decisions: readonly WatchDecision[]
  readonly #sent = new Map<Listener, Sent>()
  #lastWall = Number.NEGATIVE_INFINITY
  #acknowledged = 0

  /** `decisions` grows in place. */
  constructor(recording: Recording, decisions: readonly WatchDecision[], clock: () => ClockState) {
    this.#recording = recording
    this.#decisions = decisions
    this.#clock = clock
  }

  subscribe(listener: Listener): () => void {
    // A new function, so that one listener may subscribe twice.
    const own: Listener = update => listener(update)
    this.#sendTo(own, { events: this.#recording.firstHeld, decisions: 0 }, this.#clock())
    return () => this.#sent.delete(own)
  }

  /** Called by a listener with the number of events that it has processed since the beginning. */
  acknowledge(events: number): void {
    if (events > this.#acknowledged) this.#acknowledged = events
  }

  /** Number of events sent and not acknowledged yet. */
  get behind(): number {
    let sent = 0
    for (const { events } of this.#sent.values()) if (events > sent) sent = events
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
    for (const [listener, sent] of this.#sent) this.#sendTo(listener, sent, clock)
  }

  #sendTo(listener: Listener, { events, decisions }: Sent, clock: ClockState): void {
    // Before the call, because a listener may make one that sends again.
    this.#sent.set(listener, { events: this.#recording.length, decisions: this.#decisions.length })
    listener({
      events: this.#recording.slice(events),
      decisions: this.#decisions.slice(decisions),
      clock,
    })
  }
}
