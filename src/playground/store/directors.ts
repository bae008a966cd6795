import type { TraceEvent } from '../../trace/index.ts'
import type { Director } from './director.ts'

/** Several directors as one: the playhead stays at an event for the longest time that one of them needs. */
export class Directors implements Director {
  readonly #all = new Set<Director>()

  /** Returns the function that removes it. */
  add(director: Director): () => void {
    this.#all.add(director)
    return () => this.#all.delete(director)
  }

  lead(event: TraceEvent): number {
    return this.#longest(director => director.lead(event))
  }

  reveal(event: TraceEvent): number {
    return this.#longest(director => director.reveal(event))
  }

  advance(ms: number): void {
    for (const director of this.#all) director.advance(ms)
  }

  maxRate(at: number): number {
    let rate = Number.POSITIVE_INFINITY
    for (const director of this.#all) rate = Math.min(rate, director.maxRate(at))
    return rate
  }

  clear(): void {
    for (const director of this.#all) director.clear()
  }

  /** Every director is asked, because each of them keeps a record of the events. */
  #longest(ask: (director: Director) => number): number {
    let longest = 0
    for (const director of this.#all) longest = Math.max(longest, ask(director))
    return longest
  }
}
