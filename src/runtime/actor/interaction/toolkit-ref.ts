import type { ActorRef } from '../api/actor-ref.ts'
import { isToolkitMessage, type Toolkit, type ToolkitProtocol } from '../base/toolkit-message.ts'
import { LocalActorRef } from '../kernel/local-actor-ref.ts'
import type { Cell } from '../kernel/ports.ts'

/** A second ref of a toolkit actor, under the same path. It brands each message as the toolkit's own. */
class ToolkitRef extends LocalActorRef {
  private readonly protocol: ToolkitProtocol

  constructor(cell: Cell, protocol: ToolkitProtocol) {
    super(cell)
    this.protocol = protocol
  }

  override tell(message: unknown, sender?: ActorRef<never>): void {
    const plain = typeof message === 'object' && message !== null && !isToolkitMessage(message)
    super.tell(plain ? this.protocol.message(message) : message, sender)
  }
}

/**
 * For messages that the toolkit sends to its own actors and to users alike, as cluster events. A toolkit actor can then
 * distinguish them from a user's message of the same `type`.
 * @throws {TypeError} for a ref that is not local.
 */
export function toolkitRef<T extends object>(
  self: ActorRef<Toolkit<T>>,
  protocol: ToolkitProtocol,
): ActorRef<T> {
  if (!(self instanceof LocalActorRef)) {
    throw new TypeError(`toolkitRef([${self.path}]): give the [self] of a local actor.`)
  }
  return new ToolkitRef(self.cell, protocol)
}
