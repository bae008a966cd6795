/**
 * The cluster: membership, reachability, leadership and downing. `Cluster.start` makes an actor system a
 * node, `Cluster.get` returns its extension. Nodes agree by gossip between their daemons, so every value is
 * the view of *this* node and may differ on another.
 */
export {
  compareAddresses,
  compareUniqueAddresses,
  InvalidAddress,
  parseAddress,
} from './address.ts'
export { compareAppVersions } from './app-version.ts'
export { Cluster } from './cluster.ts'
export type {
  ClusterDomainEvent,
  CurrentClusterState,
  MemberEvent,
  ReachabilityObservation as ReachabilityRecordText,
} from './cluster-event.ts'
export { clusterEventRef } from './cluster-event-ref.ts'
export { ClusterNotStarted } from './cluster-extension.ts'
export type { ClusterOptions } from './cluster-options.ts'
export { type ClusterSettings, type DowningSettings, fastProfile, pekkoDefaults } from './cluster-settings.ts'
export {
  CoordinatedShutdown,
  type ShutdownPhase,
  type ShutdownReason,
  shutdownPhases,
} from './coordinated-shutdown.ts'
export { addressOfKey, type NodeKey, nodeKey, parseNodeKey, sameNode, type UniqueAddress } from './ids.ts'
export type { JoinCheck, JoinChecks } from './join-configuration.ts'
export { type Member, type MemberStatus, notUpYet } from './member.ts'
export { compareByAge, compareMembers, isOlderThan } from './member-order.ts'
