import type { EventId } from '../../trace/identifiers.ts'
import { causedBy, type Tracer } from '../tracer.ts'

interface Buffered<T> {
  readonly message: T
  /** The trace event that led to the message. */
  readonly cause: EventId | null
}

/** Stores messages until their receiver is known. Pekko: a full buffer drops its oldest message (SP-4, CC-4) */
export class MessageBuffer<T> {
  readonly capacity: number
  private readonly tracer: Tracer | null
  private messages: Buffered<T>[] = []

  constructor(capacity: number, tracer: Tracer | null = null) {
    this.tracer = tracer
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
    this.messages.push({ message, cause: this.tracer?.cause ?? null })
    return dropped?.message
  }

  /** Removes all messages and delivers them in order, each as a consequence of what led to it. */
  drain(deliver: (message: T) => void): void {
    const messages = this.messages
    this.messages = []
    for (const { message, cause } of messages) causedBy(this.tracer, cause, () => deliver(message))
  }
}
