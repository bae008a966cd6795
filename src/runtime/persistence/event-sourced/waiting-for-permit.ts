import { type Behavior, Behaviors } from '../../actor/index.ts'
import type { EventSourcedActor } from './event-sourced-actor.ts'
import { loadingSnapshot } from './loading-snapshot.ts'

/** First phase: not too many actors may recover at once. */
export function waitingForPermit<C, E, S>(actor: EventSourcedActor<C, E, S>): Behavior<unknown> {
  if (actor.persistence.recoveryPermits.request(actor.context.self)) return loadingSnapshot(actor)
  return actor.behave({
    command: command => actor.stash(command),
    // Nothing was asked for yet.
    answer: () => Behaviors.same,
    timeout: () => Behaviors.same,
    signal: signal => actor.signalWhileRecovering(signal),
    permit: () => loadingSnapshot(actor),
  })
}
