/**
 * Pekko's `pekko.cluster` keys in camel case. All times are virtual milliseconds. The defaults are
 * {@link pekkoDefaults}.
 */
export interface ClusterSettings {
  readonly seedNodes: readonly string[]
  readonly seedNodeTimeoutMs: number
  readonly retryUnsuccessfulJoinAfterMs: number
  readonly minNrOfMembers: number
  /** Time without convergence until Joining members become WeaklyUp. `null` turns WeaklyUp off. */
  readonly allowWeaklyUpMembersMs: number | null
  readonly periodicTasksInitialDelayMs: number
  readonly gossipIntervalMs: number
  readonly gossipDifferentViewProbability: number
  readonly leaderActionsIntervalMs: number
  readonly unreachableNodesReaperIntervalMs: number
  readonly pruneGossipTombstonesAfterMs: number
  readonly failureDetector: {
    readonly heartbeatIntervalMs: number
    readonly threshold: number
    readonly maxSampleSize: number
    readonly minStdDeviationMs: number
    readonly acceptableHeartbeatPauseMs: number
    readonly monitoredByNrOfMembers: number
    readonly expectedResponseAfterMs: number
  }
  readonly quarantineRemovedNodeAfterMs: number
  /**
   * `null` uses the margin of the downing provider: `stableAfterMs` for keep-majority, 0 for auto-down and
   * none.
   */
  readonly downRemovalMarginMs: number | null
  readonly runCoordinatedShutdownWhenDown: boolean
  readonly downing: DowningSettings
  readonly singleton: {
    readonly handOverRetryIntervalMs: number
    readonly minNumberOfHandOverRetries: number
    readonly identificationIntervalMs: number
    readonly bufferSize: number
  }
  readonly pubSub: {
    readonly gossipIntervalMs: number
    readonly removedTimeToLiveMs: number
    readonly maxDeltaElements: number
    readonly sendToDeadLettersWhenNoSubscribers: boolean
  }
  readonly client: {
    readonly establishingGetContactsIntervalMs: number
    readonly refreshContactsIntervalMs: number
    readonly heartbeatIntervalMs: number
    readonly acceptableHeartbeatPauseMs: number
    readonly bufferSize: number
    /** `null` reconnects for ever. */
    readonly reconnectTimeoutMs: number | null
    readonly receptionistNumberOfContacts: number
    readonly responseTunnelReceiveTimeoutMs: number
    readonly failureDetectionIntervalMs: number
  }
}

export type DowningSettings =
  | { readonly strategy: 'none' }
  /**
   * Akka 2.4's auto-down, which splits a partitioned cluster in two. Pekko removed it for that reason (AD-1
   * to AD-4).
   */
  | { readonly strategy: 'auto-down'; readonly afterMs: number }
  | {
      readonly strategy: 'keep-majority'
      readonly stableAfterMs: number
      readonly role: string
      /** `null` turns it off. Pekko's `on` is 3/4 of `stableAfterMs`, at least 4 s. */
      readonly downAllWhenUnstableMs: number | null
    }

/**
 * The defaults of Pekko's `reference.conf`. All times are virtual ms.
 *
 * @example
 * const settings: ClusterSettings = { ...pekkoDefaults, minNrOfMembers: 3 }
 */
export const pekkoDefaults: ClusterSettings = {
  seedNodes: [],
  seedNodeTimeoutMs: 5000,
  retryUnsuccessfulJoinAfterMs: 10000,
  minNrOfMembers: 1,
  allowWeaklyUpMembersMs: 7000,
  periodicTasksInitialDelayMs: 1000,
  gossipIntervalMs: 1000,
  gossipDifferentViewProbability: 1,
  leaderActionsIntervalMs: 1000,
  unreachableNodesReaperIntervalMs: 1000,
  pruneGossipTombstonesAfterMs: 86400000,
  failureDetector: {
    heartbeatIntervalMs: 1000,
    threshold: 8,
    maxSampleSize: 1000,
    minStdDeviationMs: 100,
    acceptableHeartbeatPauseMs: 3000,
    monitoredByNrOfMembers: 9,
    expectedResponseAfterMs: 1000,
  },
  quarantineRemovedNodeAfterMs: 5000,
  downRemovalMarginMs: null,
  runCoordinatedShutdownWhenDown: true,
  downing: { strategy: 'keep-majority', stableAfterMs: 20000, role: '', downAllWhenUnstableMs: 15000 },
  singleton: {
    handOverRetryIntervalMs: 1000,
    minNumberOfHandOverRetries: 15,
    identificationIntervalMs: 1000,
    bufferSize: 1000,
  },
  pubSub: {
    gossipIntervalMs: 1000,
    removedTimeToLiveMs: 120000,
    maxDeltaElements: 3000,
    sendToDeadLettersWhenNoSubscribers: true,
  },
  client: {
    establishingGetContactsIntervalMs: 3000,
    refreshContactsIntervalMs: 60000,
    heartbeatIntervalMs: 2000,
    acceptableHeartbeatPauseMs: 13000,
    bufferSize: 1000,
    reconnectTimeoutMs: null,
    receptionistNumberOfContacts: 3,
    responseTunnelReceiveTimeoutMs: 30000,
    failureDetectionIntervalMs: 2000,
  },
}

/**
 * The intervals of Pekko's multi-node tests, with `stableAfterMs` and `downRemovalMarginMs` of 3 s. Default
 * of the scenarios.
 *
 * @example
 * const settings: ClusterSettings = { ...fastProfile, gossipIntervalMs: 100 }
 */
export const fastProfile: ClusterSettings = {
  ...pekkoDefaults,
  periodicTasksInitialDelayMs: 300,
  gossipIntervalMs: 200,
  leaderActionsIntervalMs: 200,
  unreachableNodesReaperIntervalMs: 500,
  failureDetector: { ...pekkoDefaults.failureDetector, heartbeatIntervalMs: 500 },
  downRemovalMarginMs: 3000,
  downing: { strategy: 'keep-majority', stableAfterMs: 3000, role: '', downAllWhenUnstableMs: 4000 },
}
