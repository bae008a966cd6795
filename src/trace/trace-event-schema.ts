import * as v from 'valibot'
import { arrivalHolds } from './action.ts'
import { actionSchema } from './action-schema.ts'
import { databaseFaultSchema } from './database-fault-schema.ts'
import { choice, instant, listOf, name, names, text, truth, whole } from './plain-schema.ts'
import { protocols } from './protocol.ts'
import { supervisionRuleSchema, supervisionRulesSchema } from './supervision-schema.ts'
import { memberStatuses, type TraceEvent, type TraceEventBody } from './trace-event.ts'

const failure = v.strictObject({ name: text, message: v.exactOptional(text) })
const status = choice(memberStatuses)
const numbers = listOf(whole, { en: 'whole numbers', ja: '整数' })
const pathOrNull = v.nullable(text)
const flag = v.exactOptional(v.literal(true))
const message = { protocol: choice(protocols), periodic: flag }
const aMessage = { message: name, to: name, label: text }
const link = { from: name, to: name }
const actor = { actor: name }
const persistent = { actor: name, persistenceId: text }
const member = { member: name, uid: whole }

const observation = v.strictObject({
  observer: name,
  subject: name,
  status: choice(['Reachable', 'Unreachable', 'Terminated']),
})

/** Fields of each type of event, besides those of `base`. */
const bodies = {
  ParticipantStarted: {
    kind: choice(['node', 'client', 'database']),
    address: name,
    uid: whole,
    incarnation: whole,
    roles: names,
  },
  ParticipantStopped: {
    participant: name,
    reason: choice(['killed', 'left', 'downed', 'failed', 'power-failure']),
    lostInFlight: whole,
    during: v.exactOptional(v.strictObject({ actor: name, label: text })),
  },
  ActionDone: { index: whole, action: actionSchema },
  ActionHadNoEffect: { why: text },
  CodeEdited: { files: names, digest: text },
  ParticipantFrozen: { participant: name, until: v.exactOptional(whole) },
  ParticipantThawed: { participant: name },
  LinkCut: link,
  LinkHealed: link,
  LinkChanged: {
    ...link,
    latency: v.nullable(v.strictObject({ minMs: whole, maxMs: whole })),
    lossPercent: whole,
  },
  DatabaseFaultsChanged: { faults: listOf(databaseFaultSchema, { en: 'faults', ja: '障害' }) },
  ArrivalHoldSet: { hold: choice(arrivalHolds) },
  MessageSent: {
    from: pathOrNull,
    to: name,
    toNode: v.exactOptional(name),
    dueAt: v.exactOptional(whole),
    label: text,
    body: v.exactOptional(text),
    ...message,
    reply: flag,
    asker: v.exactOptional(pathOrNull),
    notice: flag,
  },
  MessageDelivered: { to: name, label: text, waiting: whole, ...message },
  MessageDropped: { to: name, label: text, why: text, because: v.exactOptional(name) },
  MessageHeld: { ...aMessage, until: v.exactOptional(whole) },
  MessageRescheduled: { ...aMessage, dueAt: whole, before: v.exactOptional(name) },
  MessageDuplicated: aMessage,
  DeadLetter: { from: pathOrNull, to: name, label: text, why: text, body: v.exactOptional(text) },
  MessageUnhandled: { ...actor, label: text },
  MessagesCounted: { ...actor, count: whole },
  ActorStarted: { ...actor, behavior: v.exactOptional(text) },
  ActorStopped: actor,
  ActorFailed: {
    ...actor,
    error: failure,
    decision: choice(['stop', 'resume', 'restart', 'backoff', 'escalate']),
    label: v.exactOptional(text),
    decidedBy: v.exactOptional(supervisionRuleSchema),
    count: v.exactOptional(whole),
    exhausted: v.exactOptional(supervisionRulesSchema),
  },
  SupervisionSet: {
    ...actor,
    rules: supervisionRulesSchema,
    by: choice(['code', 'person']),
  },
  ActorResumed: actor,
  ActorRestarted: { ...actor, restarts: whole },
  ActorBackingOff: { ...actor, until: whole },
  SignalDelivered: { ...actor, signal: text, of: v.exactOptional(text) },
  MessageStashed: { ...actor, label: text, size: whole },
  MessagesUnstashed: { ...actor, count: whole, size: whole },
  StateChanged: { ...actor, state: text, cut: flag },
  Blocked: { actor: pathOrNull, until: whole },
  Logged: { ...actor, level: choice(['debug', 'info', 'warn', 'error']), text },
  RecoveryStarted: persistent,
  RecoveryCompleted: { ...persistent, sequenceNr: whole, snapshotNr: whole, replayed: whole },
  RecoveryFailed: { ...persistent, error: failure },
  EventPersisted: { ...persistent, sequenceNr: whole, label: text, body: text },
  PersistFailed: { ...persistent, rejected: truth, error: failure },
  SnapshotSaved: { ...persistent, sequenceNr: whole },
  SnapshotFailed: { ...persistent, sequenceNr: whole, error: failure },
  EventsDeleted: { ...persistent, toSequenceNr: whole },
  JournalChanged: {
    persistenceId: text,
    change: choice(['appended', 'deleted', 'snapshot', 'snapshots-deleted', 'opened']),
    highestSequenceNr: whole,
    events: whole,
    snapshots: numbers,
  },
  LeaseChanged: {
    lease: text,
    change: choice(['acquired', 'renewed', 'released', 'opened']),
    owner: v.nullable(text),
    expiresAt: whole,
  },
  MemberChanged: { ...member, status, previous: v.exactOptional(status), upNumber: whole, roles: names },
  MemberUnreachable: member,
  MemberReachable: member,
  LeaderChanged: { leader: pathOrNull },
  ConvergenceChanged: { converged: truth, seenBy: names },
  GossipChanged: {
    version: v.record(name, whole),
    observations: listOf(observation, { en: 'observations', ja: '観測' }),
  },
  DowningDecided: {
    strategy: text,
    decision: text,
    down: names,
    lease: v.exactOptional(v.strictObject({ name: text, owner: v.nullable(text) })),
  },
  SingletonManagerChanged: { ...actor, from: text, to: text },
  SingletonIdentified: { ...actor, singleton: pathOrNull, buffered: whole },
  TopicSubscribed: { topic: text, subscriber: name },
  TopicUnsubscribed: { topic: text, subscriber: name },
  Published: { topic: text, label: text, nodes: whole },
  ClientConnected: { ...actor, receptionist: name },
  ClientDisconnected: { ...actor, why: text },
  ClientsChanged: { ...actor, clients: names },
} satisfies { [T in TraceEventBody['type']]: v.ObjectEntries }

