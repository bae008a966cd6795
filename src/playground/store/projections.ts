import { EventLog, type TraceEvent } from '../../trace/index.ts'

/** Derives something from the shown events: flights, local messages, announcements. */
export interface Projection {
  /**
   * Starts at a position: when the projection subscribes, when another run is shown, and when the cursor jumps. Events
   * before position `from` are not handed to `add`; the projection reads them in the log if it needs them.
   */
  begin(log: EventLog, from: number): void
  /** Takes the next events, in the order of the trace. */
  add(events: readonly TraceEvent[]): void
}

/** The readers of the shown events, each under a name. Each gets every event that is shown, once and in order. */
export class Projections {
  readonly #byName = new Map<string, Projection>()
  #log = new EventLog()
  /** Number of shown events. */
  #position = 0

  /** Another run is shown: every projection begins again, at position 0. */
  show(log: EventLog): void {
    this.#log = log
    this.seek(0)
  }

  /** The cursor jumped: every projection begins again, at this position. */
  seek(position: number): void {
    this.#position = position
    for (const projection of this.#byName.values()) projection.begin(this.#log, position)
  }

  /** Hands out the next shown events. */
  add(events: readonly TraceEvent[]): void {
    if (events.length === 0) return
    // Counted first, so that a projection that subscribes within `add` does not get these events twice.
    this.#position += events.length
    for (const projection of [...this.#byName.values()]) projection.add(events)
  }

  /** Returns the function that ends the subscription. Throws if the name is taken. */
  subscribe(name: string, projection: Projection): () => void {
    if (this.#byName.has(name))
      throw new Error(`The projection [${name}] is subscribed already. End its subscription first.`)
    this.#byName.set(name, projection)
    projection.begin(this.#log, this.#position)
    return () => {
      if (this.#byName.get(name) === projection) this.#byName.delete(name)
    }
  }
}
