import * as v from 'valibot'
import type { ClusterSettings } from '../runtime/index.ts'
import { isNodeAddress } from '../trace/actor-path.ts'
import { choice, listOf, text, truth } from '../trace/plain-schema.ts'
import { complaint } from '../trace/refusal.ts'
import { clusterSizes } from './cqrs/participants.ts'
import type { CqrsSettings } from './cqrs/settings.ts'
import { type CqrsAsPrintedSettings, type Defect, defects } from './cqrs-as-printed/settings.ts'
import type { LatencyRange, ScenarioSettings } from './scenario.ts'
import type { WebServerSettings } from './web-server/settings.ts'
import { exhibits, type WorkbenchSettings } from './workbench/settings.ts'

/** Eleven days of virtual time, longer than any run. */
const longestRunMs = 1_000_000_000

const numberWithin = (min: number, max: number) => {
  const requirement = complaint('not-within', { least: min, most: max })
  return v.pipe(v.number(requirement), v.minValue(min, requirement), v.maxValue(max, requirement))
}
const wholeWithin = (min: number, max: number) => {
  const requirement = complaint('not-whole-within', { least: min, most: max })
  return v.pipe(
    v.number(requirement),
    v.integer(requirement),
    v.minValue(min, requirement),
    v.maxValue(max, requirement),
  )
}
const delayMs = wholeWithin(0, longestRunMs)
/** A period of 0 is invalid, because it would repeat for ever at one virtual instant. */
const intervalMs = wholeWithin(1, longestRunMs)
const count = wholeWithin(1, 1_000_000)
/** Pekko limits these buffers to 10,000 messages. */
const bufferSize = wholeWithin(0, 10_000)

/** A link needs a minimum of at least 1 ms, because no message may arrive in the round that sends it. */
const latency = (lowestMs: number): v.GenericSchema<unknown, LatencyRange> =>
  v.pipe(
    v.strictObject({
      minMs: wholeWithin(lowestMs, longestRunMs),
      maxMs: wholeWithin(lowestMs, longestRunMs),
    }),
    v.check(({ minMs, maxMs }) => minMs <= maxMs, complaint('min-above-max')),
  )
const link = latency(1)

const nodeAddress = v.pipe(text, v.check(isNodeAddress, complaint('not-address')))

const resolver = { stableAfterMs: delayMs, downAllWhenUnstableMs: v.nullable(delayMs) }

const downing: v.GenericSchema<unknown, ClusterSettings['downing']> = v.variant('strategy', [
  v.strictObject({ strategy: v.literal('none') }),
  v.strictObject({ strategy: v.literal('auto-down'), afterMs: delayMs }),
  v.strictObject({ strategy: v.literal('keep-majority'), ...resolver, role: text }),
  v.strictObject({ strategy: v.literal('static-quorum'), ...resolver, quorumSize: count, role: text }),
  v.strictObject({ strategy: v.literal('keep-oldest'), ...resolver, downIfAlone: truth, role: text }),
  v.strictObject({
    strategy: v.literal('lease-majority'),
    ...resolver,
    acquireLeaseDelayForMinorityMs: delayMs,
    releaseAfterMs: delayMs,
    leaseName: text,
    role: text,
  }),
  v.strictObject({ strategy: v.literal('down-all'), ...resolver }),
])

