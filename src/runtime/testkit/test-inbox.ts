import type { ActorRef } from '../actor/actor-ref.ts'
import { equalValues } from '../actor/equal-values.ts'
import { SinkRef } from '../actor/path-ref.ts'
import { shownValue } from './shown-value.ts'

/** All that was told to a ref and that nobody handled: for tests of single behaviors. */
export class TestInbox<T = unknown> {
  readonly ref: ActorRef<T>
  private readonly messages: T[]

  /** An inbox with a ref of its own, which belongs to no actor system. */
  static create<T = unknown>(name = 'inbox'): TestInbox<T> {
    const messages: T[] = []
    return new TestInbox<T>(new SinkRef<T>(`/inbox/${name}`, message => messages.push(message)), messages)
  }

  constructor(ref: ActorRef<T>, messages: T[]) {
    this.ref = ref
    this.messages = messages
  }

  get hasMessages(): boolean {
    return this.messages.length > 0
  }

  /** The oldest message; it is taken out. */
  receiveMessage(): T {
    if (!this.hasMessages) throw new Error(`Expected a message at [${this.ref.path}], and there is none.`)
    return this.messages.shift()!
  }

  /** The oldest message must equal this one; it is taken out. */
  expectMessage(expected: T): void {
    if (!this.hasMessages) {
      throw new Error(`Expected [${shownValue(expected)}] at [${this.ref.path}], and there is no message.`)
    }
    const message = this.receiveMessage()
    if (!equalValues(message, expected)) {
      throw new Error(
        `Expected [${shownValue(expected)}] at [${this.ref.path}], and [${shownValue(message)}] came.`,
      )
    }
  }

  /** All messages, oldest first; they are taken out. */
  receiveAll(): T[] {
    return this.messages.splice(0)
  }
}
