/** Stores messages until their receiver is known. Pekko: a full buffer drops its oldest message (SP-4, CC-4) */
export class MessageBuffer<T> {
  readonly capacity: number
  private messages: T[] = []

  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 0 || capacity > 10000) {
      throw new RangeError(`Invalid bufferSize [${capacity}]: set it to a whole number from 0 to 10000.`)
    }
    this.capacity = capacity
  }

  get size(): number {
    return this.messages.length
  }

  /** Returns the dropped message, if any: the oldest, or `message` itself with capacity 0. */
  add(message: T): T | undefined {
    if (this.capacity === 0) return message
    const dropped = this.messages.length === this.capacity ? this.messages.shift() : undefined
    this.messages.push(message)
    return dropped
  }

  /** Removes all messages and delivers them in order. */
  drain(deliver: (message: T) => void): void {
    const messages = this.messages
    this.messages = []
    for (const message of messages) deliver(message)
  }
}
