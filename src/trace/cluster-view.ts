import type { Action, ArrivalHold } from './action.ts'
import type { DatabaseFault } from './database-fault.ts'
import type { AddressText, EventId, ParticipantId, PathText, VirtualTime } from './identifiers.ts'
import type { Protocol } from './protocol.ts'
import type { SupervisionRule } from './supervision.ts'
import type {
  FailureText,
  GossipObservation,
  MemberStatusText,
  ParticipantKind,
  TraceEventOf,
} from './trace-event.ts'

/**
 * The fold of the trace up to an event: the only source of every panel. Immutable; unchanged parts keep their identity, so
 * that selectors can compare by reference.
 */
export interface ClusterView {
  /** Instant of the last folded event. */
  readonly at: VirtualTime
  /** Number of folded events. */
  readonly events: number
  readonly participants: { readonly [id: ParticipantId]: ParticipantView }
  readonly journal: { readonly [persistenceId: string]: JournalView }
  /** Messages in flight between participants, oldest first. */
  readonly flights: readonly FlightView[]
  readonly deadLetters: number
  /** The last 200 dead letters, newest last. */
  readonly recentDeadLetters: readonly DeadLetterView[]
  /** The last 50 lost messages of the user's code and of cluster clients, newest last. */
  readonly recentLosses: readonly LossView[]
  readonly actions: readonly ActionView[]
  /** Running singletons. Two with the same path are a split brain. */
  readonly singletons: readonly { readonly participant: ParticipantId; readonly path: PathText }[]
  /** The participant on which a singleton started last; null before the first one. */
  readonly lastSingletonHost: ParticipantId | null
  /** Links, one per direction, that are cut or differ from the scenario's; by `from>to`. */
  readonly links: { readonly [link: string]: LinkView }
  readonly arrivalHold: ArrivalHold
}

/** One direction of a link that is cut or that a person changed. */
export interface LinkView {
  readonly from: ParticipantId
  readonly to: ParticipantId
  readonly cut: boolean
  /** The `LinkCut` event; null while the link is not cut. */
  readonly cutBy: EventId | null
  /** Null: the latency of the scenario. */
  readonly latency: { readonly minMs: number; readonly maxMs: number } | null
  readonly lossPercent: number
}

export interface ParticipantView {
  readonly id: ParticipantId
  readonly kind: ParticipantKind
  readonly address: AddressText
  readonly roles: readonly string[]
  readonly incarnation: number
  readonly uid: number
  /** True while its process runs. Membership is a belief of each node: see `beliefs`. */
  readonly running: boolean
  readonly stoppedBecause: 'killed' | 'left' | 'downed' | 'failed' | 'power-failure' | null
  readonly startedAt: VirtualTime
  readonly stoppedAt: VirtualTime | null
  /** Start of a freeze; null while it is not frozen. */
  readonly frozenSince: VirtualTime | null
  /** Its end, where it is known. */
  readonly frozenUntil: VirtualTime | null
  /** The instant up to which all its actors are blocked; null when they never were. */
  readonly blockedUntil: VirtualTime | null
  /** The belief of this node about each member, by address. Empty for clients and the database. */
  readonly beliefs: { readonly [address: AddressText]: BeliefView }
  readonly leader: AddressText | null
  readonly converged: boolean
  /** Its gossip; null before it has one, and for clients and the database. */
  readonly gossip: GossipView | null
  readonly actors: { readonly [path: PathText]: ActorView }
  /** Subscribers among its actors, by topic. */
  readonly topics: { readonly [topic: string]: readonly PathText[] }
  /** The receptionist to which a client is connected. */
  readonly contact: PathText | null
  /** The clients connected to a node, as its `ClusterServiceListener` reported them. */
  readonly clients: readonly PathText[]
  /** The faults of a database that a person caused and that last. Empty for nodes, clients and a stopped database. */
  readonly databaseFaults: readonly DatabaseFault[]
  readonly stats: { readonly sent: number; readonly delivered: number }
}

export interface BeliefView {
  readonly address: AddressText
  readonly uid: number
  readonly status: MemberStatusText
  readonly upNumber: number
  readonly roles: readonly string[]
  readonly reachable: boolean
  /** The event that last changed this belief. */
  readonly since: EventId
}

/** The gossip of a node beside its members. Nodes in it are `address#uid`. */
export interface GossipView {
  /** The vector clock: the number of changes that each node made. */
  readonly version: { readonly [node: string]: number }
  /** The observed reachability of pairs of nodes. */
  readonly observations: readonly GossipObservation[]
  /** The members that are known to have seen this version. */
  readonly seenBy: readonly AddressText[]
}

