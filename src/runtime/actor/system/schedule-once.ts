import type { EventId } from '../../../trace/identifiers.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { Cancellable } from '../api/cancellable.ts'
import { caught, reasonOf } from '../base/error-text.ts'
import { labelOf } from '../base/message-text.ts'
import { checkedDelay, Scheduled } from '../base/timer-queue.ts'
import type { KernelSystem } from '../kernel/ports.ts'

/** A message that is sent later. One object for the timer and its handle, because each request to a store has one. */
class ScheduledMessage<T> extends Scheduled implements Cancellable {
  readonly #system: KernelSystem
  readonly #target: ActorRef<T>
  readonly #message: T
  readonly #cause: EventId | null

  constructor(system: KernelSystem, target: ActorRef<T>, message: T) {
    super()
    this.#system = system
    this.#target = target
    this.#message = message
    this.#cause = system.tracer?.cause ?? null
  }

  cancel(): boolean {
    return this.#system.timers.cancel(this)
  }

  override fire(): void {
    const system = this.#system
    const rule = system.tracer === null ? null : `schedule ${labelOf(this.#message)}`
    system.under(this.#cause, rule, () => this.#send())
  }

  /** A message that cannot be sent becomes a dead letter, because no actor's turn could fail by it. */
  #send(): void {
    try {
      this.#target.tell(this.#message)
    } catch (thrown) {
      const { path } = this.#target
      this.#system.deadLetter(this.#message, path, null, reasonOf(caught(thrown)), null)
    }
  }
}

/** Sends a message after a delay in virtual ms, as a consequence of the present cause and of the rule `schedule <label>`. */
export function scheduleOnce<T>(
  system: KernelSystem,
  delayMs: number,
  target: ActorRef<T>,
  message: T,
): Cancellable {
  const scheduled = new ScheduledMessage(system, target, message)
  system.timers.add(scheduled, system.now + checkedDelay(delayMs))
  return scheduled
}
