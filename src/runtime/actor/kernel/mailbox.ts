import { Ring } from '../base/ring.ts'
import type { Origin } from './origin.ts'

/** More than fits into memory. A small integer for engines, so that comparing with it stays cheap. */
const unbounded = 2 ** 30 - 1

/** The messages that an actor has not handled yet, first in, first out. */
export class Mailbox extends Ring<unknown> {
  /** A message that finds so many others waiting becomes a dead letter. Notices of the kernel are never refused. */
  capacity = unbounded
  /** Of each item, in the same order; null: the system is not traced. */
  private readonly origins: Ring<Origin | null> | null

  constructor(traced: boolean) {
    super()
    this.origins = traced ? new Ring() : null
  }

  get isFull(): boolean {
    return this.size >= this.capacity
  }

  add(item: unknown, origin: Origin | null): void {
    this.push(item)
    if (this.origins !== null) this.origins.push(origin)
  }

  /** The origin of the item that {@link shift} returned last. Call it once after each `shift`. */
  shiftOrigin(): Origin | null {
    return this.origins === null ? null : this.origins.shift()
  }

  /** Lets the newest item be the next one. */
  moveNewestToFront(): void {
    this.unshift(this.pop())
    if (this.origins !== null) this.origins.unshift(this.origins.pop())
  }
}
