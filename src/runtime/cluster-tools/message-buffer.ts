/** Keeps messages until their receiver is known. When it is full the oldest is dropped. (SP-4, CC-4) */
export class MessageBuffer<T> {
  readonly capacity: number
  private messages: T[] = []

  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 0 || capacity > 10000) {
      throw new RangeError(`bufferSize [${capacity}]: give a whole number from 0 to 10000.`)
    }
    this.capacity = capacity
  }

  get size(): number {
    return this.messages.length
  }

  /** Answers what was dropped for it, if anything: the oldest, or the message itself where nothing is kept. */
  add(message: T): T | undefined {
    if (this.capacity === 0) return message
    const dropped = this.messages.length === this.capacity ? this.messages.shift() : undefined
    this.messages.push(message)
    return dropped
  }

  /** Hands out all messages in order and forgets them. */
  drain(deliver: (message: T) => void): void {
    const messages = this.messages
    this.messages = []
    for (const message of messages) deliver(message)
  }
}
