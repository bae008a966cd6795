import type { LoggedAction } from '../trace/action.ts'
import type { Plain } from '../trace/plain.ts'
import type { EventId, ParticipantId, TraceEvent, VirtualTime } from '../trace/trace-event.ts'

/**
 * The port between what takes part in a run and who conducts it. A cluster node, a client system and the
 * database are participants; a host (in process, or a Web Worker) gives them rounds.
 */
export interface Participant {
  /**
   * Lives through every instant `t` with `from <= t < to`. Only the database may answer with a promise.
   * At one instant: commands, then envelopes by (sender, incarnation, sequence), then timers by start order.
   */
  advance(round: Round): RoundResult | Promise<RoundResult>
}

export interface Round {
  readonly from: VirtualTime
  readonly to: VirtualTime
  /** All envelopes due in this round, ordered by (due, from, fromIncarnation, seq). */
  readonly inbox: readonly Envelope[]
  /** Actions for this participant; they happen at `from`, before anything else. */
  readonly commands: readonly Command[]
}

export interface RoundResult {
  readonly outbox: readonly Envelope[]
  readonly trace: readonly TraceEvent[]
  /** When it next wants to run by itself; null: only when something arrives. Never before `to`. */
  readonly nextDue: VirtualTime | null
  /** Set once it ended by itself (it left, was downed, or its guardian failed): the host then ends it. */
  readonly ended?: 'left' | 'downed' | 'failed'
  /** The instant at which it ended; without it, that of its last trace event. Nothing may happen after it. */
  readonly endedAt?: VirtualTime
}

/** An action that reached the participant it concerns, with the trace event that stands for it. */
export interface Command extends LoggedAction {
  readonly event: EventId
  /** Somebody ends this participant should it never finish a round. */
  readonly watched?: boolean
}

/**
 * One message between participants. Loss and latency were decided by the sender, so `due` is final; it waits
 * at its receiver until then.
 */
export interface Envelope {
  readonly from: ParticipantId
  readonly fromIncarnation: number
  /** The sending actor system, as clusters know it; null for the database, which joins none. */
  readonly fromNode: { readonly address: string; readonly uid: number } | null
  /** Counts what this incarnation sent, to anybody. */
  readonly seq: number
  readonly to: ParticipantId
  readonly due: VirtualTime
  /** Path of the receiving actor without address: `/user/a#uid` (without `#uid`: whoever lives there now). */
  readonly target: string
  /** The sending actor's path with address, for the trace and for dead letters; null from outside actors. */
  readonly sender: string | null
  /** `watch`, `unwatch` and `terminated` are notices: they are sent again until an `ack` names their number. */
  readonly kind: 'message' | 'watch' | 'unwatch' | 'terminated' | 'ack'
  /** Encoded by the codec of `runtime/remote`: refs are in it as `{ $ref: path }`. */
  readonly message: Plain
  /** Set where the sender quarantined the incarnation with this uid: only another one may take the message. */
  readonly notFor?: number
  /** The `MessageSent` event. */
  readonly sent: EventId | null
}

/**
 * Thrown by a participant in place of a round that would never end, where nobody would end it. It is to be ended as a
 * watchdog would do it: as if it had lived through nothing of this round.
 */
export class EndlessRound extends Error {
  readonly during: { readonly actor: string; readonly label: string }

  constructor(during: EndlessRound['during']) {
    super(`Actor [${during.actor}] would handle [${during.label}] for ever.`)
    this.name = 'EndlessRound'
    this.during = during
  }
}

/** What a participant is told about itself when an incarnation of it is made. */
export interface Boot {
  readonly id: ParticipantId
  /** 1 for the first start, then 2, 3, … */
  readonly incarnation: number
  /** First `seq` of its trace events, so that numbers go on over incarnations. */
  readonly firstSeq: number
  /** The instant at which it starts. */
  readonly at: VirtualTime
  /** Which event started it. */
  readonly cause: EventId | null
  readonly roles: readonly string[]
}
