import { localPath } from '../../../trace/actor-path.ts'
import type { ActorRef, ActorSystem, Extension } from '../../actor/index.ts'
import { protocolRef } from '../../actor/internal.ts'
import { Cluster } from '../../cluster/index.ts'
import { hasRole } from '../has-role.ts'
import { DistributedPubSub } from '../pub-sub/distributed-pub-sub.ts'
import type { PubSubCommand } from '../pub-sub/mediator-messages.ts'
import type { ReceptionistCommand } from './client-messages.ts'
import { receptionist } from './receptionist.ts'

/**
 * Makes this node accessible for clients outside the cluster. Start it on every node that clients may contact. Actors
 * registered on one node are accessible through every receptionist, as soon as gossip has spread the registration.
 * Pekko: services are registered with the mediator (CC-8)
 *
 * @example ClusterClientReceptionist.get(system).registerService(target)
 */
export class ClusterClientReceptionist {
  /** The receptionist actor, for `SubscribeClusterClients`; dead letters on a node without `client.receptionistRole`. */
  readonly underlying: ActorRef<ReceptionistCommand>
  private readonly mediator: ActorRef<PubSubCommand>

  constructor(system: ActorSystem) {
    this.mediator = DistributedPubSub.get(system).mediator
    const { selfRoles, settings } = Cluster.get(system)
    this.underlying = hasRole({ roles: selfRoles }, settings.client.receptionistRole)
      ? protocolRef(system.systemActorOf(receptionist(this.mediator), 'receptionist'), 'client')
      : system.deadLetters
  }

  static get(system: ActorSystem): ClusterClientReceptionist {
    return system.extension(extension)
  }

  /** Makes an actor accessible for `Send` and `SendToAll` under its path without address. */
  registerService(actor: ActorRef<never>): void {
    this.mediator.tell({ type: 'Put', ref: actor })
  }

  unregisterService(actor: ActorRef<never>): void {
    this.mediator.tell({ type: 'Remove', path: localPath(actor.path) })
  }

  /** Subscribes an actor to a topic to which clients `Publish`. */
  registerSubscriber(topic: string, actor: ActorRef<never>): void {
    this.mediator.tell({ type: 'Subscribe', topic, subscriber: actor })
  }

  unregisterSubscriber(topic: string, actor: ActorRef<never>): void {
    this.mediator.tell({ type: 'Unsubscribe', topic, subscriber: actor })
  }
}

const extension: Extension<ClusterClientReceptionist> = {
  name: 'ClusterClientReceptionist',
  create: system => new ClusterClientReceptionist(system),
}
