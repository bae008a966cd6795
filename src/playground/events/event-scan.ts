import { type EventFilter, type EventLog, lowestIndex, segmentLength } from '../../trace/index.ts'

/** Finds the positions of matching events in slices, so that a search of a long run never blocks a frame. */
export class EventScan {
  readonly #log: EventLog
  readonly #filter: EventFilter
  readonly #from: number
  readonly #max: number
  readonly #positions: number[] = []
  #scanned: number

  /** Begins at position `from`; ends after `max` matches. */
  constructor(log: EventLog, filter: EventFilter, { from = 0, max = Number.POSITIVE_INFINITY } = {}) {
    this.#log = log
    this.#filter = filter
    this.#from = from
    this.#max = max
    this.#scanned = from
  }

  /** Found positions before `end`, those that the cursor shows, without dropped ones. */
  positionsBefore(end: number): readonly number[] {
    const [first, last] = [this.#positions[0], this.#positions.at(-1)]
    if (first === undefined || last === undefined) return this.#positions
    // Found before their events were dropped.
    if (first < this.#log.firstHeld) this.#positions.splice(0, this.#countBefore(this.#log.firstHeld))
    return last < end ? this.#positions : this.#positions.slice(0, this.#countBefore(end))
  }

  #countBefore(position: number): number {
    return lowestIndex(this.#positions.length, i => (this.#positions[i] as number) >= position)
  }

  /** Positions found so far, in order. Grows in place: copying a long list at each new event would cost too much. */
  get positions(): readonly number[] {
    return this.#positions
  }

  get isComplete(): boolean {
    return this.#scanned >= this.#log.length || this.#positions.length >= this.#max
  }

  /** From 0 to 1. */
  get progress(): number {
    const total = this.#log.length - this.#from
    return this.isComplete || total <= 0 ? 1 : (this.#scanned - this.#from) / total
  }

  /** Scans segment by segment until everything is scanned or `isOver` returns true. */
  advance(isOver: () => boolean): void {
    while (!this.isComplete) {
      const nextSegment = (Math.floor(this.#scanned / segmentLength) + 1) * segmentLength
      const to = Math.min(nextSegment, this.#log.length)
      for (const position of this.#log.select(this.#filter, this.#scanned, to)) {
        if (this.#positions.length < this.#max) this.#positions.push(position)
      }
      this.#scanned = to
      if (isOver()) return
    }
  }
}
