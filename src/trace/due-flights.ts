import type { FlightView } from './cluster-view.ts'
import type { EventId, VirtualTime } from './identifiers.ts'

/** A flight and the instant at which it was to arrive when it was added. */
export interface Due {
  readonly id: EventId
  readonly at: VirtualTime
  /** Order of addition: flights due at one instant arrive in the order in which they were sent. */
  readonly order: number
}

/** Flights in the order of their arrival, in a binary heap because each of them is taken once and in that order. */
export class DueFlights {
  readonly #heap: Due[] = []
  #added = 0

  add({ id, dueAt }: FlightView): void {
    const heap = this.#heap
    const due: Due = { id, at: dueAt, order: this.#added++ }
    let i = heap.length
    heap.push(due)
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!before(due, heap[parent] as Due)) break
      heap[i] = heap[parent] as Due
      i = parent
    }
    heap[i] = due
  }

  /** Removes the next flight due at or before `now` and returns it; null when there is none. */
  take(now: VirtualTime): Due | null {
    const heap = this.#heap
    const first = heap[0]
    if (first === undefined || first.at > now) return null
    const last = heap.pop() as Due
    if (heap.length > 0) this.#sink(last)
    return first
  }

  #sink(due: Due): void {
    const heap = this.#heap
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1] as Due, heap[child] as Due)) child += 1
      if (!before(heap[child] as Due, due)) break
      heap[i] = heap[child] as Due
      i = child
    }
    heap[i] = due
  }
}

const before = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)