/** Every type of event. */
export const traceEventTypes = /* @__PURE__ */ Object.keys(bodies) as readonly TraceEventBody['type'][]

const base = {
  at: instant,
  node: name,
  seq: whole,
  cause: v.exactOptional(name),
  rule: v.exactOptional(text),
}

/** The schema of each field of an event of this type, by its name. */
export const fieldSchemasOf = (type: TraceEventBody['type']): Readonly<Record<string, v.GenericSchema>> => ({
  ...base,
  ...bodies[type],
})

const schemas = Object.fromEntries(
  Object.entries(bodies).map(([type, body]) => [
    type,
    v.strictObject({ type: v.literal(type), ...base, ...body }),
  ]),
)

/** Validates an event. The schema is looked up by type, which is faster than trying every variant. */
export const traceEventSchema: v.GenericSchema<unknown, TraceEvent> = v.lazy(
  (value): v.GenericSchema<unknown, TraceEvent> => {
    const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
    const known = typeof type === 'string' && Object.hasOwn(schemas, type) ? schemas[type] : unknownType
    // TypeScript cannot infer that the table has a schema per type; a test validates one event of each type.
    return known as unknown as v.GenericSchema<unknown, TraceEvent>
  },
)

const unknownType = v.object({ type: choice(traceEventTypes) })
