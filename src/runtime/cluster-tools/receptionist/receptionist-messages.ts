import type { ActorRef, Toolkit } from '../../actor/index.ts'
import type { ClusterDomainEvent, CurrentClusterState, UniqueAddress } from '../../cluster/index.ts'
import type { ChangeCounts, ObservedRemoveMultimap } from './observed-remove-multimap.ts'
import type { ServiceKey } from './service-key.ts'

/** Registers a local actor. Pekko: `Registered` acknowledges this node's registration, not its replication (RC-2). */
export interface Register {
  readonly type: 'Register'
  readonly key: ServiceKey<never>
  readonly service: ActorRef<never>
  readonly replyTo?: ActorRef<Registered>
}

export interface Registered {
  readonly type: 'Registered'
  readonly key: ServiceKey<never>
  readonly service: ActorRef<never>
}

/** Removes one registration of a local actor; those under other keys stay. Pekko: Deregister (RC-2) */
export interface Deregister {
  readonly type: 'Deregister'
  readonly key: ServiceKey<never>
  readonly service: ActorRef<never>
  readonly replyTo?: ActorRef<Deregistered>
}

export interface Deregistered {
  readonly type: 'Deregistered'
  readonly key: ServiceKey<never>
  readonly service: ActorRef<never>
}

/** Requests one listing. Pekko: Find (RC-3) */
export interface Find {
  readonly type: 'Find'
  readonly key: ServiceKey<never>
  readonly replyTo: ActorRef<Listing>
}

/** Requests a listing now and at each change, until the subscriber stops. Pekko: Subscribe (RC-3) */
export interface SubscribeToService {
  readonly type: 'Subscribe'
  readonly key: ServiceKey<never>
  readonly subscriber: ActorRef<Listing>
}

/** The services of a key as this node knows them, sorted by path. Pekko: Listing (RC-3) */
export interface Listing {
  readonly type: 'Listing'
  readonly key: ServiceKey<never>
  /** Those on reachable nodes. */
  readonly serviceInstances: readonly ActorRef<unknown>[]
  /** Those on unreachable nodes too. */
  readonly allServiceInstances: readonly ActorRef<unknown>[]
  /** False when only the reachability of nodes changed. */
  readonly servicesWereAddedOrRemoved: boolean
}

export type ServiceCommand = Register | Deregister | Find | SubscribeToService

/** A registered actor. The uid of its system tells the actors of a restarted node from those before. */
export interface ServiceEntry {
  readonly service: ActorRef<unknown>
  readonly node: UniqueAddress
  /** Virtual ms. */
  readonly registeredAt: number
}

export type ServiceRegistryData = ObservedRemoveMultimap<ServiceEntry>

/**
 * The messages between receptionists. Both nodes carry their uid, so that another incarnation ignores them. Pekko: Status
 * and Gossip of the replicator (DD-9)
 */
export type RegistryGossip =
  | {
      readonly type: 'RegistryStatus'
      readonly from: UniqueAddress
      readonly to: UniqueAddress
      readonly changes: ChangeCounts
    }
  | {
      readonly type: 'RegistryState'
      readonly from: UniqueAddress
      readonly to: UniqueAddress
      readonly data: ServiceRegistryData
      /** True when the sender wants what it lacks. */
      readonly wantsReply: boolean
    }

export type ReceptionistInput =
  | RegistryGossip
  | ClusterDomainEvent
  | CurrentClusterState
  | { readonly type: 'RegistryGossipTick' }
  | { readonly type: 'RegistryDeltaTick' }
  | { readonly type: 'NotifySubscribers' }
  | { readonly type: 'PruneRegistry' }

export type ReceptionistMessage = ServiceCommand | Toolkit<ReceptionistInput>
