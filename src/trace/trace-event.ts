import type { Action } from './action.ts'
import type { AddressText, EventId, ParticipantId, PathText, VirtualTime } from './identifiers.ts'
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

/** Raise by one with every change to {@link TraceEvent}, and add the step to `upgrades` in `upgrade.ts`. */
export const traceVersion = 2

/**
 * What every event has. `seq` counts per participant and goes on over its incarnations. `cause` is the event
 * that led to this one; only actions, the start of a participant and what a rule's timer began have none, and
 * the latter name their `rule`.
 */
export interface TraceEventBase {
  readonly at: VirtualTime
  readonly node: ParticipantId
  readonly seq: number
  readonly cause?: EventId
  /** What began this when no other event did: `gossip tick`, `heartbeat tick`, a timer's key. */
  readonly rule?: string
}

export type ParticipantKind = 'node' | 'client' | 'database'

export type MemberStatusText = 'Joining' | 'WeaklyUp' | 'Up' | 'Leaving' | 'Exiting' | 'Down' | 'Removed'

/** A failure as the trace tells it. `message` only where our code or a scenario wrote it. */
export interface FailureText {
  readonly name: string
  readonly message?: string
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** The events of participants coming and going. Emitted by the conductor, save `ParticipantStarted`. */
type ParticipantEvent =
  /** First event of an incarnation, emitted by the participant itself. */
  | {
      readonly type: 'ParticipantStarted'
      readonly kind: ParticipantKind
      readonly address: AddressText
      readonly uid: number
      readonly incarnation: number
      readonly roles: readonly string[]
    }
  /** `lostInFlight`: envelopes on their way to it that now reach nobody. */
  | {
      readonly type: 'ParticipantStopped'
      readonly participant: ParticipantId
      readonly reason: 'killed' | 'left' | 'downed' | 'failed' | 'power-failure'
      readonly lostInFlight: number
      /** What it was doing when the watchdog ended it. */
      readonly during?: { readonly actor: PathText; readonly label: string }
    }
  | { readonly type: 'ActionDone'; readonly index: number; readonly action: Action }

type MessageEvent =
  /**
   * A message left an actor. Across participants `toNode` and `dueAt` are set: it flies from `at` to `dueAt`.
   * `body` is JSON, cut at {@link bodyLimit}. Traced when it crosses a border or touches a `/user` actor.
   */
  | {
      readonly type: 'MessageSent'
      readonly from: PathText | null
      readonly to: PathText
      readonly toNode?: ParticipantId
      readonly dueAt?: VirtualTime
      readonly label: string
      readonly body?: string
      /** Of death watch, between nodes: no message, so it waits in no mailbox and nobody handles it. */
      readonly notice?: true
    }
  /** It was taken from the mailbox and handled. `cause` is its `MessageSent`. `waiting`: left in the mailbox. */
  | {
      readonly type: 'MessageDelivered'
      readonly to: PathText
      readonly label: string
      readonly waiting: number
    }
  | { readonly type: 'MessageDropped'; readonly to: PathText; readonly label: string; readonly why: string }
  | {
      readonly type: 'DeadLetter'
      readonly from: PathText | null
      readonly to: PathText
      readonly label: string
      readonly why: string
      readonly body?: string
    }
  | { readonly type: 'MessageUnhandled'; readonly actor: PathText; readonly label: string }
  /** More than the traced number of messages in one virtual second: this many were not traced one by one. */
  | { readonly type: 'MessagesCounted'; readonly actor: PathText; readonly count: number }

type ActorEvent =
  | { readonly type: 'ActorStarted'; readonly actor: PathText; readonly behavior?: string }
  | { readonly type: 'ActorStopped'; readonly actor: PathText }
  | {
      readonly type: 'ActorFailed'
      readonly actor: PathText
      readonly error: FailureText
      readonly decision: 'stop' | 'resume' | 'restart' | 'backoff' | 'escalate'
      /** What it was handling: that message is gone. None while it started. */
      readonly label?: string
      /** Who decided. Without it nobody caught the failure, and the actor stops. */
      readonly decidedBy?: SupervisionRule
      /** Which restart by that rule it is, from 1, where the rule counts. */
      readonly count?: number
      /** Rules that match but have used up their limit, innermost first. */
      readonly exhausted?: readonly SupervisionRule[]
    }
  /** Who decides about its failures from now on, innermost first; told at its start and whenever it changes. */
  | {
      readonly type: 'SupervisionSet'
      readonly actor: PathText
      readonly rules: readonly SupervisionRule[]
      readonly by: 'code' | 'person'
    }
  | { readonly type: 'ActorResumed'; readonly actor: PathText }
  | { readonly type: 'ActorRestarted'; readonly actor: PathText; readonly restarts: number }
  | { readonly type: 'ActorBackingOff'; readonly actor: PathText; readonly until: VirtualTime }
  | {
      readonly type: 'SignalDelivered'
      readonly actor: PathText
      readonly signal: string
      readonly of?: PathText
    }
  | {
      readonly type: 'MessageStashed'
      readonly actor: PathText
      readonly label: string
      readonly size: number
    }
  | {
      readonly type: 'MessagesUnstashed'
      readonly actor: PathText
      readonly count: number
      readonly size: number
    }
  /** `state` is JSON, cut at {@link stateLimit}; `cut` says so. */
  | {
      readonly type: 'StateChanged'
      readonly actor: PathText
      readonly state: string
      readonly cut?: true
    }
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
  /** Emitted by the database: what it holds for one persistence id after a change of any kind. */
  | {
      readonly type: 'JournalChanged'
      readonly persistenceId: string
      readonly change: 'appended' | 'deleted' | 'snapshot' | 'snapshots-deleted' | 'opened'
      readonly highestSequenceNr: number
      readonly events: number
      readonly snapshots: readonly number[]
    }

/** Everything here is *as seen by* the emitting node. `member` is the address, `uid` tells incarnations apart. */
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
  | {
      readonly type: 'ConvergenceChanged'
      readonly converged: boolean
      readonly seenBy: readonly AddressText[]
    }
  | {
      readonly type: 'DowningDecided'
      readonly strategy: string
      readonly decision: string
      readonly down: readonly AddressText[]
    }

type ToolsEvent =
  | {
      readonly type: 'SingletonManagerChanged'
      readonly actor: PathText
      readonly from: string
      readonly to: string
    }
  /** `singleton` null: unknown, the proxy buffers. */
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
  /** At the receptionist, seen by its `ClusterServiceListener`. */
  | { readonly type: 'ClientsChanged'; readonly actor: PathText; readonly clients: readonly PathText[] }

export type TraceEventBody =
  | ParticipantEvent
  | MessageEvent
  | ActorEvent
  | PersistenceEvent
  | ClusterEvent
  | ToolsEvent

export type TraceEvent = TraceEventBase & TraceEventBody

export type TraceEventOf<T extends TraceEventBody['type']> = Extract<TraceEvent, { readonly type: T }>

/** Characters of a message's JSON that the trace keeps. */
export const bodyLimit = 400
/** Characters of a state's JSON that the trace keeps. */
export const stateLimit = 4096
