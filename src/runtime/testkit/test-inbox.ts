import type { ActorRef } from '../actor/api/actor-ref.ts'
import { equalValues } from '../actor/base/equal-values.ts'
import { SinkRef } from '../actor/system/path-ref.ts'
import { shownValue } from './shown-value.ts'

/**
 * Messages sent to a ref that no actor handles, for tests with a `BehaviorTestKit`.
 *
 * @example
 * const inbox = TestInbox.create<Sum>()
 * kit.run({ type: 'Read', replyTo: inbox.ref })
 * inbox.expectMessage({ type: 'Sum', sum: 0 })
 */
export class TestInbox<T = unknown> {
  readonly ref: ActorRef<T>
  private readonly messages: T[]

  /** Creates an inbox with its own ref, outside any actor system. */
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

  /** Removes and returns the oldest message. Throws when there is none. */
  receiveMessage(): T {
    if (!this.hasMessages)
      throw new Error(`Expected a message at [${this.ref.path}], but the inbox is empty.`)
    return this.messages.shift()!
  }

  /** Removes the oldest message. Throws unless it equals `expected`: refs by path, plain data by content. */
  expectMessage(expected: T): void {
    if (!this.hasMessages) {
      throw new Error(`Expected [${shownValue(expected)}] at [${this.ref.path}], but the inbox is empty.`)
    }
    const message = this.receiveMessage()
    if (!equalValues(message, expected)) {
      throw new Error(
        `Expected [${shownValue(expected)}] at [${this.ref.path}], but received [${shownValue(message)}].`,
      )
    }
  }

  /** Removes and returns all messages, oldest first. */
  receiveAll(): T[] {
    return this.messages.splice(0)
  }
}
