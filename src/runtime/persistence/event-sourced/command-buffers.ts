/**
 * The two stashes of an event-sourced actor: the internal stash holds commands that arrived during recovery, a write or
 * a snapshot; the user's stash holds commands stashed by `Effect.stash`. Both survive a restart after a persist failure.
 */
export class CommandBuffers<C> {
  readonly #capacity: number
  readonly #internal = new Queue<Stashed<C>>()
  readonly #user = new Queue<Stashed<C>>()
  /** True after a poison pill: the actor stops once the internal stash is empty, as in Pekko. */
  poisoned = false
  /** Number of commands of the user's stash to handle before the internal stash. */
  #unstashing = 0

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get size(): number {
    return this.#internal.size + this.#user.size
  }

  /** Returns false if the stash is full. */
  stashInternally(stashed: Stashed<C>): boolean {
    return this.#push(this.#internal, stashed)
  }

  /** Returns false if the stash is full. */
  stashForUser(stashed: Stashed<C>): boolean {
    return this.#push(this.#user, stashed)
  }

  /** Schedules all commands now in the user's stash; later ones wait for the next `unstashAll`. */
  unstashAll(): void {
    this.#unstashing = this.#user.size
  }

  next(): Stashed<C> | undefined {
    if (this.#unstashing === 0) return this.#internal.shift()
    this.#unstashing--
    return this.#user.shift()
  }

  get capacity(): number {
    return this.#capacity
  }

  #push(queue: Queue<Stashed<C>>, stashed: Stashed<C>): boolean {
    if (queue.size >= this.#capacity) return false
    queue.push(stashed)
    return true
  }
}

/** `cause`: trace event that delivered the command; it becomes the cause of the events that the command produces. */
export interface Stashed<C> {
  readonly command: C
  readonly cause: string | null
}

/** FIFO queue in amortized constant time: removed items are cut off once they fill half of the array. */
class Queue<T> {
  #items: T[] = []
  #removed = 0

  get size(): number {
    return this.#items.length - this.#removed
  }

  push(item: T): void {
    this.#items.push(item)
  }

  shift(): T | undefined {
    if (this.size === 0) return undefined
    const item = this.#items[this.#removed++]
    if (this.#removed * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#removed)
      this.#removed = 0
    }
    return item
  }
}