const clusterSettings: v.GenericSchema<unknown, ClusterSettings> = v.strictObject({
  // The client contacts the seed nodes first, so it needs at least one.
  seedNodes: v.pipe(
    listOf(nodeAddress, { en: 'addresses', ja: 'アドレス' }),
    v.nonEmpty(complaint('no-node')),
  ),
  seedNodeTimeoutMs: intervalMs,
  retryUnsuccessfulJoinAfterMs: intervalMs,
  shutdownAfterUnsuccessfulJoinSeedNodesMs: v.nullable(delayMs),
  minNrOfMembers: count,
  roleMinNrOfMembers: v.record(text, count),
  appVersion: text,
  configurationCompatibilityCheck: v.strictObject({ enforceOnJoin: truth }),
  allowWeaklyUpMembersMs: v.nullable(delayMs),
  periodicTasksInitialDelayMs: delayMs,
  gossipIntervalMs: intervalMs,
  gossipDifferentViewProbability: numberWithin(0, 1),
  leaderActionsIntervalMs: intervalMs,
  unreachableNodesReaperIntervalMs: intervalMs,
  pruneGossipTombstonesAfterMs: delayMs,
  failureDetector: v.strictObject({
    heartbeatIntervalMs: intervalMs,
    // The limit follows from the detector, which computes 10 to the power of the threshold.
    threshold: numberWithin(0.1, 100),
    maxSampleSize: count,
    minStdDeviationMs: intervalMs,
    acceptableHeartbeatPauseMs: delayMs,
    monitoredByNrOfMembers: count,
    expectedResponseAfterMs: intervalMs,
  }),
  quarantineRemovedNodeAfterMs: delayMs,
  downRemovalMarginMs: v.nullable(delayMs),
  runCoordinatedShutdownWhenDown: truth,
  downing,
  lease: v.strictObject({
    heartbeatIntervalMs: intervalMs,
    heartbeatTimeoutMs: intervalMs,
    leaseOperationTimeoutMs: intervalMs,
  }),
  singleton: v.strictObject({
    handOverRetryIntervalMs: intervalMs,
    minNumberOfHandOverRetries: count,
    useLease: truth,
    leaseRetryIntervalMs: intervalMs,
    identificationIntervalMs: intervalMs,
    bufferSize,
  }),
  pubSub: v.strictObject({
    gossipIntervalMs: intervalMs,
    removedTimeToLiveMs: delayMs,
    maxDeltaElements: count,
    sendToDeadLettersWhenNoSubscribers: truth,
    routingLogic: choice(['random', 'round-robin', 'broadcast']),
    role: text,
  }),
  receptionist: v.strictObject({
    gossipIntervalMs: intervalMs,
    notifySubscribersIntervalMs: intervalMs,
    pruningIntervalMs: intervalMs,
    pruneRemovedOlderThanMs: delayMs,
  }),
  client: v.strictObject({
    establishingGetContactsIntervalMs: intervalMs,
    refreshContactsIntervalMs: intervalMs,
    heartbeatIntervalMs: intervalMs,
    acceptableHeartbeatPauseMs: delayMs,
    bufferSize,
    reconnectTimeoutMs: v.nullable(delayMs),
    receptionistNumberOfContacts: count,
    receptionistRole: text,
    responseTunnelReceiveTimeoutMs: intervalMs,
    failureDetectionIntervalMs: intervalMs,
  }),
})

const maxMessagesPerMs = count

const clusterScenarioEntries = {
  cluster: clusterSettings,
  links: v.strictObject({ default: link, database: link }),
  databaseLatencyMs: latency(0),
  persistence: v.strictObject({ journalCallTimeoutMs: intervalMs, recoveryEventTimeoutMs: intervalMs }),
  maxMessagesPerMs,
}

const cqrs: v.GenericSchema<unknown, CqrsSettings> = v.strictObject({
  nodes: wholeWithin(clusterSizes.least, clusterSizes.most),
  ...clusterScenarioEntries,
})

const cqrsAsPrinted: v.GenericSchema<unknown, CqrsAsPrintedSettings> = v.strictObject({
  ...clusterScenarioEntries,
  uniqueSequenceNrs: truth,
  printed: v.strictObject(
    Object.fromEntries(defects.map(defect => [defect, truth])) as Record<Defect, typeof truth>,
  ),
})

const webServerActors = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.strictObject({ webServer: schema, cache: schema, filesystem: schema })

const webServer: v.GenericSchema<unknown, WebServerSettings> = v.strictObject({
  links: v.strictObject({ default: link }),
  maxMessagesPerMs,
  handlingMs: webServerActors(delayMs),
  askTimeoutMs: webServerActors(intervalMs),
})

const workbench: v.GenericSchema<unknown, WorkbenchSettings> = v.strictObject({
  exhibit: choice(exhibits),
  links: v.strictObject({ default: link }),
  maxMessagesPerMs,
  handlingMs: delayMs,
})

/** Schemas of complete settings by scenario: a header is merged with the defaults before it is validated. */
const schemas: ReadonlyMap<string, v.GenericSchema<unknown, ScenarioSettings>> = new Map<
  string,
  v.GenericSchema<unknown, ScenarioSettings>
>([
  ['cqrs', cqrs],
  ['cqrs-as-printed', cqrsAsPrinted],
  ['web-server', webServer],
  ['workbench', workbench],
])

export function settingsSchemaOf(scenario: string): v.GenericSchema<unknown, ScenarioSettings> {
  const schema = schemas.get(scenario)
  if (schema === undefined)
    throw new Error(
      `Scenario [${scenario}] has a card but no settings schema. Add it to settings-schemas.ts.`,
    )
  return schema
}
