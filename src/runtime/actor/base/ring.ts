/**
 * A first-in first-out queue in a circular array, which doubles when full and is released when a large one is drained.
 * A queue that never held more than one item has no array.
 */
export class Ring<T> {
  size = 0
  private slots: (T | undefined)[] = none
  private head = 0
  private only: T | undefined = undefined

  push(item: T): void {
    if (this.size >= this.slots.length) {
      if (this.size === 0) {
        this.only = item
        this.size = 1
        return
      }
      this.grow()
    }
    this.slots[(this.head + this.size) & (this.slots.length - 1)] = item
    this.size++
  }

  /** Puts an item in front of the oldest. */
  unshift(item: T): void {
    if (this.size >= this.slots.length) this.grow()
    this.head = (this.head - 1) & (this.slots.length - 1)
    this.slots[this.head] = item
    this.size++
  }

  /** Removes the oldest item. Check {@link size} first: an empty ring has none. */
  shift(): T {
    if (this.slots.length === 0) return this.shiftOnly()
    const item = this.slots[this.head] as T
    this.slots[this.head] = undefined
    this.head = (this.head + 1) & (this.slots.length - 1)
    if (--this.size === 0 && this.slots.length > maxKeptSlots) {
      this.slots = none
      this.head = 0
    }
    return item
  }

  /** Removes the newest item. Check {@link size} first. */
  pop(): T {
    if (this.slots.length === 0) return this.shiftOnly()
    const last = (this.head + --this.size) & (this.slots.length - 1)
    const item = this.slots[last] as T
    this.slots[last] = undefined
    return item
  }

  clear(): void {
    this.slots = none
    this.head = 0
    this.size = 0
    this.only = undefined
  }

  private shiftOnly(): T {
    const item = this.only as T
    this.only = undefined
    this.size = 0
    return item
  }

  private grow(): void {
    const old = this.slots
    const bigger = new Array<T | undefined>(Math.max(firstSlots, old.length * 2))
    if (old.length === 0) {
      bigger[0] = this.only
      this.only = undefined
    }
    for (let i = 0; i < old.length; i++) bigger[i] = old[(this.head + i) & (old.length - 1)]
    this.slots = bigger
    this.head = 0
  }
}

/** Powers of two, so that a bit mask computes the slot. */
const firstSlots = 4
const maxKeptSlots = 1024

/** Shared by all rings without an array. Never written, because its length is 0. */
const none: never[] = []
