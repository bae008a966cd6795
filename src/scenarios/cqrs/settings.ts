import { fastProfile } from '../../runtime/index.ts'
import type { ClusterScenarioSettings } from '../scenario.ts'

const addressOf = (n: number) => `pekko://HogeCluster@node-${n}:${2550 + n}`

/**
 * Latencies so long that a message is seen to fly at 1×, and so short beside the detector's pause that nobody
 * takes them for a failure. The client notices a dead contact after about four seconds.
 */
export const cqrsSettings: ClusterScenarioSettings = {
  cluster: {
    ...fastProfile,
    // All four: a restarted node-1 founds a cluster of its own only when nobody at all answers.
    seedNodes: [addressOf(1), addressOf(2), addressOf(3), addressOf(4)],
    seedNodeTimeoutMs: 2000,
    // A restarted node's first join only removes its old self: so it need not wait long for the second.
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
