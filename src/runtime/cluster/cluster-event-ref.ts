import type { ActorRef, Toolkit } from '../actor/index.ts'
import { toolkitRef } from '../actor/internal.ts'
import type { ClusterDomainEvent, CurrentClusterState } from './cluster-event.ts'
import { membershipProtocol } from './cluster-message.ts'

type ClusterEvent = ClusterDomainEvent | CurrentClusterState

/** The ref by which a toolkit actor subscribes to cluster events, branded so that a user's message cannot imitate them. */
export const clusterEventRef = (self: ActorRef<Toolkit<ClusterEvent>>): ActorRef<ClusterEvent> =>
  toolkitRef(self, membershipProtocol)
