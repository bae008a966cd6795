import { type Behavior, Behaviors } from '../../actor/index.ts'
import type { EventSourcedActor } from './event-sourced-actor.ts'
import { loadingSnapshot } from './loading-snapshot.ts'

/** First phase: waits for a recovery permit, because many concurrent recoveries would overload the database. */
export function waitingForPermit<C, E, S>(actor: EventSourcedActor<C, E, S>): Behavior<unknown> {
  if (actor.persistence.recoveryPermits.request(actor.context.self)) return loadingSnapshot(actor)
  return actor.behaviorFor({
    command: command => actor.stash(command),
    // This phase sends no requests.
    answer: () => Behaviors.same,
    timeout: () => Behaviors.same,
    signal: signal => actor.signalWhileRecovering(signal),
    permit: () => loadingSnapshot(actor),
  })
}
