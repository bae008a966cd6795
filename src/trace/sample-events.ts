import type { TraceEvent, TraceEventBody } from './trace-event.ts'

const actor = '/user/a#1'
const error = { name: 'Boom', message: 'it went off' }
const persistent = { actor, persistenceId: 'writer' }
const member = { member: 'pekko://c@127.0.0.1:1', uid: 1 }

/** One event of every type, with every field. The type makes the compiler demand a new one. */
export const oneOfEach: {
  readonly [T in TraceEventBody['type']]: Omit<Extract<TraceEventBody, { type: T }>, 'type'>
} = {
  ParticipantStarted: { kind: 'node', address: member.member, uid: 1, incarnation: 1, roles: ['update'] },
  ParticipantStopped: {
    participant: 'node-1',
    reason: 'failed',
    lostInFlight: 2,
    during: { actor, label: 'Get' },
  },
  ActionDone: { index: 0, action: { type: 'Kill', participant: 'node-1' } },
  MessageSent: {
    from: null,
    to: actor,
    toNode: 'node-2',
    dueAt: 20,
    label: 'Write',
    body: '{}',
    protocol: 'user',
    reply: true,
    periodic: true,
    asker: actor,
    notice: true,
  },
  MessageDelivered: { to: actor, label: 'Write', waiting: 0, protocol: 'user', periodic: true },
  ActionHadNoEffect: { why: 'gone' },
  CodeEdited: { files: ['web-server/cache.ts'], digest: '0'.repeat(64) },
  ParticipantFrozen: { participant: 'node-1', until: 500 },
  ParticipantThawed: { participant: 'node-1' },
  LinkCut: { from: 'node-1', to: 'node-2' },
  LinkHealed: { from: 'node-1', to: 'node-2' },
  LinkChanged: { from: 'node-1', to: 'node-2', latency: { minMs: 5, maxMs: 9 }, lossPercent: 20 },
  ArrivalHoldSet: { hold: 'application' },
  MessageDropped: { to: actor, label: 'Write', why: 'cut', because: 'conductor/3' },
  MessageHeld: { message: 'node-1/1', to: actor, label: 'Write', until: 500 },
  MessageRescheduled: { message: 'node-1/1', to: actor, label: 'Write', dueAt: 500, before: 'node-1/2' },
  MessageDuplicated: { message: 'node-1/1', to: actor, label: 'Write' },
  Blocked: { actor, until: 500 },
  DeadLetter: { from: actor, to: actor, label: 'Write', why: 'gone', body: '{}' },
  MessageUnhandled: { actor, label: 'Write' },
  MessagesCounted: { actor, count: 7 },
  ActorStarted: { actor, behavior: 'writer' },
  ActorStopped: { actor },
  ActorFailed: {
    actor,
    error,
    decision: 'backoff',
    label: 'Write',
    decidedBy: { error: 'Error', strategy: { type: 'resume' } },
    count: 2,
    exhausted: [
      { error: 'Boom', strategy: { type: 'restart', maxRestarts: 2, withinMs: 1000, stopChildren: true } },
    ],
  },
  SupervisionSet: { actor, rules: [{ error: 'Error', strategy: { type: 'stop' } }], by: 'person' },
  ActorResumed: { actor },
  ActorRestarted: { actor, restarts: 1 },
  ActorBackingOff: { actor, until: 500 },
  SignalDelivered: { actor, signal: 'Terminated', of: actor },
  MessageStashed: { actor, label: 'Write', size: 1 },
  MessagesUnstashed: { actor, count: 1, size: 0 },
  StateChanged: { actor, state: '{}', cut: true },
  Logged: { actor, level: 'info', text: 'Write node update' },
  RecoveryStarted: persistent,
  RecoveryCompleted: { ...persistent, sequenceNr: 3, snapshotNr: 2, replayed: 1 },
  RecoveryFailed: { ...persistent, error },
  EventPersisted: { ...persistent, sequenceNr: 1, label: 'Written', body: '{}' },
  PersistFailed: { ...persistent, rejected: true, error },
  SnapshotSaved: { ...persistent, sequenceNr: 3 },
  SnapshotFailed: { ...persistent, sequenceNr: 3, error },
  EventsDeleted: { ...persistent, toSequenceNr: 2 },
  JournalChanged: {
    persistenceId: 'writer',
    change: 'opened',
    highestSequenceNr: 3,
    events: 1,
    snapshots: [3],
  },
  MemberChanged: { ...member, status: 'Up', previous: 'Joining', upNumber: 1, roles: [] },
  MemberUnreachable: member,
  MemberReachable: member,
  LeaderChanged: { leader: null },
  ConvergenceChanged: { converged: true, seenBy: [member.member] },
  DowningDecided: { strategy: 'keep-majority', decision: 'DownUnreachable', down: [member.member] },
  SingletonManagerChanged: { actor, from: 'Start', to: 'Oldest' },
  SingletonIdentified: { actor, singleton: null, buffered: 3 },
  TopicSubscribed: { topic: 'read', subscriber: actor },
  TopicUnsubscribed: { topic: 'read', subscriber: actor },
  Published: { topic: 'read', label: 'Write', nodes: 2 },
  ClientConnected: { actor, receptionist: '/system/receptionist' },
  ClientDisconnected: { actor, why: 'no answer' },
  ClientsChanged: { actor, clients: [actor] },
}

export const sampleEvents: readonly TraceEvent[] = Object.entries(oneOfEach).map(
  ([type, body], i) =>
    ({
      at: i * 3000,
      node: 'node-1',
      seq: i + 1,
      cause: 'node-1/1',
      rule: 'tick',
      type,
      ...body,
    }) as TraceEvent,
)
