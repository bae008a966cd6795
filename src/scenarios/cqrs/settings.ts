import { fastProfile } from '../../runtime/cluster/cluster-settings.ts'
import type { ClusterScenarioSettings } from '../scenario.ts'
import { addressOfNode, clusterSizes } from './participants.ts'

export interface CqrsSettings extends ClusterScenarioSettings {
  /** Number of nodes with which the cluster starts. */
  readonly nodes: number
}

/**
 * The latencies are long enough to see a message fly at speed 1×, and short enough that the failure detector does not
 * suspect a healthy node. The client notices a dead contact after about four seconds.
 */
export const cqrsSettings: CqrsSettings = {
  nodes: clusterSizes.usual,
  cluster: {
    ...fastProfile,
    // All four nodes, so that a restarted node-1 forms a new cluster only when none of the others replies.
    seedNodes: [1, 2, 3, 4].map(addressOfNode),
    seedNodeTimeoutMs: 2000,
    // Short, because the first join of a restarted node only removes its old incarnation; the second one succeeds.
    retryUnsuccessfulJoinAfterMs: 3000,
    client: {
      ...fastProfile.client,
      establishingGetContactsIntervalMs: 1000,
      heartbeatIntervalMs: 1000,
      acceptableHeartbeatPauseMs: 3000,
    },
  },
  links: {
    default: { minMs: 200, maxMs: 300 },
    database: { minMs: 20, maxMs: 40 },
  },
  databaseLatencyMs: { minMs: 5, maxMs: 15 },
  persistence: { journalCallTimeoutMs: 3000, recoveryEventTimeoutMs: 5000 },
  maxMessagesPerMs: 20,
}
