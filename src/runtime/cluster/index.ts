/**
 * The cluster: who is a member, who can be reached, who leads, and who has to go. `Cluster.start` makes an actor
 * system a node, `Cluster.get` is its door; everything is gossip between the daemons of the nodes, and every
 * answer is what *this* node believes.
 */
export {
  addressOfKey,
  compareAddresses,
  compareUniqueAddresses,
  InvalidAddress,
  isValidHost,
  type NodeKey,
  nodeKey,
  parseAddress,
  parseNodeKey,
  sameNode,
} from './address.ts'
export { Cluster, type ClusterOptions } from './cluster.ts'
export type {
  ClusterDomainEvent,
  CurrentClusterState,
  MemberEvent,
  ReachabilityRecordText,
} from './cluster-event.ts'
export { type ClusterSettings, type DowningSettings, fastProfile, pekkoDefaults } from './cluster-settings.ts'
export {
  CoordinatedShutdown,
  type ShutdownPhase,
  type ShutdownReason,
  shutdownPhases,
} from './coordinated-shutdown.ts'
export { ClusterNotStarted } from './local-cluster.ts'
export { type Member, type MemberStatus, notUpYet, type UniqueAddress } from './member.ts'
export { compareByAge, compareMembers, isOlderThan } from './member-order.ts'
