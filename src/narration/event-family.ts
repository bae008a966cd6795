import { isWithin, localPath } from '../trace/actor-path.ts'
import type { Protocol } from '../trace/protocol.ts'
import type { TraceEvent, TraceEventBody } from '../trace/trace-event.ts'
import { type Participants, participantAt } from '../trace/views-agree.ts'
import type { Bilingual } from './bilingual.ts'

/** Groups of events, which the event list filters by. */
export const eventFamilies = [
  'run',
  'membership',
  'singleton',
  'message',
  'actor',
  'persistence',
  'pub-sub',
  'client',
  'log',
] as const
export type EventFamily = (typeof eventFamilies)[number]

/** Names of the groups for the page. */
export const familyNames: { readonly [F in EventFamily]: Bilingual } = {
  run: { en: 'Run', ja: '実行' },
  membership: { en: 'Membership', ja: 'メンバーシップ' },
  singleton: { en: 'Singleton', ja: 'シングルトン' },
  message: { en: 'Messages', ja: 'メッセージ' },
  actor: { en: 'Actors', ja: 'アクター' },
  persistence: { en: 'Persistence', ja: '永続化' },
  'pub-sub': { en: 'Pub/sub', ja: 'Pub/Sub' },
  client: { en: 'Client', ja: 'クライアント' },
  log: { en: 'Log', ja: 'ログ' },
}

/** 1: a key event, announced by screen readers. 2: a normal event. 3: a routine event, such as gossip. */
export type Verbosity = 1 | 2 | 3

const traits: { readonly [T in TraceEventBody['type']]: readonly [EventFamily, Verbosity] } = {
  ParticipantStarted: ['run', 1],
  ParticipantStopped: ['run', 1],
  ActionDone: ['run', 1],
  ActionHadNoEffect: ['run', 1],
  CodeEdited: ['run', 1],
  ParticipantFrozen: ['run', 1],
  ParticipantThawed: ['run', 1],
  // One event per direction; the action already says it once.
  LinkCut: ['run', 2],
  LinkHealed: ['run', 2],
  LinkChanged: ['run', 2],
  DatabaseFaultsChanged: ['run', 2],
  ArrivalHoldSet: ['run', 2],
  MessageSent: ['message', 2],
  MessageDelivered: ['message', 2],
  MessageDropped: ['message', 2],
  MessageHeld: ['message', 2],
  MessageRescheduled: ['message', 2],
  MessageDuplicated: ['message', 2],
  DeadLetter: ['message', 1],
  MessageUnhandled: ['message', 2],
  MessagesCounted: ['message', 3],
  ActorStarted: ['actor', 2],
  ActorStopped: ['actor', 2],
  ActorFailed: ['actor', 1],
  SupervisionSet: ['actor', 3],
  ActorResumed: ['actor', 2],
  ActorRestarted: ['actor', 1],
  ActorBackingOff: ['actor', 1],
  SignalDelivered: ['actor', 3],
  MessageStashed: ['actor', 2],
  MessagesUnstashed: ['actor', 2],
  StateChanged: ['actor', 2],
  Blocked: ['actor', 1],
  Logged: ['log', 2],
  RecoveryStarted: ['persistence', 2],
  RecoveryCompleted: ['persistence', 1],
  RecoveryFailed: ['persistence', 1],
  EventPersisted: ['persistence', 2],
  PersistFailed: ['persistence', 1],
  SnapshotSaved: ['persistence', 1],
  SnapshotFailed: ['persistence', 1],
  EventsDeleted: ['persistence', 2],
  JournalChanged: ['persistence', 3],
  LeaseChanged: ['membership', 2],
  MemberChanged: ['membership', 2],
  MemberUnreachable: ['membership', 1],
  MemberReachable: ['membership', 1],
  LeaderChanged: ['membership', 2],
  ConvergenceChanged: ['membership', 3],
  GossipChanged: ['membership', 3],
  DowningDecided: ['membership', 1],
  SingletonManagerChanged: ['singleton', 2],
  SingletonIdentified: ['singleton', 2],
  TopicSubscribed: ['pub-sub', 2],
  TopicUnsubscribed: ['pub-sub', 2],
  Published: ['pub-sub', 2],
  ClientConnected: ['client', 1],
  ClientDisconnected: ['client', 1],
  ClientsChanged: ['client', 2],
}

export const familyOf = (event: TraceEvent): EventFamily => traits[event.type][0]

const routineProtocols: ReadonlySet<Protocol> = new Set<Protocol>([
  'membership',
  'failure-detector',
  'system',
])

export const verbosityOf = (event: TraceEvent, view: Participants): Verbosity => {
  switch (event.type) {
    case 'MessageSent':
    case 'MessageDelivered':
      return event.periodic || routineProtocols.has(event.protocol) ? 3 : 2
    case 'StateChanged':
      return isWithin(localPath(event.actor), '/system') ? 3 : 2
    case 'DeadLetter':
      // System actors cause dead letters whenever a node stops; only those to users' actors are key events.
      return isWithin(localPath(event.to), '/user') ? 1 : 2
    case 'MemberChanged':
      // Every node emits it about every member; only a node's change of its own status is a key event.
      return participantAt(view, event.member)?.id === event.node ? 1 : 2
    case 'SingletonManagerChanged':
      return event.to === 'Oldest' ? 1 : 2
    default:
      return traits[event.type][1]
  }
}
