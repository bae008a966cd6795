/**
 * The two stashes of an event-sourced actor: commands that arrived while it could not handle any, and those
 * which its own handler put aside. They outlive a restart after a persist failure.
 */
export class CommandBuffers<C> {
  readonly #capacity: number
  readonly #internal = new Queue<Stashed<C>>()
  readonly #user = new Queue<Stashed<C>>()
  /** The actor stops as soon as it has handled what waits in the internal stash. (Pekko: the poison-pill signal) */
  poisoned = false
  /** How many of the user's stash are to be handled now. */
  #unstashing = 0

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get size(): number {
    return this.#internal.size + this.#user.size
  }

  /** False when there is no room. */
  stashInternally(stashed: Stashed<C>): boolean {
    return this.#push(this.#internal, stashed)
  }

  /** False when there is no room. */
  stashForUser(stashed: Stashed<C>): boolean {
    return this.#push(this.#user, stashed)
  }

  /** Marks all that the user's stash holds now; what is put there later waits for the next time. */
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

/** `cause`: the event that delivered the command, so that what follows from it still points there. */
export interface Stashed<C> {
  readonly command: C
  readonly cause: string | null
}

/** First in, first out, in constant time: what was taken is cut off once it is half of the array. */
class Queue<T> {
  #items: T[] = []
  #taken = 0

  get size(): number {
    return this.#items.length - this.#taken
  }

  push(item: T): void {
    this.#items.push(item)
  }

  shift(): T | undefined {
    if (this.size === 0) return undefined
    const item = this.#items[this.#taken++]
    if (this.#taken * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#taken)
      this.#taken = 0
    }
    return item
  }
}
