import { EventLog, type TraceEvent } from '../../trace/index.ts'

/** Derives something from the run's events: flights, the stage, announcements. */
export interface Projection {
  /**
   * Starts on a log: when the projection subscribes, and again when another run is shown. Events before position
   * `from` are not handed to `add`; the projection reads them in the log if it needs them.
   */
  begin(log: EventLog, from: number): void
  /** Takes the next events, in the order of the trace. */
  add(events: readonly TraceEvent[]): void
}

/** Events in one call of `add`: as many as the log holds unpacked, so that a restored run stays packed. */
const maxBatch = 16_384

/** The readers of one event log, each under a name. Each gets every event once and in order. */
export class Projections {
  readonly #byName = new Map<string, Projection>()
  #log = new EventLog()
  /** Events of the log that were handed out. */
  #published = 0

  /** Another run is shown: every projection begins again, at position 0. */
  show(log: EventLog): void {
    this.#log = log
    this.#published = 0
    for (const projection of this.#byName.values()) projection.begin(log, 0)
  }

  /** Hands out what was appended to the log since the last call. */
  publish(): void {
    while (this.#published < this.#log.length) {
      const events = this.#log.slice(this.#published, this.#published + maxBatch)
      // Counted first, so that a projection that subscribes within `add` does not get these events twice.
      this.#published += events.length
      for (const projection of [...this.#byName.values()]) projection.add(events)
    }
  }

  /** Returns the function that ends the subscription. Throws if the name is taken. */
  subscribe(name: string, projection: Projection): () => void {
    if (this.#byName.has(name))
      throw new Error(`The projection [${name}] is subscribed already. End its subscription first.`)
    this.#byName.set(name, projection)
    projection.begin(this.#log, this.#published)
    return () => {
      if (this.#byName.get(name) === projection) this.#byName.delete(name)
    }
  }
}
