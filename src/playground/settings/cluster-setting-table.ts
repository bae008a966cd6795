/** The values that a setting accepts. The scenario's schema has the same limits, and a test compares both. */
export type SettingKind =
  | 'interval'
  | 'delay'
  | 'count'
  | 'buffer'
  | 'threshold'
  | 'probability'
  | 'flag'
  | 'routing'
  | 'role'

export interface ClusterSetting {
  /** Its place in the settings of a run. */
  readonly path: string
  /** Pekko's name, below `pekko.`. */
  readonly key: string
  readonly kind: SettingKind
  /** Pekko's default; null: off. */
  readonly usual: number | boolean | string | null
  /** It can be turned off. */
  readonly canBeOff?: true
}

export interface SettingGroup {
  readonly id:
    | 'joining'
    | 'gossip'
    | 'detector'
    | 'downing'
    | 'lease'
    | 'singleton'
    | 'pub-sub'
    | 'receptionist'
    | 'client'
  readonly settings: readonly ClusterSetting[]
}

const of = (
  place: string,
  key: string,
  kind: SettingKind,
  usual: ClusterSetting['usual'],
  canBeOff = false,
): ClusterSetting => ({
  path: `cluster.${place}`,
  key: key.startsWith('coordination.') ? key : `cluster.${key}`,
  kind,
  usual,
  ...(canBeOff ? { canBeOff } : {}),
})

/** The cluster's settings under Pekko's names. Seed nodes and the downing strategy have forms of their own. */
export const settingGroups: readonly SettingGroup[] = [
  {
    id: 'joining',
    settings: [
      of('seedNodeTimeoutMs', 'seed-node-timeout', 'interval', 5000),
      of('retryUnsuccessfulJoinAfterMs', 'retry-unsuccessful-join-after', 'interval', 10_000),
      of(
        'shutdownAfterUnsuccessfulJoinSeedNodesMs',
        'shutdown-after-unsuccessful-join-seed-nodes',
        'delay',
        null,
        true,
      ),
      of(
        'configurationCompatibilityCheck.enforceOnJoin',
        'configuration-compatibility-check.enforce-on-join',
        'flag',
        true,
      ),
      of('minNrOfMembers', 'min-nr-of-members', 'count', 1),
      of('allowWeaklyUpMembersMs', 'allow-weakly-up-members', 'delay', 7000, true),
    ],
  },
  {
    id: 'gossip',
    settings: [
      of('gossipIntervalMs', 'gossip-interval', 'interval', 1000),
      of('gossipDifferentViewProbability', 'gossip-different-view-probability', 'probability', 1),
      of('leaderActionsIntervalMs', 'leader-actions-interval', 'interval', 1000),
      of('unreachableNodesReaperIntervalMs', 'unreachable-nodes-reaper-interval', 'interval', 1000),
      of('periodicTasksInitialDelayMs', 'periodic-tasks-initial-delay', 'delay', 1000),
      of('pruneGossipTombstonesAfterMs', 'prune-gossip-tombstones-after', 'delay', 86_400_000),
    ],
  },
  {
    id: 'detector',
    settings: [
      of('failureDetector.heartbeatIntervalMs', 'failure-detector.heartbeat-interval', 'interval', 1000),
      of('failureDetector.threshold', 'failure-detector.threshold', 'threshold', 8),
      of('failureDetector.maxSampleSize', 'failure-detector.max-sample-size', 'count', 1000),
      of('failureDetector.minStdDeviationMs', 'failure-detector.min-std-deviation', 'interval', 100),
      of(
        'failureDetector.acceptableHeartbeatPauseMs',
        'failure-detector.acceptable-heartbeat-pause',
        'delay',
        3000,
      ),
      of('failureDetector.monitoredByNrOfMembers', 'failure-detector.monitored-by-nr-of-members', 'count', 9),
      of(
        'failureDetector.expectedResponseAfterMs',
        'failure-detector.expected-response-after',
        'interval',
        1000,
      ),
    ],
  },
  {
    id: 'downing',
    settings: [
      of('downRemovalMarginMs', 'down-removal-margin', 'delay', null, true),
      of('quarantineRemovedNodeAfterMs', 'quarantine-removed-node-after', 'delay', 5000),
      of('runCoordinatedShutdownWhenDown', 'run-coordinated-shutdown-when-down', 'flag', true),
    ],
  },
  {
    id: 'lease',
    settings: [
      of('lease.heartbeatIntervalMs', 'coordination.lease.heartbeat-interval', 'interval', 12_000),
      of('lease.heartbeatTimeoutMs', 'coordination.lease.heartbeat-timeout', 'interval', 120_000),
      of('lease.leaseOperationTimeoutMs', 'coordination.lease.lease-operation-timeout', 'interval', 5000),
    ],
  },
  {
    id: 'singleton',
    settings: [
      of('singleton.handOverRetryIntervalMs', 'singleton.hand-over-retry-interval', 'interval', 1000),
      of('singleton.minNumberOfHandOverRetries', 'singleton.min-number-of-hand-over-retries', 'count', 15),
      of('singleton.useLease', 'singleton.use-lease', 'flag', false),
      of('singleton.leaseRetryIntervalMs', 'singleton.lease-retry-interval', 'interval', 5000),
      of(
        'singleton.identificationIntervalMs',
        'singleton-proxy.singleton-identification-interval',
        'interval',
        1000,
      ),
      of('singleton.bufferSize', 'singleton-proxy.buffer-size', 'buffer', 1000),
    ],
  },
  {
    id: 'pub-sub',
    settings: [
      of('pubSub.gossipIntervalMs', 'pub-sub.gossip-interval', 'interval', 1000),
      of('pubSub.removedTimeToLiveMs', 'pub-sub.removed-time-to-live', 'delay', 120_000),
      of('pubSub.maxDeltaElements', 'pub-sub.max-delta-elements', 'count', 3000),
      of(
        'pubSub.sendToDeadLettersWhenNoSubscribers',
        'pub-sub.send-to-dead-letters-when-no-subscribers',
        'flag',
        true,
      ),
      of('pubSub.routingLogic', 'pub-sub.routing-logic', 'routing', 'random'),
      of('pubSub.role', 'pub-sub.role', 'role', ''),
    ],
  },
  {
    id: 'receptionist',
    settings: [
      of(
        'receptionist.gossipIntervalMs',
        'typed.receptionist.distributed-data.gossip-interval',
        'interval',
        2000,
      ),
      of(
        'receptionist.notifySubscribersIntervalMs',
        'typed.receptionist.distributed-data.notify-subscribers-interval',
        'interval',
        500,
      ),
      of('receptionist.pruningIntervalMs', 'typed.receptionist.pruning-interval', 'interval', 3000),
      of(
        'receptionist.pruneRemovedOlderThanMs',
        'typed.receptionist.prune-removed-older-than',
        'delay',
        60_000,
      ),
    ],
  },
  {
    id: 'client',
    settings: [
      of(
        'client.establishingGetContactsIntervalMs',
        'client.establishing-get-contacts-interval',
        'interval',
        3000,
      ),
      of('client.refreshContactsIntervalMs', 'client.refresh-contacts-interval', 'interval', 60_000),
      of('client.heartbeatIntervalMs', 'client.heartbeat-interval', 'interval', 2000),
      of('client.acceptableHeartbeatPauseMs', 'client.acceptable-heartbeat-pause', 'delay', 13_000),
      of('client.bufferSize', 'client.buffer-size', 'buffer', 1000),
      of('client.reconnectTimeoutMs', 'client.reconnect-timeout', 'delay', null, true),
      of('client.receptionistNumberOfContacts', 'client.receptionist.number-of-contacts', 'count', 3),
      of('client.receptionistRole', 'client.receptionist.role', 'role', ''),
      of(
        'client.responseTunnelReceiveTimeoutMs',
        'client.receptionist.response-tunnel-receive-timeout',
        'interval',
        30_000,
      ),
      of(
        'client.failureDetectionIntervalMs',
        'client.receptionist.failure-detection-interval',
        'interval',
        2000,
      ),
    ],
  },
]

