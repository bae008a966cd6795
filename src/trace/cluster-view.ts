import type { Action } from './action.ts'
import type { AddressText, EventId, ParticipantId, PathText, VirtualTime } from './identifiers.ts'
import type { SupervisionRule } from './supervision.ts'
import type { FailureText, MemberStatusText, ParticipantKind, TraceEventOf } from './trace-event.ts'

/**
 * All that a panel may know: the fold of the trace up to an instant. A plain immutable value; what did not
 * change keeps its identity, so that selectors are cheap.
 */
export interface ClusterView {
  /** The last folded event's instant. */
  readonly at: VirtualTime
  /** Number of folded events. */
  readonly events: number
  readonly participants: { readonly [id: ParticipantId]: ParticipantView }
  readonly journal: { readonly [persistenceId: string]: JournalView }
  /** On their way now, oldest first; the fold drops them once delivered or lost. */
  readonly flights: readonly FlightView[]
  readonly deadLetters: number
  /** The last 200, newest last. */
  readonly recentDeadLetters: readonly DeadLetterView[]
  readonly actions: readonly ActionView[]
  /** Actors that are a running singleton right now: more than one is a split brain. */
  readonly singletons: readonly { readonly participant: ParticipantId; readonly path: PathText }[]
}

export interface ParticipantView {
  readonly id: ParticipantId
  readonly kind: ParticipantKind
  readonly address: AddressText
  readonly roles: readonly string[]
  readonly incarnation: number
  readonly uid: number
  /** `running` as a process; whether it is a member is a matter of belief: see `beliefs`. */
  readonly running: boolean
  readonly stoppedBecause: 'killed' | 'left' | 'downed' | 'failed' | 'power-failure' | null
  readonly startedAt: VirtualTime
  readonly stoppedAt: VirtualTime | null
  /** What this node believes of each member, by address. Empty for clients and the database. */
  readonly beliefs: { readonly [address: AddressText]: BeliefView }
  readonly leader: AddressText | null
  readonly converged: boolean
  readonly actors: { readonly [path: PathText]: ActorView }
  /** Names of the topics its actors subscribe to, with the subscribers. */
  readonly topics: { readonly [topic: string]: readonly PathText[] }
  /** For a client: the receptionist it is connected to. */
  readonly contact: PathText | null
  /** For a node: the clients its listener knows. */
  readonly clients: readonly PathText[]
  readonly stats: { readonly sent: number; readonly delivered: number }
}

export interface BeliefView {
  readonly address: AddressText
  readonly uid: number
  readonly status: MemberStatusText
  readonly upNumber: number
  readonly roles: readonly string[]
  readonly reachable: boolean
}

export interface ActorView {
  readonly path: PathText
  /** Last part of the path without uid. */
  readonly name: string
  readonly startedAt: VirtualTime
  readonly stoppedAt: VirtualTime | null
  /** It ended by a failure, not because it or its parent wished so. */
  readonly stoppedByFailure: boolean
  readonly state: string | null
  readonly stateCut: boolean
  readonly waiting: number
  readonly stashed: number
  readonly restarts: number
  readonly lastFailure: FailureView | null
  /** The last 20 failures and what became of them, oldest first. */
  readonly failures: readonly FailureView[]
  /** All failures of this life of the actor's name, also those that are not in `failures` any more. */
  readonly failureCount: number
  /** Who decides about its failures; null: nobody, a failure stops it. */
  readonly supervision: { readonly rules: readonly SupervisionRule[]; readonly by: 'code' | 'person' } | null
  /** When the wait before a restart began; null: it does not wait. */
  readonly backingOffSince: VirtualTime | null
  readonly backingOffUntil: VirtualTime | null
  /** Messages in its mailbox that were traced, next one first, at most 1000. `waiting` counts all. */
  readonly mailbox: readonly MailView[]
  /** The stash's messages by label, oldest first, at most 1000. `stashed` counts all. */
  readonly stash: readonly string[]
  /** What it handled last, message or signal. */
  readonly lastHandled: { readonly event: EventId; readonly at: VirtualTime; readonly label: string } | null
  /** Singleton manager: its state. Proxy: `identified` or `buffering`. */
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

/** Mailbox and stash entries that a panel shows one by one, of those that a view holds. */
export const shownMail = 20

export interface MailView {
  /** Its `MessageSent`. */
  readonly id: EventId
  readonly label: string
}

export interface FailureView extends FailureText {
  readonly event: EventId
  readonly at: VirtualTime
  readonly decision: TraceEventOf<'ActorFailed'>['decision']
  readonly label: string | null
  readonly decidedBy: SupervisionRule | null
  /** Which restart by that rule it is; null: the rule does not count. */
  readonly count: number | null
  readonly exhausted: readonly SupervisionRule[]
  /** State when it failed. */
  readonly stateBefore: string | null
  /** State that it had after the decision was carried out; null: not told yet, or stopped. */
  readonly stateAfter: string | null
}

export interface JournalView {
  readonly persistenceId: string
  readonly highestSequenceNr: number
  readonly events: number
  readonly snapshots: readonly number[]
}

/** A message between two participants, or within one. It left at `sentAt` and arrives at `dueAt`. */
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
  /** A reply or acknowledgement is drawn hollow. */
  readonly reply: boolean
  /** Of death watch: it waits in no mailbox. */
  readonly notice: boolean
  /** Its receiver died: it will reach nobody. */
  readonly lost: boolean
}

/** The family a message belongs to: its colour. See `protocol.ts` for the rule. */
export type Protocol =
  | 'membership'
  | 'failure-detector'
  | 'singleton'
  | 'pub-sub'
  | 'client'
  | 'persistence'
  | 'user'
  | 'system'

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

export interface ActionView {
  readonly index: number
  readonly at: VirtualTime
  readonly action: Action
  readonly event: EventId
}
