import type { ActorRef, ActorSystem } from '../actor/index.ts'
import type { ClusterDomainEvent, CurrentClusterState } from './cluster-event.ts'
import type { ClusterSettings } from './cluster-settings.ts'
import { clusterOf, startCluster } from './local-cluster.ts'
import type { Member, UniqueAddress } from './member.ts'

/**
 * A node's door to its cluster: `Cluster.get(system)`. What it tells is what *this* node believes.
 */
export interface Cluster {
  readonly selfUniqueAddress: UniqueAddress
  readonly selfRoles: readonly string[]
  readonly settings: ClusterSettings
  /** As last published here; `Removed` before joining and after the end. */
  readonly selfMember: Member
  readonly state: CurrentClusterState
  readonly isTerminated: boolean
  /** Joins through these seed nodes (JN-1 to JN-4). Addresses are `pekko://system@host:port`. */
  joinSeedNodes(addresses: readonly string[]): void
  join(address: string): void
  leave(address: string): void
  down(address: string): void
  /**
   * `initial: 'snapshot'` (default) sends `CurrentClusterState` first; `'events'` sends the events that lead
   * from nothing to now. No `types` means all events. (EV-8)
   */
  subscribe(
    subscriber: ActorRef<ClusterDomainEvent | CurrentClusterState>,
    options?: {
      readonly initial?: 'snapshot' | 'events'
      readonly types?: readonly ClusterDomainEvent['type'][]
    },
  ): void
  unsubscribe(subscriber: ActorRef<never>): void
  registerOnMemberUp(run: () => void): void
  registerOnMemberRemoved(run: () => void): void
}

export interface ClusterOptions {
  readonly settings: ClusterSettings
  readonly roles: readonly string[]
  /** Checks every state for consistency: for tests. */
  readonly checkInvariants?: boolean
}

export const Cluster = {
  /** @throws {ClusterNotStarted} in a system outside of any cluster, such as a client's. */
  get: (system: ActorSystem): Cluster => clusterOf(system),
  /** Makes the system a node. It joins through `settings.seedNodes`; without any it waits to be told. */
  start: (system: ActorSystem, options: ClusterOptions): Cluster => startCluster(system, options),
}
