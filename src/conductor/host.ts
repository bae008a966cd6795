import type { Boot, Command } from '../runtime/participant.ts'
import type { ParticipantId, VirtualTime } from '../trace/identifiers.ts'
import type { ParticipantKind, TraceEvent } from '../trace/trace-event.ts'

/** Who takes part, as the conductor needs to know it. */
export interface PlannedParticipant {
  readonly id: ParticipantId
  readonly kind: ParticipantKind
  /** `pekko://system@host:port` */
  readonly address: string
  readonly roles: readonly string[]
}

/** A run as the conductor sees it. Made from a header by the composition root; knows no scenario code. */
export interface RunPlan {
  readonly scenario: string
  readonly seed: number
  /** Started at instant 0, in this order. */
  readonly participants: readonly PlannedParticipant[]
  /** Smallest latency of any link: the widest a round may be. At least 1. */
  readonly smallestLatencyMs: number
  /** A participant that is not there yet, for `Start` with roles. */
  newParticipant(
    id: ParticipantId,
    roles: readonly string[],
  ): PlannedParticipant | { readonly refused: string }
  /** Scenario's own word on a `Tell`: null when it is fine, else one clear sentence. */
  refuse(message: { readonly type: string }): string | null
}

/** What the conductor lets a participant do next. */
export interface Grant {
  readonly from: VirtualTime
  readonly to: VirtualTime
  readonly commands: readonly Command[]
  /** What must have arrived before the round begins: what is due in it, and all there is when `peers` is given. */
  readonly expect: readonly Expectation[]
  /** Running participants and their incarnation, whenever that changed since the last grant. */
  readonly peers?: { readonly [id: ParticipantId]: number }
}

/** So many envelopes has that incarnation announced to this receiver, counted from the receiver's start. */
export interface Expectation {
  readonly from: ParticipantId
  readonly incarnation: number
  readonly count: number
}

export interface GrantResult {
  readonly trace: readonly TraceEvent[]
  /** Own timers and envelopes already waiting here; null: nothing. */
  readonly nextDue: VirtualTime | null
  /** Envelopes handed to the participant in this round. */
  readonly taken: number
  readonly sent: { readonly [receiver: ParticipantId]: Announced }
  readonly ended?: 'left' | 'downed' | 'failed'
  /** The instant at which it ended; without it, that of its last trace event. */
  readonly endedAt?: VirtualTime
}

export interface Announced {
  readonly count: number
  readonly earliestDue: VirtualTime
}

/** Puts a participant somewhere: this thread, or a Web Worker. The conductor cannot tell them apart. */
export interface Host {
  /** Synchronous where it can be, so that one thread needs no promise a round. */
  advance(grant: Grant): GrantResult | Promise<GrantResult>
  /** A crash: between rounds, and nothing of it is heard again. */
  terminate(): void
}

export type HostFactory = (who: PlannedParticipant, boot: Boot) => Host | Promise<Host>