/** The values of the scenario that differ from Pekko's defaults, by their place below `cluster`. */
export const classroomValues: { readonly [place: string]: number } = {
  seedNodeTimeoutMs: 2000,
  retryUnsuccessfulJoinAfterMs: 3000,
  periodicTasksInitialDelayMs: 300,
  gossipIntervalMs: 200,
  leaderActionsIntervalMs: 200,
  unreachableNodesReaperIntervalMs: 500,
  'failureDetector.heartbeatIntervalMs': 500,
  downRemovalMarginMs: 3000,
  'client.establishingGetContactsIntervalMs': 1000,
  'client.heartbeatIntervalMs': 1000,
  'client.acceptableHeartbeatPauseMs': 3000,
}

/** The smallest and the largest number of each kind. */
export const limits: {
  readonly [K in Exclude<SettingKind, 'flag' | 'routing' | 'role'>]: readonly [least: number, most: number]
} = {
  interval: [1, 1_000_000_000],
  delay: [0, 1_000_000_000],
  count: [1, 1_000_000],
  buffer: [0, 10_000],
  threshold: [0.1, 100],
  probability: [0, 1],
}

/** The values of each kind that a person chooses from a list. */
export const choices: { readonly [K in SettingKind]?: readonly string[] } = {
  flag: ['on', 'off'],
  routing: ['random', 'round-robin', 'broadcast'],
}

/** Kinds that are times in ms. */
export const isTime = (kind: SettingKind): boolean => kind === 'interval' || kind === 'delay'

/** Kinds that accept fractions. */
const takesFractions = (kind: SettingKind): boolean => kind === 'threshold' || kind === 'probability'

/** The value of a field's text, or the limits that it breaks. */
export function parseSetting(
  { kind, canBeOff }: ClusterSetting,
  text: string,
): { readonly value: number | boolean | string | null } | { readonly least: number; readonly most: number } {
  if (kind === 'flag') return { value: text === 'on' }
  if (kind === 'routing' || kind === 'role') return { value: text.trim() }
  if (canBeOff && text.trim() === 'off') return { value: null }
  const [least, most] = limits[kind]
  const value = text.trim() === '' ? Number.NaN : Number(text)
  const isValid = value >= least && value <= most && (takesFractions(kind) || Number.isInteger(value))
  return isValid ? { value } : { least, most }
}

/** The text of a value in its field. */
export const settingText = (value: unknown): string =>
  value === null ? 'off' : value === true ? 'on' : value === false ? 'off' : String(value)
