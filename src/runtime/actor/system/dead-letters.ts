import type { SuppressionRule } from '../api/actor-system.ts'
import { labelOf } from '../base/message-text.ts'
import type { Origin } from '../kernel/origin.ts'
import type { KernelSystem } from '../kernel/ports.ts'

/** Traces and publishes the messages that reached no actor. */
export class DeadLetters {
  private readonly system: KernelSystem
  private readonly rules: SuppressionRule[] = []
  /** The events that this class published. */
  private readonly published = new WeakSet<object>()

  constructor(system: KernelSystem) {
    this.system = system
  }

  suppress(rule: SuppressionRule): void {
    this.rules.push(rule)
  }

  add(message: unknown, recipient: string, sender: string | null, why: string, origin: Origin | null): void {
    const { system } = this
    const label = labelOf(message)
    const suppressed = this.rules.some(rule => rule(label, recipient, message))
    system.tracing?.deadLetter(system, { message, label, recipient, sender, why, origin }, suppressed)
    // A dead letter about a dead letter would cause the next one without end. The type does not identify one, because a user's message may have it.
    if (typeof message === 'object' && message !== null && this.published.has(message)) return
    const type = suppressed ? 'SuppressedDeadLetter' : 'DeadLetter'
    const event = { type, message, sender, recipient }
    this.published.add(event)
    system.eventStream.publish(event)
  }
}
