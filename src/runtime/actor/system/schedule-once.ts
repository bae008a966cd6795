import type { ActorRef } from '../api/actor-ref.ts'
import type { Cancellable } from '../api/cancellable.ts'
import { caught, reasonOf } from '../base/error-text.ts'
import { labelOf } from '../base/message-text.ts'
import { checkedDelay } from '../base/timer-queue.ts'
import type { KernelSystem } from '../kernel/ports.ts'

/** Sends a message after a delay in virtual ms, as a consequence of the present cause and of the rule `schedule <label>`. */
export function scheduleOnce<T>(
  system: KernelSystem,
  delayMs: number,
  target: ActorRef<T>,
  message: T,
): Cancellable {
  const { timers, tracer } = system
  const cause = tracer?.cause ?? null
  const rule = tracer === null ? null : `schedule ${labelOf(message)}`
  const scheduled = timers.schedule(system.now + checkedDelay(delayMs), () =>
    system.under(cause, rule, () => sendScheduled(system, target, message)),
  )
  return { cancel: () => timers.cancel(scheduled) }
}

/** A message that cannot be sent becomes a dead letter, because no actor's turn could fail by it. */
function sendScheduled<T>(system: KernelSystem, target: ActorRef<T>, message: T): void {
  try {
    target.tell(message)
  } catch (thrown) {
    system.deadLetter(message, target.path, null, reasonOf(caught(thrown)), null)
  }
}
