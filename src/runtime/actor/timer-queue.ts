/** Something due at an instant. `order` counts what was scheduled, so that one instant has an order. */
export class Scheduled {
  readonly due: number
  readonly order: number
  /** Null once it ran or was cancelled. */
  run: (() => void) | null

  constructor(due: number, order: number, run: () => void) {
    this.due = due
    this.order = order
    this.run = run
  }
}

/** All timers of a system, in a binary heap by (due, order). What is cancelled stays until it would be due. */
export class TimerQueue {
  private heap: Scheduled[] = []
  private started = 0
  private cancelled = 0

  /** The earliest instant at which something is due; null: nothing. */
  get nextDue(): number | null {
    while (this.heap.length > 0 && this.heap[0]!.run === null) {
      this.pop()
      this.cancelled--
    }
    return this.heap.length === 0 ? null : this.heap[0]!.due
  }

  schedule(due: number, run: () => void): Scheduled {
    const scheduled = new Scheduled(due, this.started++, run)
    this.heap.push(scheduled)
    this.up(this.heap.length - 1)
    return scheduled
  }

  /** False when it already ran or was cancelled. */
  cancel(scheduled: Scheduled): boolean {
    if (scheduled.run === null) return false
    scheduled.run = null
    this.cancelled++
    if (this.cancelled > compactAbove && this.cancelled * 2 > this.heap.length) this.compact()
    return true
  }

  /** Runs what is due at `now` or before, by due time, also what that adds. */
  fire(now: number): void {
    for (let due = this.nextDue; due !== null && due <= now; due = this.nextDue) {
      const scheduled = this.pop()
      const { run } = scheduled
      scheduled.run = null
      run!()
    }
  }

  clear(): void {
    this.heap = []
    this.cancelled = 0
  }

  private compact(): void {
    this.heap = this.heap.filter(scheduled => scheduled.run !== null).sort((a, b) => (before(a, b) ? -1 : 1))
    this.cancelled = 0
  }

  private pop(): Scheduled {
    const first = this.heap[0]!
    const last = this.heap.pop()!
    if (this.heap.length > 0) {
      this.heap[0] = last
      this.down(0)
    }
    return first
  }

  private up(from: number): void {
    const { heap } = this
    let i = from
    const item = heap[i]!
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (before(heap[parent]!, item)) break
      heap[i] = heap[parent]!
      i = parent
    }
    heap[i] = item
  }

  private down(from: number): void {
    const { heap } = this
    let i = from
    const item = heap[i]!
    for (;;) {
      let child = i * 2 + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++
      if (before(item, heap[child]!)) break
      heap[i] = heap[child]!
      i = child
    }
    heap[i] = item
  }
}

const compactAbove = 256

const before = (a: Scheduled, b: Scheduled) => a.due < b.due || (a.due === b.due && a.order < b.order)

/** Whole milliseconds, at least one: nothing scheduled happens at the instant that scheduled it. */
export const delayOf = (ms: number): number => (ms > 1 ? Math.ceil(ms) : 1)