export interface ActorView {
  readonly path: PathText
  /** Last part of the path, without uid. */
  readonly name: string
  readonly startedAt: VirtualTime
  readonly stoppedAt: VirtualTime | null
  /** True when a failure stopped it, false when it or its parent did. */
  readonly stoppedByFailure: boolean
  readonly state: string | null
  readonly stateCut: boolean
  readonly waiting: number
  readonly stashed: number
  readonly restarts: number
  readonly lastFailure: FailureView | null
  /** The last 20 failures, oldest first. */
  readonly failures: readonly FailureView[]
  /** Number of failures since the actor started, including those that `failures` no longer holds. */
  readonly failureCount: number
  /** Its supervision rules; null when there are none, so that a failure stops it. */
  readonly supervision: { readonly rules: readonly SupervisionRule[]; readonly by: 'code' | 'person' } | null
  /** Start of the wait before a restart; null while it does not wait. */
  readonly backingOffSince: VirtualTime | null
  readonly backingOffUntil: VirtualTime | null
  /** The instant up to which a person blocked it; null when nobody did. */
  readonly blockedUntil: VirtualTime | null
  /** Traced messages in its mailbox, next one first, at most 1000. `waiting` counts all messages. */
  readonly mailbox: readonly MailView[]
  /** Labels of its stashed messages, oldest first, at most 1000. `stashed` counts all. */
  readonly stash: readonly string[]
  /** The message or signal that it handled last. */
  readonly lastHandled: { readonly event: EventId; readonly at: VirtualTime; readonly label: string } | null
  /** Its part in the toolkit, where it has one. */
  readonly role:
    | { readonly type: 'singleton-manager'; readonly state: string }
    | { readonly type: 'singleton-proxy'; readonly singleton: PathText | null; readonly buffered: number }
    | {
        readonly type: 'persistent'
        readonly persistenceId: string
        readonly sequenceNr: number
        readonly recovering: boolean
      }
    | null
}

/** Number of mailbox and stash entries that a panel lists. */
export const maxShownMail = 20

export interface MailView {
  /** Id of its `MessageSent` or `MessageDuplicated`. */
  readonly id: EventId
  readonly label: string
  /** A person took it out of the mailbox; it waits to be released. */
  readonly held?: true
}

export interface FailureView extends FailureText {
  readonly event: EventId
  readonly at: VirtualTime
  readonly decision: TraceEventOf<'ActorFailed'>['decision']
  readonly label: string | null
  readonly decidedBy: SupervisionRule | null
  /** Number of this restart by that rule, from 1; null for rules without a limit. */
  readonly count: number | null
  readonly exhausted: readonly SupervisionRule[]
  /** The actor's state when it failed. */
  readonly stateBefore: string | null
  /** The actor's state after the restart or resume; null until it is known, and for a stopped actor. */
  readonly stateAfter: string | null
}

export interface JournalView {
  readonly persistenceId: string
  readonly highestSequenceNr: number
  readonly events: number
  readonly snapshots: readonly number[]
}

/** A message in flight between two participants, sent at `sentAt` and arriving at `dueAt`. */
export interface FlightView {
  readonly id: EventId
  readonly from: ParticipantId
  readonly to: ParticipantId
  readonly sentAt: VirtualTime
  readonly dueAt: VirtualTime
  readonly label: string
  readonly body: string | null
  readonly fromPath: PathText | null
  readonly toPath: PathText
  readonly protocol: Protocol
  /** It answers a request. The canvas draws it hollow. */
  readonly reply: boolean
  /** Gossip, heartbeats and their like. The canvas draws it small and faint. */
  readonly periodic: boolean
  /** A notice of death watch or of a quarantine. It is not enqueued in a mailbox. */
  readonly notice: boolean
  /** True when its receiver has stopped, so that it will not be delivered. */
  readonly lost: boolean
  /** It waits until it is released, whatever `dueAt` says. */
  readonly held: boolean
  /** Share of the way that it had flown when it was held or rescheduled, and that instant; null: it never was. */
  readonly stop: { readonly share: number; readonly at: VirtualTime } | null
  /** The flight directly before which it arrives, at the same instant; null: the usual order. */
  readonly before: EventId | null
}

export interface DeadLetterView {
  readonly id: EventId
  readonly at: VirtualTime
  readonly node: ParticipantId
  readonly from: PathText | null
  readonly body: string | null
  readonly to: PathText
  readonly label: string
  readonly why: string
}

/** A message that will never be handled, as soon as the trace shows it. */
export interface LossView {
  /** Id of its `MessageSent`. */
  readonly message: EventId
  readonly at: VirtualTime
  readonly to: ParticipantId
  /** It answers a request. */
  readonly reply: boolean
  /** `stopped`: its receiver does not run. `dropped`: it was lost on its way, or found no actor. */
  readonly because: 'stopped' | 'dropped'
}

export interface ActionView {
  readonly index: number
  readonly at: VirtualTime
  readonly action: Action
  readonly event: EventId
}
