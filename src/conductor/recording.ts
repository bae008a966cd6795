import type { ClusterView } from '../trace/cluster-view.ts'
import { Folding, foldAll } from '../trace/fold.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import { TraceHash } from '../trace/trace-hash.ts'

/** The view after the first `events` events of the run. */
interface ViewAt {
  readonly events: number
  readonly view: ClusterView
}

/**
 * The trace of a run. Positions count from 0 at the run's first event and never change. By default it holds every event;
 * `forget` drops the oldest ones, so that a long run needs no more memory than a short one. The hash covers every event.
 */
export class Recording {
  /** The events that it holds, in order. Grows in place. */
  readonly held: TraceEvent[] = []
  /** Updated only when the hash is read or events are forgotten, because most runs never need it. */
  readonly #hash = new TraceHash()
  /** Folded event by event, because a view after each piece would copy all that the piece changed. */
  readonly #forgotten = new Folding()
  #firstHeld = 0
  /** The last view that was read. */
  #cached: ViewAt | null = null

  /** Number of events since the beginning of the run, the forgotten ones included. */
  get length(): number {
    return this.#firstHeld + this.held.length
  }

  /** Position of the first event that it holds. */
  get firstHeld(): number {
    return this.#firstHeld
  }

  append(events: readonly TraceEvent[]): void {
    for (const event of events) this.held.push(event)
  }

  /**
   * The events from one position up to, not including, the other.
   * @throws {RangeError} for forgotten events.
   */
  slice(from: number, to: number = this.length): readonly TraceEvent[] {
    if (from < this.firstHeld)
      throw new RangeError(`Events before position [${this.firstHeld}] are forgotten; [${from}] was read.`)
    return this.held.slice(from - this.firstHeld, to - this.firstHeld)
  }

  /** Position of the first held event at or after the instant `at`; its length if there is none. */
  positionAt(at: VirtualTime): number {
    let position = this.length
    while (position > this.firstHeld && this.held[position - 1 - this.firstHeld]!.at >= at) position--
    return position
  }

  /** The view after the first `count` events, which must not be fewer than the forgotten ones. */
  viewAt(count: number): ClusterView {
    const cached = this.#cached
    const from =
      cached !== null && cached.events >= this.#firstHeld && cached.events <= count
        ? cached
        : { events: this.#firstHeld, view: this.#forgotten.view() }
    const view = foldAll(from.view, this.slice(from.events, count))
    this.#cached = { events: count, view }
    return view
  }

  /** Drops the events before `position`. */
  forget(position: number): void {
    if (position <= this.firstHeld) return
    this.#hashUntil(position)
    for (const event of this.held.splice(0, position - this.#firstHeld)) this.#forgotten.add(event)
    this.#firstHeld = position
  }

  /** The hash of all events so far: 64 hexadecimal digits. */
  hash(): string {
    this.#hashUntil(this.length)
    return this.#hash.hex()
  }

  #hashUntil(position: number): void {
    for (let i = this.#hash.events; i < position; i++) this.#hash.update(this.held[i - this.firstHeld]!)
  }
}
