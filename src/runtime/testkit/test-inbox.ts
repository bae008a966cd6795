import { InvalidMessage } from '../actor/actor-errors.ts'
import type { ActorRef } from '../actor/actor-ref.ts'
import { sameValue, shownValue } from './same-value.ts'

/** A ref that belongs to no actor system, with all that was told to it: for tests of single behaviors. */
export class TestInbox<T = unknown> {
  readonly ref: ActorRef<T>
  private messages: T[] = []

  static create<T = unknown>(name = 'inbox'): TestInbox<T> {
    return new TestInbox<T>(`/inbox/${name}`)
  }

  constructor(path: string) {
    this.ref = new InboxRef<T>(path, message => this.messages.push(message))
  }

  get hasMessages(): boolean {
    return this.messages.length > 0
  }

  /** The oldest message; it is taken out. */
  receiveMessage(): T {
    if (!this.hasMessages) throw new Error(`Expected a message at [${this.ref.path}], and there is none.`)
    return this.messages.shift()!
  }

  /** The oldest message must equal this one. */
  expectMessage(expected: T): void {
    if (!this.hasMessages) {
      throw new Error(`Expected [${shownValue(expected)}] at [${this.ref.path}], and there is no message.`)
    }
    const message = this.receiveMessage()
    if (!sameValue(message, expected)) {
      throw new Error(
        `Expected [${shownValue(expected)}] at [${this.ref.path}], and [${shownValue(message)}] is there.`,
      )
    }
  }

  /** All messages, oldest first; they are taken out. */
  receiveAll(): T[] {
    return this.messages.splice(0)
  }
}

class InboxRef<T> implements ActorRef<T> {
  readonly path: string
  private readonly take: (message: T) => void

  constructor(path: string, take: (message: T) => void) {
    this.path = path
    this.take = take
  }

  tell(message: T): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    this.take(message)
  }

  toString(): string {
    return this.path
  }

  toJSON(): string {
    return this.path
  }
}
