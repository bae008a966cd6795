import { Ring } from '../base/ring.ts'
import type { Origin } from './origin.ts'

/** More than fits into memory. A small integer for engines, so that comparing with it stays cheap. */
const unbounded = 2 ** 30 - 1

export interface MailboxItem {
  readonly item: unknown
  readonly origin: Origin | null
}

/** The messages that an actor has not handled yet, first in, first out. */
export class Mailbox {
  /** A message that finds so many others waiting becomes a dead letter. Notices of the kernel are never refused. */
  capacity = unbounded
  // Not a base class: engines optimize `Ring` better while its methods see one class only.
  private readonly items = new Ring<unknown>()
  /** Of each item, in the same order; null: the system is not traced. */
  private readonly origins: Ring<Origin | null> | null

  constructor(traced: boolean) {
    this.origins = traced ? new Ring() : null
  }

  get size(): number {
    return this.items.size
  }

  get isFull(): boolean {
    return this.items.size >= this.capacity
  }

  add(item: unknown, origin: Origin | null): void {
    this.items.push(item)
    if (this.origins !== null) this.origins.push(origin)
  }

  /** Removes the oldest item. Check {@link size} first, and call {@link shiftOrigin} after it. */
  shift(): unknown {
    return this.items.shift()
  }

  /** The origin of the item that {@link shift} returned last. Call it once after each `shift`. */
  shiftOrigin(): Origin | null {
    return this.origins === null ? null : this.origins.shift()
  }

  /** Removes all items and returns them, oldest first. For acts of a person on single messages. */
  takeAll(): MailboxItem[] {
    const items: MailboxItem[] = []
    while (this.size > 0) items.push({ item: this.shift(), origin: this.shiftOrigin() })
    return items
  }

  addAll(items: readonly MailboxItem[]): void {
    for (const { item, origin } of items) this.add(item, origin)
  }

  /** Lets the newest item be the next one. */
  moveNewestToFront(): void {
    this.items.unshift(this.items.pop())
    if (this.origins !== null) this.origins.unshift(this.origins.pop())
  }
}
