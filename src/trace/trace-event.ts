import type { Action, ArrivalHold } from './action.ts'
import type { DatabaseFault } from './database-fault.ts'
import type { AddressText, EventId, ParticipantId, PathText, VirtualTime } from './identifiers.ts'
import type { MessagePurpose, Traffic } from './protocol.ts'
import type { SupervisionRule } from './supervision.ts'

export {
  type AddressText,
  conductorId,
  type EventId,
  eventId,
  latestInstantMs,
  type ParticipantId,
  type PathText,
  type VirtualTime,
} from './identifiers.ts'

/** Version of the trace format. Raise it with every change to {@link TraceEvent} and add the upgrade to `upgrade.ts`. */
export const traceVersion = 8

/** The fields that every event has. */
export interface TraceEventBase {
  /** Instant of the event, in virtual ms. */
  readonly at: VirtualTime
  /** The emitting participant. */
  readonly node: ParticipantId
  /** Sequence number within the participant, from 0. A new incarnation continues the count. */
  readonly seq: number
  /** The event that led to this one. Actions, the start of a run and events of a repeated timer have none. */
  readonly cause?: EventId
  /**
   * The rule that led to this event: a timer's key such as `gossip tick`, a timeout, `stable-after`. `cause` is then the event
   * in which the timer was started.
   */
  readonly rule?: string
}

export type ParticipantKind = 'node' | 'client' | 'database'

/** The statuses of a member, in the order in which it takes them. */
export const memberStatuses = [
  'Joining',
  'WeaklyUp',
  'Up',
  'PreparingForShutdown',
  'ReadyForShutdown',
  'Leaving',
  'Exiting',
  'Down',
  'Removed',
] as const

export type MemberStatusText = (typeof memberStatuses)[number]

/** An error as the trace records it. Engines word their own errors differently, so `message` is there only if Actorium or the scenario wrote it. */
export interface FailureText {
  readonly name: string
  readonly message?: string
}

