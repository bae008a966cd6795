import { type ActorRef, type ActorSystem, type Extension, isToolkitMessage } from '../../actor/index.ts'
import { protocolRef } from '../../actor/internal.ts'
import { Cluster } from '../../cluster/index.ts'
import { hasRole } from '../has-role.ts'
import { mediator } from './mediator.ts'
import type { PubSubCommand } from './mediator-messages.ts'

/**
 * Publish and subscribe over the cluster. Call `get` on every node: a node receives gossip and published messages only
 * from its first `get` on.
 *
 * @example DistributedPubSub.get(system).mediator.tell({ type: 'Publish', topic: 'news', message: { type: 'News' } })
 */
export class DistributedPubSub {
  /** Dead letters on a node without the role `pubSub.role`. */
  readonly mediator: ActorRef<PubSubCommand>

  constructor(system: ActorSystem) {
    const { selfRoles, settings } = Cluster.get(system)
    const { role } = settings.pubSub
    if (!hasRole({ roles: selfRoles }, role)) {
      this.mediator = system.deadLetters
      return
    }
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
