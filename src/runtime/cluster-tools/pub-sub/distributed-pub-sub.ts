import { type ActorRef, type ActorSystem, type Extension, isToolkitMessage } from '../../actor/index.ts'
import { protocolRef } from '../../actor/internal.ts'
import { mediator } from './mediator.ts'
import type { PubSubCommand } from './mediator-messages.ts'

/**
 * Publish and subscribe over the cluster. Call `get` on every node: a node receives gossip and published messages only
 * from its first `get` on.
 *
 * @example DistributedPubSub.get(system).mediator.tell({ type: 'Publish', topic: 'news', message: { type: 'News' } })
 */
export class DistributedPubSub {
  readonly mediator: ActorRef<PubSubCommand>

  constructor(system: ActorSystem) {
    // Gossip to a stopped mediator is normal while nodes leave, so its dead letters are suppressed.
    system.suppressDeadLetters(
      (label, recipient, message) =>
        isToolkitMessage(message) &&
        (label === 'Status' || label === 'Delta') &&
        recipient.startsWith('/system/distributedPubSubMediator'),
    )
    this.mediator = protocolRef(system.systemActorOf(mediator, 'distributedPubSubMediator'), 'pub-sub')
  }

  static get(system: ActorSystem): DistributedPubSub {
    return system.extension(extension)
  }
}

const extension: Extension<DistributedPubSub> = {
  name: 'DistributedPubSub',
  create: system => new DistributedPubSub(system),
}
