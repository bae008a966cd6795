import type { ActorSystem, Extension } from '../actor/index.ts'
import type { ClusterDomainEvent, CurrentClusterState } from './cluster-event.ts'
import type { ClusterOptions } from './cluster-options.ts'
import { LocalCluster } from './local-cluster.ts'

export class ClusterNotStarted extends Error {
  readonly system: string
  constructor(system: string) {
    super(`System [${system}] is not part of a cluster: call Cluster.start(system, …) first.`)
    this.name = 'ClusterNotStarted'
    this.system = system
  }
}

interface ClusterHolder {
  cluster: LocalCluster | null
}

const clusterExtension: Extension<ClusterHolder> = { name: 'cluster', create: () => ({ cluster: null }) }

export const findCluster = (system: ActorSystem): LocalCluster | null =>
  system.extension(clusterExtension).cluster

/** @throws {ClusterNotStarted} when the system is not a cluster node. */
export function clusterOf(system: ActorSystem): LocalCluster {
  const cluster = findCluster(system)
  if (cluster === null) throw new ClusterNotStarted(system.address)
  return cluster
}

/** Starts the cluster extension at the first call; later calls return it and ignore their options. */
export function startCluster(system: ActorSystem, options: ClusterOptions): LocalCluster {
  const holder = system.extension(clusterExtension)
  if (holder.cluster === null) {
    system.suppressDeadLetters(isClusterDeadLetter)
    holder.cluster = new LocalCluster(system, options)
  }
  return holder.cluster
}

const eventTypes: ReadonlySet<string> = new Set<(ClusterDomainEvent | CurrentClusterState)['type']>([
  'MemberJoined',
  'MemberWeaklyUp',
  'MemberUp',
  'MemberPreparingForShutdown',
  'MemberReadyForShutdown',
  'MemberLeft',
  'MemberExited',
  'MemberDowned',
  'MemberRemoved',
  'UnreachableMember',
  'ReachableMember',
  'LeaderChanged',
  'RoleLeaderChanged',
  'SeenChanged',
  'ReachabilityChanged',
  'MemberTombstonesChanged',
  'ClusterShuttingDown',
  'CurrentClusterState',
])

/**
 * Pekko: the cluster's own messages, and events for a subscriber that has just stopped, are not logged as
 * dead letters.
 */
const isClusterDeadLetter = (label: string, recipient: string): boolean =>
  recipient.startsWith('/system/cluster/') || eventTypes.has(label)
