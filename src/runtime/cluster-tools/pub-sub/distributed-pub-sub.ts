import { type ActorRef, type ActorSystem, type Extension, isToolkitMessage } from '../../actor/index.ts'
import { mediator } from './mediator.ts'
import type { PubSubCommand } from './mediator-messages.ts'

/**
 * Publish and subscribe over the cluster: `DistributedPubSub.get(system).mediator`. A node takes part from its
 * first `get` on, also to pass on what others publish: call it on every node.
 */
export class DistributedPubSub {
  readonly mediator: ActorRef<PubSubCommand>

  constructor(system: ActorSystem) {
    // Gossip for a mediator that has stopped is nothing to tell.
    system.suppressDeadLetters(
      (label, recipient, message) =>
        isToolkitMessage(message) &&
        (label === 'Status' || label === 'Delta') &&
        recipient.startsWith('/system/distributedPubSubMediator'),
    )
    this.mediator = system.systemActorOf(mediator, 'distributedPubSubMediator')
  }

  static get(system: ActorSystem): DistributedPubSub {
    return system.extension(extension)
  }
}

const extension: Extension<DistributedPubSub> = {
  name: 'DistributedPubSub',
  create: system => new DistributedPubSub(system),
}
