/** A first-in first-out queue in a circle of slots; doubles when full, gives a big circle back when drained. */
export class Ring<T> {
  size = 0
  private slots: (T | undefined)[] = none
  private head = 0

  push(item: T): void {
    if (this.size === this.slots.length) this.grow()
    this.slots[(this.head + this.size) & (this.slots.length - 1)] = item
    this.size++
  }

  /** In front of the oldest. */
  unshift(item: T): void {
    if (this.size === this.slots.length) this.grow()
    this.head = (this.head - 1) & (this.slots.length - 1)
    this.slots[this.head] = item
    this.size++
  }

  /** The oldest item. Ask {@link size} first: an empty ring has none. */
  shift(): T {
    const item = this.slots[this.head] as T
    this.slots[this.head] = undefined
    this.head = (this.head + 1) & (this.slots.length - 1)
    if (--this.size === 0 && this.slots.length > keptSlots) {
      this.slots = none
      this.head = 0
    }
    return item
  }

  clear(): void {
    this.slots = none
    this.head = 0
    this.size = 0
  }

  private grow(): void {
    const old = this.slots
    const bigger = new Array<T | undefined>(Math.max(firstSlots, old.length * 2))
    for (let i = 0; i < this.size; i++) bigger[i] = old[(this.head + i) & (old.length - 1)]
    this.slots = bigger
    this.head = 0
  }
}

/** Powers of two, so that a mask finds the slot. */
const firstSlots = 4
const keptSlots = 1024

/** Shared by all rings that never held anything; never written, as its length is 0. */
const none: never[] = []