/** One row of a gossip's reachability table. Nodes are `address#uid`. `Terminated` is final. */
export interface GossipObservation {
  readonly observer: string
  readonly subject: string
  readonly status: 'Reachable' | 'Unreachable' | 'Terminated'
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** Starts and stops of participants, and actions. The conductor emits all but `ParticipantStarted`. */
type ParticipantEvent =
  /** First event of an incarnation; the participant itself emits it. `incarnation` counts from 1. */
  | {
      readonly type: 'ParticipantStarted'
      readonly kind: ParticipantKind
      readonly address: AddressText
      readonly uid: number
      readonly incarnation: number
      readonly roles: readonly string[]
    }
  /** `lostInFlight`: number of envelopes on the way to the participant that are lost with it. */
  | {
      readonly type: 'ParticipantStopped'
      readonly participant: ParticipantId
      readonly reason: 'killed' | 'left' | 'downed' | 'failed' | 'power-failure'
      readonly lostInFlight: number
      /** The message that was being handled when the watchdog ended the participant. */
      readonly during?: { readonly actor: PathText; readonly label: string }
    }
  /** First event of a run with edited code: the files, and the SHA-256 over them as 64 hexadecimal digits. */
  | { readonly type: 'CodeEdited'; readonly files: readonly string[]; readonly digest: string }
  /** An action of the run was performed; `index` is its place in the run's log, from 0. */
  | { readonly type: 'ActionDone'; readonly index: number; readonly action: Action }
  /** The action that is the cause changed nothing; `why` is the reason. */
  | { readonly type: 'ActionHadNoEffect'; readonly why: string }
  /** From now on the participant neither handles nor sends anything. `until` is absent when only a `Thaw` ends that. */
  | {
      readonly type: 'ParticipantFrozen'
      readonly participant: ParticipantId
      readonly until?: VirtualTime
    }
  | { readonly type: 'ParticipantThawed'; readonly participant: ParticipantId }

/** Changes of the links between participants. The conductor emits them, one event per direction. */
type LinkEvent =
  /** From now on every message that becomes due on the link is lost. */
  | { readonly type: 'LinkCut'; readonly from: ParticipantId; readonly to: ParticipantId }
  | { readonly type: 'LinkHealed'; readonly from: ParticipantId; readonly to: ParticipantId }
  /** Null: the latency of the scenario. */
  | {
      readonly type: 'LinkChanged'
      readonly from: ParticipantId
      readonly to: ParticipantId
      readonly latency: { readonly minMs: number; readonly maxMs: number } | null
      readonly lossPercent: number
    }
  /** Arriving messages are held from now on, or no longer. */
  | { readonly type: 'ArrivalHoldSet'; readonly hold: ArrivalHold }

type MessageEvent =
  /**
   * A message was sent. `toNode` and `dueAt` are set when it goes to another participant and arrives there at `dueAt`.
   * `body` is JSON, cut at {@link bodyLimit} characters. Emitted for messages between participants and for messages to or
   * from a `/user` actor.
   */
  | (MessagePurpose & {
      readonly type: 'MessageSent'
      readonly from: PathText | null
      readonly to: PathText
      readonly toNode?: ParticipantId
      readonly dueAt?: VirtualTime
      readonly label: string
      readonly body?: string
      /** A notice of death watch or of a quarantine between nodes. It is not enqueued in a mailbox, so no `MessageDelivered` follows. */
      readonly notice?: true
    })
  /**
   * An actor handled a message. `cause` is its `MessageSent`, with the same protocol; `waiting` counts the messages left in
   * the mailbox.
   */
  | (Traffic & {
      readonly type: 'MessageDelivered'
      readonly to: PathText
      readonly label: string
      readonly waiting: number
    })
  /**
   * A message was discarded on purpose or lost on a link; `why` is the reason and `because` the event that led to it, such as
   * a `LinkCut`. `cause` is the message.
   */
  | {
      readonly type: 'MessageDropped'
      readonly to: PathText
      readonly label: string
      readonly why: string
      readonly because?: EventId
    }
  /** A message was taken out of its flight or mailbox and waits: until it is released or, if it is delayed, `until`. */
  | {
      readonly type: 'MessageHeld'
      readonly message: EventId
      readonly to: PathText
      readonly label: string
      readonly until?: VirtualTime
    }
  /**
   * A message arrives at `dueAt` and no longer at another instant; with `before`, directly before that message. In a
   * mailbox `dueAt` is now, and without `before` the message is the last one.
   */
  | {
      readonly type: 'MessageRescheduled'
      readonly message: EventId
      readonly to: PathText
      readonly label: string
      readonly dueAt: VirtualTime
      readonly before?: EventId
    }
  /** A copy of a message, which arrives directly after it. The id of this event is the copy's id. */
  | {
      readonly type: 'MessageDuplicated'
      readonly message: EventId
      readonly to: PathText
      readonly label: string
    }
  /** A message did not reach a living actor; `why` is the reason. */
  | {
      readonly type: 'DeadLetter'
      readonly from: PathText | null
      readonly to: PathText
      readonly label: string
      readonly why: string
      readonly body?: string
    }
  | { readonly type: 'MessageUnhandled'; readonly actor: PathText; readonly label: string }
  /** Above a rate, messages are no longer traced one by one: `count` messages of one virtual second were left out. */
  | { readonly type: 'MessagesCounted'; readonly actor: PathText; readonly count: number }

type ActorEvent =
  | { readonly type: 'ActorStarted'; readonly actor: PathText; readonly behavior?: string }
  | { readonly type: 'ActorStopped'; readonly actor: PathText }
  | {
      readonly type: 'ActorFailed'
      readonly actor: PathText
      readonly error: FailureText
      readonly decision: 'stop' | 'resume' | 'restart' | 'backoff' | 'escalate'
      /** The message being handled, which is lost. Absent when the actor failed while starting. */
      readonly label?: string
      /** The supervision rule that decided. Absent when no rule matched, so that the actor stops. */
      readonly decidedBy?: SupervisionRule
      /** Number of this restart by that rule, from 1. Absent for rules without a limit. */
      readonly count?: number
      /** Matching rules whose limit of restarts is used up, innermost first. */
      readonly exhausted?: readonly SupervisionRule[]
    }
  /** The supervision rules of an actor, innermost first. Emitted at its start and whenever they change. */
  | {
      readonly type: 'SupervisionSet'
      readonly actor: PathText
      readonly rules: readonly SupervisionRule[]
      readonly by: 'code' | 'person'
    }
  | { readonly type: 'ActorResumed'; readonly actor: PathText }
  /** `restarts` counts all restarts of the actor so far. */
  | { readonly type: 'ActorRestarted'; readonly actor: PathText; readonly restarts: number }
  /** The actor restarts at `until`, an instant in virtual ms. */
  | { readonly type: 'ActorBackingOff'; readonly actor: PathText; readonly until: VirtualTime }
  | {
      readonly type: 'SignalDelivered'
      readonly actor: PathText
      readonly signal: string
      readonly of?: PathText
    }
  /** `size` is the number of stashed messages afterwards. */
  | {
      readonly type: 'MessageStashed'
      readonly actor: PathText
      readonly label: string
      readonly size: number
    }
  /** `count` messages left the stash, `size` are still in it. */
  | {
      readonly type: 'MessagesUnstashed'
      readonly actor: PathText
      readonly count: number
      readonly size: number
    }
  /** `state` is JSON; `cut` is set when it was cut at {@link stateLimit} characters. */
  | {
      readonly type: 'StateChanged'
      readonly actor: PathText
      readonly state: string
      readonly cut?: true
    }
  /** An actor, or with null every actor of the participant, handles nothing until `until`. */
  | { readonly type: 'Blocked'; readonly actor: PathText | null; readonly until: VirtualTime }
  | { readonly type: 'Logged'; readonly actor: PathText; readonly level: LogLevel; readonly text: string }

type PersistenceEvent =
  | {
      readonly type: 'RecoveryStarted'
      readonly actor: PathText
      readonly persistenceId: string
    }
  | {
      readonly type: 'RecoveryCompleted'
      readonly actor: PathText
      readonly persistenceId: string
      readonly sequenceNr: number
      readonly snapshotNr: number
      readonly replayed: number
    }
  | {
      readonly type: 'RecoveryFailed'
      readonly actor: PathText
      readonly persistenceId: string
      readonly error: FailureText
    }
  | {
      readonly type: 'EventPersisted'
      readonly actor: PathText
      readonly persistenceId: string
      readonly sequenceNr: number
      readonly label: string
      readonly body: string
    }
  | {
      readonly type: 'PersistFailed'
      readonly actor: PathText
      readonly persistenceId: string
      readonly rejected: boolean
      readonly error: FailureText
    }
  | {
      readonly type: 'SnapshotSaved'
      readonly actor: PathText
      readonly persistenceId: string
      readonly sequenceNr: number
    }
  | {
      readonly type: 'SnapshotFailed'
      readonly actor: PathText
      readonly persistenceId: string
      readonly sequenceNr: number
      readonly error: FailureText
    }
  | {
      readonly type: 'EventsDeleted'
      readonly actor: PathText
      readonly persistenceId: string
      readonly toSequenceNr: number
    }
  /** Emitted by the database after each change: number of events and snapshots stored for one persistence id. */
  | {
      readonly type: 'JournalChanged'
      readonly persistenceId: string
      readonly change: 'appended' | 'deleted' | 'snapshot' | 'snapshots-deleted' | 'opened'
      readonly highestSequenceNr: number
      readonly events: number
      readonly snapshots: readonly number[]
    }
  /** Emitted by the database: the faults that a person caused and that last. An incarnation begins with none. */
  | { readonly type: 'DatabaseFaultsChanged'; readonly faults: readonly DatabaseFault[] }

/** Emitted by the database: a changed row of a lease, or one that a new incarnation of the database found. */
type LeaseEvent = {
  readonly type: 'LeaseChanged'
  readonly lease: string
  readonly change: 'acquired' | 'renewed' | 'released' | 'opened'
  /** `host:port`; `null` for a released lease. */
  readonly owner: string | null
  readonly expiresAt: VirtualTime
}

/** Membership as the emitting node believes it. `member` is an address, `uid` distinguishes its incarnations. */
type ClusterEvent =
  | {
      readonly type: 'MemberChanged'
      readonly member: AddressText
      readonly uid: number
      readonly status: MemberStatusText
      readonly previous?: MemberStatusText
      readonly upNumber: number
      readonly roles: readonly string[]
    }
  | { readonly type: 'MemberUnreachable'; readonly member: AddressText; readonly uid: number }
  | { readonly type: 'MemberReachable'; readonly member: AddressText; readonly uid: number }
  | { readonly type: 'LeaderChanged'; readonly leader: AddressText | null }
  /** `seenBy`: members known to have seen the current gossip. */
  | {
      readonly type: 'ConvergenceChanged'
      readonly converged: boolean
      readonly seenBy: readonly AddressText[]
    }
  /** The version or the observations of the node's gossip changed. Nodes are `address#uid`, so that incarnations differ. */
  | {
      readonly type: 'GossipChanged'
      /** The vector clock: the number of changes that each node made. */
      readonly version: { readonly [node: string]: number }
      /** The observed reachability. A pair without an entry is reachable. */
      readonly observations: readonly GossipObservation[]
    }
  | {
      readonly type: 'DowningDecided'
      readonly strategy: string
      readonly decision: string
      readonly down: readonly AddressText[]
      /** For `lease-majority`: the lease and its owner, `null` if no answer of the database named one. */
      readonly lease?: { readonly name: string; readonly owner: string | null }
    }

type ToolsEvent =
  | {
      readonly type: 'SingletonManagerChanged'
      readonly actor: PathText
      readonly from: string
      readonly to: string
    }
  /** `singleton` is null while the proxy does not know it and buffers messages; `buffered` counts them. */
  | {
      readonly type: 'SingletonIdentified'
      readonly actor: PathText
      readonly singleton: PathText | null
      readonly buffered: number
    }
  | { readonly type: 'TopicSubscribed'; readonly topic: string; readonly subscriber: PathText }
  | { readonly type: 'TopicUnsubscribed'; readonly topic: string; readonly subscriber: PathText }
  | { readonly type: 'Published'; readonly topic: string; readonly label: string; readonly nodes: number }
  | { readonly type: 'ClientConnected'; readonly actor: PathText; readonly receptionist: PathText }
  | { readonly type: 'ClientDisconnected'; readonly actor: PathText; readonly why: string }
  /** Clients connected to a receptionist changed, as its `ClusterServiceListener` saw it. */
  | { readonly type: 'ClientsChanged'; readonly actor: PathText; readonly clients: readonly PathText[] }

export type TraceEventBody =
  | ParticipantEvent
  | LinkEvent
  | MessageEvent
  | ActorEvent
  | PersistenceEvent
  | LeaseEvent
  | ClusterEvent
  | ToolsEvent

export type TraceEvent = TraceEventBase & TraceEventBody

export type TraceEventOf<T extends TraceEventBody['type']> = Extract<TraceEvent, { readonly type: T }>

/** Maximum length of a message's JSON in the trace, in characters. */
export const bodyLimit = 400
/** Maximum length of a state's JSON in the trace, in characters. */
export const stateLimit = 4096
