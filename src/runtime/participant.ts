import type { ArrivalHold, LoggedAction } from '../trace/action.ts'
import type { DatabaseFault } from '../trace/database-fault.ts'
import type { EventId, ParticipantId, VirtualTime } from '../trace/identifiers.ts'
import type { Plain } from '../trace/plain.ts'
import type { MessagePurpose } from '../trace/protocol.ts'
import type { TraceEvent } from '../trace/trace-event.ts'

/**
 * The port between the conductor and a participant of a run. Cluster nodes, client systems and the database are
 * participants. A host, in process or in a Web Worker, passes the rounds to them.
 */
export interface Participant {
  /**
   * Runs every instant `t` with `from <= t < to`. Only the database may return a promise. The order within one
   * instant: commands, then envelopes by (sender, incarnation, sequence), then timers by start order.
   */
  advance(round: Round): RoundResult | Promise<RoundResult>
}

export interface Round {
  readonly from: VirtualTime
  readonly to: VirtualTime
  /** All envelopes due in this round, ordered by (due, from, fromIncarnation, seq). */
  readonly inbox: readonly Envelope[]
  /** Actions for this participant. They happen at `from`, before envelopes and timers. */
  readonly commands: readonly Command[]
  /** The envelopes that are due later. Absent: none can be reached. */
  readonly inFlight?: InFlight
}

/** The envelopes in a participant's inbox that are not due yet. All that were sent before the round are in it. */
export interface InFlight {
  /** The envelope whose `MessageSent` has this id. */
  find(message: EventId): Envelope | undefined
  remove(message: EventId): Envelope | undefined
}

/** The state of the links of one participant, as a person changed it. */
export interface NetworkConditions {
  /** The senders whose links to the participant are cut, each with the `LinkCut` event. */
  readonly cutFrom: { readonly [sender: ParticipantId]: EventId }
  readonly hold: ArrivalHold
  /** The changed links from the participant, by receiver. */
  readonly to: { readonly [receiver: ParticipantId]: LinkConditions }
}

export interface LinkConditions {
  /** Null: the latency of the scenario. */
  readonly latency: { readonly minMs: number; readonly maxMs: number } | null
  readonly lossPercent: number
  /** The `LinkChanged` event. */
  readonly event: EventId
}

/** The links as the scenario made them. */
export const usualConditions: NetworkConditions = { cutFrom: {}, hold: 'nothing', to: {} }

export interface RoundResult {
  readonly outbox: readonly Envelope[]
  readonly trace: readonly TraceEvent[]
  /**
   * Next instant at which the participant has work, never before `to`; null when it only waits for envelopes or
   * commands.
   */
  readonly nextDue: VirtualTime | null
  /**
   * Set in the round in which the participant ended by itself: by a leave, by downing, or by a failed guardian. The
   * host then disposes of it.
   */
  readonly ended?: 'left' | 'downed' | 'failed'
  /** The instant of that end. Default: the instant of the last trace event. No event may follow it. */
  readonly endedAt?: VirtualTime
  /** Number of envelopes that the participant took from its inboxes and keeps because they are held or delayed. Default 0. */
  readonly kept?: number
}

/** An action for one participant, with the trace event of the action. */
export interface Command extends LoggedAction {
  readonly event: EventId
  /** True when a watchdog ends the participant if a round never finishes. */
  readonly hasWatchdog?: boolean
  /** The participant's conditions after an action on links. */
  readonly network?: NetworkConditions
}

/**
 * One message between participants. The sender has already applied loss and latency, so `due` is final. The receiver
 * holds the message until then.
 */
export interface Envelope {
  readonly from: ParticipantId
  readonly fromIncarnation: number
  /** Cluster address of the sending actor system; null for the database, which is never a member. */
  readonly fromNode: { readonly address: string; readonly uid: number } | null
  /** Running number over all envelopes of the sending incarnation. */
  readonly seq: number
  readonly to: ParticipantId
  readonly due: VirtualTime
  /** Path of the receiving actor without address: `/user/a#uid`. Without `#uid`: the actor now at this path. */
  readonly target: string
  /** The sending actor's path with address, for the trace and for dead letters; null from outside actors. */
  readonly sender: string | null
  /** `watch`, `unwatch` and `terminated` are sent again until an `ack` with their number arrives. */
  readonly kind: 'message' | 'watch' | 'unwatch' | 'terminated' | 'ack' | 'quarantined'
  /**
   * Encoded by the codec of `runtime/remote`, with refs as `{ $ref: path }`. Hosts of one thread pass it on without a copy, so
   * neither the sender nor the receiver changes it.
   */
  readonly message: Plain
  /** Uid of an incarnation that the sender has quarantined and that must discard the message. */
  readonly quarantinedUid?: number
  /** The link loses the message at its due instant, because of this `LinkChanged` event. */
  readonly lost?: EventId
  /** Null when the message is not traced. */
  readonly sent: SentMessage | null
}

/** The `MessageSent` event of an envelope. */
export interface SentMessage extends MessagePurpose {
  readonly id: EventId
}

/**
 * Thrown by a participant in place of an endless loop when no watchdog exists. The host must then end the participant
 * as a watchdog would, and discard all output of the round.
 */
export class EndlessRound extends Error {
  readonly during: { readonly actor: string; readonly label: string }

  constructor(during: EndlessRound['during']) {
    super(`Actor [${during.actor}] would handle [${during.label}] for ever.`)
    this.name = 'EndlessRound'
    this.during = during
  }
}

/** The data for a new incarnation of a participant. */
export interface Boot {
  readonly id: ParticipantId
  /** 1 for the first start, then 2, 3, … */
  readonly incarnation: number
  /** First `seq` of its trace events; the numbers continue those of the previous incarnation. */
  readonly firstSeq: number
  /** Virtual time of the start. */
  readonly at: VirtualTime
  /** The event that caused the start; null at the beginning of a run. */
  readonly cause: EventId | null
  readonly roles: readonly string[]
  /** The seed of a `Reseed` before its start, in place of the run's seed. */
  readonly seed?: number
  /** Default: {@link usualConditions}. */
  readonly network?: NetworkConditions
  /** Faults of a database's disk that began before its start. Default: none. */
  readonly diskFaults?: readonly DatabaseFault[]
}
