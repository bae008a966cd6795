import { defaultLeaseSettings, type LeaseSettings } from '../coordination/index.ts'

/**
 * Pekko's `pekko.cluster` keys in camel case. All times are virtual milliseconds. The defaults are
 * {@link pekkoDefaults}.
 */
export interface ClusterSettings {
  readonly seedNodes: readonly string[]
  readonly seedNodeTimeoutMs: number
  readonly retryUnsuccessfulJoinAfterMs: number
  /** Time without an answer of a seed node until the node shuts down. `null`: it asks for ever. */
  readonly shutdownAfterUnsuccessfulJoinSeedNodesMs: number | null
  readonly minNrOfMembers: number
  /** Pekko's `role.<role>.min-nr-of-members`: no member becomes Up before each role has that many members. */
  readonly roleMinNrOfMembers: { readonly [role: string]: number }
  readonly appVersion: string
  readonly configurationCompatibilityCheck: {
    /** False: a node whose settings differ joins with a warning in place of shutting down. */
    readonly enforceOnJoin: boolean
  }
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
   * `null` uses the margin of the downing provider: `stableAfterMs` of the split brain resolver, 0 for
   * auto-down and none.
   */
  readonly downRemovalMarginMs: number | null
  readonly runCoordinatedShutdownWhenDown: boolean
  readonly downing: DowningSettings
  /** Pekko's `pekko.coordination.lease` keys. */
  readonly lease: LeaseSettings
  readonly singleton: {
    readonly handOverRetryIntervalMs: number
    readonly minNumberOfHandOverRetries: number
    /** True: an instance starts only with a lease, so that a second one never starts while the first node holds it. */
    readonly useLease: boolean
    /** Interval of the requests for a lease that another node holds. */
    readonly leaseRetryIntervalMs: number
    readonly identificationIntervalMs: number
    readonly bufferSize: number
  }
  readonly pubSub: {
    readonly gossipIntervalMs: number
    readonly removedTimeToLiveMs: number
    readonly maxDeltaElements: number
    readonly sendToDeadLettersWhenNoSubscribers: boolean
    /** The choice among the receivers of `Send`, and among the members of a group. `broadcast` chooses all of them. */
    readonly routingLogic: 'random' | 'round-robin' | 'broadcast'
    /** Only members with this role have a mediator; empty: all members. */
    readonly role: string
  }
  readonly receptionist: {
    /** Interval at which each node compares its services with those of another; a change spreads five times as fast. */
    readonly gossipIntervalMs: number
    readonly notifySubscribersIntervalMs: number
    readonly pruningIntervalMs: number
    /** Services of unknown nodes are removed when they are older than this. */
    readonly pruneRemovedOlderThanMs: number
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
    /** Only members with this role have a receptionist for clients; empty: all members. */
    readonly receptionistRole: string
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
  | (SplitBrainResolverSettings & { readonly strategy: 'keep-majority'; readonly role: string })
  | (SplitBrainResolverSettings & {
      readonly strategy: 'static-quorum'
      /** More than half of the largest size that the cluster may have. */
      readonly quorumSize: number
      readonly role: string
    })
  | (SplitBrainResolverSettings & {
      readonly strategy: 'keep-oldest'
      /** The oldest member is downed when it is alone against at least two others. Pekko's default: true. */
      readonly downIfAlone: boolean
      readonly role: string
    })
  | (SplitBrainResolverSettings & {
      readonly strategy: 'lease-majority'
      /** Pekko's default: 2 s. */
      readonly acquireLeaseDelayForMinorityMs: number
      /** Time for which the lease is kept after the removal of the downed members. Pekko's default: 40 s. */
      readonly releaseAfterMs: number
      /** Empty: `<system>-pekko-sbr`. */
      readonly leaseName: string
      readonly role: string
    })
  | (SplitBrainResolverSettings & { readonly strategy: 'down-all' })

/** The settings of each strategy of the resolver. A `role` limits the counted members; empty counts all. */
interface SplitBrainResolverSettings {
  readonly stableAfterMs: number
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
  shutdownAfterUnsuccessfulJoinSeedNodesMs: null,
  minNrOfMembers: 1,
  roleMinNrOfMembers: {},
  appVersion: '0.0.0',
  configurationCompatibilityCheck: { enforceOnJoin: true },
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
  lease: defaultLeaseSettings,
  singleton: {
    handOverRetryIntervalMs: 1000,
    minNumberOfHandOverRetries: 15,
    useLease: false,
    leaseRetryIntervalMs: 5000,
    identificationIntervalMs: 1000,
    bufferSize: 1000,
  },
  pubSub: {
    gossipIntervalMs: 1000,
    removedTimeToLiveMs: 120000,
    maxDeltaElements: 3000,
    sendToDeadLettersWhenNoSubscribers: true,
    routingLogic: 'random',
    role: '',
  },
  receptionist: {
    gossipIntervalMs: 2000,
    notifySubscribersIntervalMs: 500,
    pruningIntervalMs: 3000,
    pruneRemovedOlderThanMs: 60000,
  },
  client: {
    establishingGetContactsIntervalMs: 3000,
    refreshContactsIntervalMs: 60000,
    heartbeatIntervalMs: 2000,
    acceptableHeartbeatPauseMs: 13000,
    bufferSize: 1000,
    reconnectTimeoutMs: null,
    receptionistNumberOfContacts: 3,
    receptionistRole: '',
    responseTunnelReceiveTimeoutMs: 30000,
    failureDetectionIntervalMs: 2000,
  },
}

/**
 * The intervals of Pekko's multi-node tests, with `stableAfterMs` and `downRemovalMarginMs` of 3 s. Default
 * of the scenarios. Pekko recommends at least 7 s for five nodes and 10 s for ten, because with less a side that
 * detects a partition late may survive beside the other one for a while (SB-15).
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
