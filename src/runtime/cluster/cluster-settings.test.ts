import { expect, test } from 'vitest'
import { fastProfile, pekkoDefaults } from './cluster-settings.ts'

test('the default settings equal the documented defaults of Pekko [C-144]', () => {
  expect(pekkoDefaults).toMatchObject({
    seedNodeTimeoutMs: 5000,
    retryUnsuccessfulJoinAfterMs: 10000,
    minNrOfMembers: 1,
    allowWeaklyUpMembersMs: 7000,
    periodicTasksInitialDelayMs: 1000,
    gossipIntervalMs: 1000,
    leaderActionsIntervalMs: 1000,
    unreachableNodesReaperIntervalMs: 1000,
    pruneGossipTombstonesAfterMs: 24 * 60 * 60 * 1000,
    quarantineRemovedNodeAfterMs: 5000,
    downRemovalMarginMs: null,
    runCoordinatedShutdownWhenDown: true,
    failureDetector: {
      heartbeatIntervalMs: 1000,
      threshold: 8,
      maxSampleSize: 1000,
      minStdDeviationMs: 100,
      acceptableHeartbeatPauseMs: 3000,
      monitoredByNrOfMembers: 9,
      expectedResponseAfterMs: 1000,
    },
    downing: { strategy: 'keep-majority', stableAfterMs: 20000, role: '', downAllWhenUnstableMs: 15000 },
    seedNodes: [],
    shutdownAfterUnsuccessfulJoinSeedNodesMs: null,
    roleMinNrOfMembers: {},
    appVersion: '0.0.0',
    configurationCompatibilityCheck: { enforceOnJoin: true },
    lease: { heartbeatTimeoutMs: 120000, heartbeatIntervalMs: 12000, leaseOperationTimeoutMs: 5000 },
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
    receptionist: { pruningIntervalMs: 3000, pruneRemovedOlderThanMs: 60000 },
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
  })
})

test('the fast profile changes intervals and keeps the failure detector', () => {
  const { heartbeatIntervalMs, ...detector } = fastProfile.failureDetector
  expect(heartbeatIntervalMs).toBe(500)
  expect(pekkoDefaults.failureDetector).toMatchObject(detector)
})
