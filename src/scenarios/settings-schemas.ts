import * as v from 'valibot'
import type { ClusterSettings } from '../runtime/index.ts'
import { text, truth } from '../trace/plain-schema.ts'
import type { ClusterScenarioSettings, LatencyRange, ScenarioSettings } from './scenario.ts'
import type { WebServerSettings } from './web-server/settings.ts'

/** Virtual ms, eleven days: longer than any run. */
const longestMs = 1_000_000_000

const numberWithin = (least: number, most: number) => {
  const complaint = `must be a number from ${least} to ${most}`
  return v.pipe(v.number(complaint), v.minValue(least, complaint), v.maxValue(most, complaint))
}
const wholeWithin = (least: number, most: number) => {
  const complaint = `must be a whole number from ${least} to ${most}`
  return v.pipe(
    v.number(complaint),
    v.integer(complaint),
    v.minValue(least, complaint),
    v.maxValue(most, complaint),
  )
}
const delayMs = wholeWithin(0, longestMs)
/** Of what repeats: a period of 0 would never let time pass. */
const intervalMs = wholeWithin(1, longestMs)
const count = wholeWithin(1, 1_000_000)
/** As far as Pekko lets buffers grow. */
const bufferSize = wholeWithin(0, 10_000)

/** At least 1 for links: nothing that is sent in a round may arrive in it. */
const latency = (leastMs: number): v.GenericSchema<unknown, LatencyRange> =>
  v.pipe(
    v.strictObject({ minMs: wholeWithin(leastMs, longestMs), maxMs: wholeWithin(leastMs, longestMs) }),
    v.check(({ minMs, maxMs }) => minMs <= maxMs, 'must have a minMs that is not above its maxMs'),
  )
const link = latency(1)

const nodeAddress = v.pipe(
  text,
  v.regex(
    /^pekko:\/\/[A-Za-z0-9][A-Za-z0-9-]*@[A-Za-z0-9][A-Za-z0-9-]*:\d{1,5}$/,
    'must be an address like pekko://HogeCluster@node-1:2551',
  ),
)

const downing: v.GenericSchema<unknown, ClusterSettings['downing']> = v.variant('strategy', [
  v.strictObject({ strategy: v.literal('none') }),
  v.strictObject({ strategy: v.literal('auto-down'), afterMs: delayMs }),
  v.strictObject({
    strategy: v.literal('keep-majority'),
    stableAfterMs: delayMs,
    role: text,
    downAllWhenUnstableMs: v.nullable(delayMs),
  }),
])

const clusterSettings: v.GenericSchema<unknown, ClusterSettings> = v.strictObject({
  // The client asks the seed nodes first: it cannot begin with none.
  seedNodes: v.pipe(
    v.array(nodeAddress, 'must be a list of addresses'),
    v.nonEmpty('must name at least one node'),
  ),
  seedNodeTimeoutMs: intervalMs,
  retryUnsuccessfulJoinAfterMs: intervalMs,
  minNrOfMembers: count,
  allowWeaklyUpMembersMs: v.nullable(delayMs),
  periodicTasksInitialDelayMs: delayMs,
  gossipIntervalMs: intervalMs,
  gossipDifferentViewProbability: numberWithin(0, 1),
  leaderActionsIntervalMs: intervalMs,
  unreachableNodesReaperIntervalMs: intervalMs,
  pruneGossipTombstonesAfterMs: delayMs,
  failureDetector: v.strictObject({
    heartbeatIntervalMs: intervalMs,
    // Ten to its power is computed.
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
  singleton: v.strictObject({
    handOverRetryIntervalMs: intervalMs,
    minNumberOfHandOverRetries: count,
    identificationIntervalMs: intervalMs,
    bufferSize,
  }),
  pubSub: v.strictObject({
    gossipIntervalMs: intervalMs,
    removedTimeToLiveMs: delayMs,
    maxDeltaElements: count,
    sendToDeadLettersWhenNoSubscribers: truth,
  }),
  client: v.strictObject({
    establishingGetContactsIntervalMs: intervalMs,
    refreshContactsIntervalMs: intervalMs,
    heartbeatIntervalMs: intervalMs,
    acceptableHeartbeatPauseMs: delayMs,
    bufferSize,
    reconnectTimeoutMs: v.nullable(delayMs),
    receptionistNumberOfContacts: count,
    responseTunnelReceiveTimeoutMs: intervalMs,
    failureDetectionIntervalMs: intervalMs,
  }),
})

const maxMessagesPerMs = count

const clusterScenario: v.GenericSchema<unknown, ClusterScenarioSettings> = v.strictObject({
  cluster: clusterSettings,
  links: v.strictObject({ default: link, database: link }),
  databaseLatencyMs: latency(0),
  persistence: v.strictObject({ journalCallTimeoutMs: intervalMs, recoveryEventTimeoutMs: intervalMs }),
  maxMessagesPerMs,
})

const webServerActors = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.strictObject({ webServer: schema, cache: schema, filesystem: schema })

const webServer: v.GenericSchema<unknown, WebServerSettings> = v.strictObject({
  links: v.strictObject({ default: link }),
  maxMessagesPerMs,
  handlingMs: webServerActors(delayMs),
  answerWithinMs: webServerActors(intervalMs),
})

/** By scenario. Whole settings: what a header leaves out has the scenario's own value already. */
const schemas: ReadonlyMap<string, v.GenericSchema<unknown, ScenarioSettings>> = new Map<
  string,
  v.GenericSchema<unknown, ScenarioSettings>
>([
  ['cqrs', clusterScenario],
  ['web-server', webServer],
])

export function settingsSchemaOf(scenario: string): v.GenericSchema<unknown, ScenarioSettings> {
  const schema = schemas.get(scenario)
  if (schema === undefined)
    throw new Error(`Scenario [${scenario}] has a card, but no schema of its settings.`)
  return schema
}
