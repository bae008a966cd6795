import type { ActorRef } from '../api/actor-ref.ts'
import { type Toolkit, toolkitMessage } from '../base/toolkit-message.ts'
import { LocalActorRef } from '../kernel/local-actor-ref.ts'

/** Another face of an actor of the toolkit, under the same path: what it is told arrives as the toolkit's own. */
class ToolkitRef extends LocalActorRef {
  override tell(message: unknown): void {
    super.tell(typeof message === 'object' && message !== null ? toolkitMessage(message) : message)
  }
}

/**
 * For what the toolkit gives its own actors and users alike, as events of the cluster: told through this ref, it
 * cannot be confused with a user's message of the same `type`.
 */
export function toolkitRef<T extends object>(self: ActorRef<Toolkit<T>>): ActorRef<T> {
  if (!(self instanceof LocalActorRef)) {
    throw new TypeError(`toolkitRef([${self.path}]): give the [self] of a local actor.`)
  }
  return new ToolkitRef(self.cell)
}
