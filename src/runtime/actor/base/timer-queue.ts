import { ActorError } from './actor-error.ts'

/** A call at an instant. It can be in one queue, once at a time. */
export abstract class Scheduled {
  due = 0
  /** Start number: the order of calls at one instant. */
  order = 0
  /** False before it is scheduled, and after it ran or was cancelled. */
  waiting = false

  abstract fire(): void

  /** The system ended while this was waiting. */
  discarded(_reason: Error): void {}
}

class ScheduledRun extends Scheduled {
  private readonly run: () => void
  constructor(run: () => void) {
    super()
    this.run = run
  }
  override fire(): void {
    this.run()
  }
}

/** All timers of a system, in a binary heap by (due, order). A cancelled one stays in the heap until it is due or the heap is compacted. */
export class TimerQueue {
  private heap: Scheduled[] = []
  private started = 0
  private cancelled = 0

  /** The earliest due instant; null: the queue is empty. */
  get nextDue(): number | null {
    while (this.heap.length > 0 && !this.heap[0]!.waiting) {
      this.pop()
      this.cancelled--
    }
    return this.heap.length === 0 ? null : this.heap[0]!.due
  }

  schedule(due: number, run: () => void): Scheduled {
    const scheduled = new ScheduledRun(run)
    this.add(scheduled, due)
    return scheduled
  }

  add(scheduled: Scheduled, due: number): void {
    scheduled.due = due
    scheduled.order = this.started++
    scheduled.waiting = true
    this.heap.push(scheduled)
    this.up(this.heap.length - 1)
  }

  /** False when it already ran or was cancelled. */
  cancel(scheduled: Scheduled): boolean {
    if (!scheduled.waiting) return false
    scheduled.waiting = false
    this.cancelled++
    if (this.cancelled === this.heap.length) this.clear()
    else if (this.cancelled > compactAbove && this.cancelled * 2 > this.heap.length) this.compact()
    return true
  }

  /** Runs all calls that are due at `now` or before, in order, also those that they add. */
  fire(now: number): void {
    for (let due = this.nextDue; due !== null && due <= now; due = this.nextDue) {
      const scheduled = this.pop()
      scheduled.waiting = false
      scheduled.fire()
    }
  }

  /** Ends every waiting call, because the system has ended for this reason. */
  discard(reason: Error): void {
    const { heap } = this
    this.heap = []
    this.cancelled = 0
    for (const scheduled of heap) {
      if (!scheduled.waiting) continue
      scheduled.waiting = false
      scheduled.discarded(reason)
    }
  }

  clear(): void {
    this.heap.length = 0
    this.cancelled = 0
  }

  private compact(): void {
    this.heap = this.heap.filter(scheduled => scheduled.waiting).sort((a, b) => (before(a, b) ? -1 : 1))
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

/** Whole ms, at least 1, so that a scheduled call never runs at the instant that scheduled it. */
export const checkedDelay = (ms: number): number => (ms > 1 ? Math.ceil(ms) : 1)

/** Whole ms that an actor is busy. `call`: the call that gave `ms`. @throws {ActorError} for a negative or infinite `ms`. */
export function checkedInterval(ms: number, path: string, call: string): number {
  if (ms >= 0 && ms < Number.POSITIVE_INFINITY) return Math.ceil(ms)
  const message = `[${path}] cannot be busy for [${ms}] ms. Give [${call}] a number of at least 0.`
  throw new ActorError('InvalidDuration', 'invalid-duration', message)
}
