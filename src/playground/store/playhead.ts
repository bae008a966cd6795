import { EventLog, type TraceEvent, type VirtualTime } from '../../trace/index.ts'
import type { Director } from './director.ts'

/** Events that are read from the log at once. */
const chunk = 512

export interface Advance {
  /** Elapsed time, in ms of the page's clock. */
  readonly elapsedMs: number
  /** Virtual ms per ms. */
  readonly rate: number
  /** Last instant that may be shown, in virtual ms. */
  readonly until: VirtualTime
  /** Number of events that may be shown at most. Default: all. */
  readonly limit?: number
  /** False at speeds at which only the outcome can be seen: the playhead waits for no event. */
  readonly waits: boolean
}

/**
 * The place in the recording that the page shows. It moves evenly through virtual time, from event to event, and waits
 * where the director needs time. So every event is shown after its cause, also at one virtual instant.
 */
export class Playhead {
  /** Decides how long the playhead stays at an event; null: it never waits. */
  director: Director | null = null
  #log = new EventLog()
  #position = 0
  #at = 0
  #holdMs = 0
  /** Whether the lead of the next event has been started. */
  #led = false

  /** Number of shown events. */
  get position(): number {
    return this.#position
  }

  /** Shown instant, in virtual ms, with a fraction between events. */
  get at(): number {
    return this.#at
  }

  /** True while the director needs time. */
  get isWaiting(): boolean {
    return this.#holdMs > 0
  }

  get log(): EventLog {
    return this.#log
  }

  /** True while the director limits the speed. */
  get isSlowed(): boolean {
    return this.#maxRate() < Number.POSITIVE_INFINITY
  }

  /** Starts at the beginning of another run. */
  show(log: EventLog): void {
    this.#log = log
    this.jumpTo(0, 0)
  }

  /** Shows the first `position` events, at the instant `at`. */
  jumpTo(position: number, at: number): void {
    this.#position = position
    this.#at = at
    this.#holdMs = 0
    this.#led = false
    this.director?.clear()
  }

  /** Moves forward and returns the events that were shown by that, in order. */
  advance({
    elapsedMs,
    rate,
    until,
    limit = Number.POSITIVE_INFINITY,
    ...asked
  }: Advance): readonly TraceEvent[] {
    const shown: TraceEvent[] = []
    const waits = asked.waits || this.isSlowed
    if (!waits) this.#holdMs = 0
    let rest = this.#wait(elapsedMs)
    if (this.isWaiting) return shown
    for (const event of this.#ahead()) {
      if (this.#position >= limit) return shown
      if (event.at > until) break
      rest = this.#moveTowards(event.at, rest, rate)
      if (this.#at < event.at) return shown
      if (!this.#led) {
        this.#led = true
        rest = this.#hold(this.director?.lead(event) ?? 0, rest, waits)
        if (this.isWaiting) return shown
      }
      this.#led = false
      this.#position += 1
      shown.push(event)
      rest = this.#hold(this.director?.reveal(event) ?? 0, rest, waits)
      if (this.isWaiting) return shown
    }
    this.#moveTowards(until, rest, rate)
    return shown
  }

  /** The events that are not shown yet. */
  *#ahead(): Generator<TraceEvent, void> {
    for (;;) {
      const events = this.#log.slice(this.#position, this.#position + chunk)
      if (events.length === 0) return
      yield* events
    }
  }

  /** Begins to wait for `ms`, of which `rest` may pass at once. Returns the time that is left. */
  #hold(ms: number, rest: number, waits: boolean): number {
    this.#holdMs = waits ? ms : 0
    return this.#wait(rest)
  }

  /** Waits as long as the director needs, at most `ms`. Returns the time that is left. */
  #wait(ms: number): number {
    const waited = Math.min(this.#holdMs, ms)
    this.#holdMs -= waited
    if (waited > 0) this.director?.advance(waited)
    return ms - waited
  }

  #maxRate(): number {
    return this.director?.maxRate(this.#at) ?? Number.POSITIVE_INFINITY
  }

  /** Moves through virtual time, at most to `target`. Returns the time that is left, in ms of the page's clock. */
  #moveTowards(target: number, ms: number, asked: number): number {
    const distance = target - this.#at
    if (distance <= 0) return ms
    const rate = Math.min(asked, this.#maxRate())
    const needed = distance / rate
    const used = Math.min(ms, needed)
    this.#at = needed <= ms ? target : this.#at + ms * rate
    if (used > 0) this.director?.advance(used)
    return ms - used
  }
}
