import type { ActorRef, ActorSystem } from '../actor/index.ts'
import type { CurrentClusterState } from './cluster-event.ts'
import { clusterOf, findCluster, startCluster } from './cluster-extension.ts'
import type { ClusterOptions } from './cluster-options.ts'
import type { ClusterSettings } from './cluster-settings.ts'
import type { SubscribeOptions, Subscriber } from './domain-event-publisher.ts'
import type { UniqueAddress } from './ids.ts'
import type { Member } from './member.ts'

/**
 * One node's view of its cluster, and the commands that change the cluster. Addresses read
 * `pekko://system@host:port`; a local address without host means this node.
 * @example
 * const cluster = Cluster.get(context.system)
 * cluster.subscribe(context.self, { types: ['MemberUp'] })
 */
export interface Cluster {
  readonly selfUniqueAddress: UniqueAddress
  readonly selfRoles: readonly string[]
  readonly settings: ClusterSettings
  /**
   * As last published on this node; its status is `Removed` before the node joins and after its membership
   * ends.
   */
  readonly selfMember: Member
  readonly state: CurrentClusterState
  /** True once this node's membership has ended. It can join no cluster again. */
  readonly isTerminated: boolean
  /** True once this node has known a member that prepares for the shutdown of the whole cluster. */
  readonly isPreparingForShutdown: boolean
  /**
   * Joins through the first seed node that replies. Pekko: the first seed node founds a cluster when the
   * others have none (JN-1 to JN-4). Ignored on a member.
   * @throws {InvalidAddress}
   */
  joinSeedNodes(addresses: readonly string[]): void
  /**
   * Joins the member at `address`; with the own address it founds a cluster. Ignored on a member.
   * @throws {InvalidAddress}
   */
  join(address: string): void
  /**
   * Lets joins of this node wait until the returned function is called with its version; `null` takes the configured one.
   */
  setAppVersionLater(): (appVersion: string | null) => void
  /**
   * Lets any member leave gracefully. An unknown address is ignored.
   * @throws {InvalidAddress}
   */
  leave(address: string): void
  /**
   * Prepares for the shutdown of the whole cluster: every Up member becomes PreparingForShutdown, then ReadyForShutdown. No
   * node joins from then on, and no singleton is handed over, so that the members leave at once. Pekko: CS-9
   */
  prepareForFullClusterShutdown(): void
  /**
   * Marks any member as Down, which removes it without its consent. An unknown address is ignored.
   * @throws {InvalidAddress}
   */
  down(address: string): void
  /**
   * Sends domain events to `subscriber` until it stops or is unsubscribed. Default: all events, after a
   * snapshot.
   */
  subscribe(subscriber: Subscriber, options?: SubscribeOptions): void
  unsubscribe(subscriber: ActorRef<never>): void
  /** Runs `callback` once, when this node becomes Up; at once when it is Up already. */
  registerOnMemberUp(callback: () => void): void
  /** Runs `callback` once, when this node's membership ends; at once when it has ended already. */
  registerOnMemberRemoved(callback: () => void): void
}

export const Cluster = {
  /** @throws {ClusterNotStarted} when the system is not a cluster node, for example a client system. */
  get: (system: ActorSystem): Cluster => clusterOf(system),
  /** `null` for a system that is not a cluster node. */
  find: (system: ActorSystem): Cluster | null => findCluster(system),
  /**
   * Makes the system a cluster node. It joins through `settings.seedNodes`; without any it waits for `join`.
   */
  start: (system: ActorSystem, options: ClusterOptions): Cluster => startCluster(system, options),
}
