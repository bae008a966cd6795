import type { Boot, Command, Envelope } from '../runtime/participant.ts'
import type { ParticipantId, VirtualTime } from '../trace/identifiers.ts'
import type { Plain } from '../trace/plain.ts'
import type { Refused } from '../trace/refused.ts'
import type { ParticipantKind, TraceEvent } from '../trace/trace-event.ts'

/** A participant of a run plan. */
export interface PlannedParticipant {
  readonly id: ParticipantId
  readonly kind: ParticipantKind
  /** `pekko://system@host:port` */
  readonly address: string
  readonly roles: readonly string[]
}

/** The parts of a run that the conductor needs. The caller derives them from a run header and a scenario. */
export interface RunPlan {
  readonly scenario: string
  readonly seed: number
  /** Participants that start at instant 0, in this order. */
  readonly participants: readonly PlannedParticipant[]
  /** Smallest latency of any link in virtual ms, at least 1. No round may be wider. */
  readonly smallestLatencyMs: number
  /** The edited files of the run; absent when there are none. */
  readonly code?: { readonly files: readonly string[]; readonly digest: string }
  /** All settings of the run: the scenario's, changed by those of its header. */
  readonly settings: Plain
  /** Plans a new participant for a `Start` with roles, or refuses it. */
  newParticipant(id: ParticipantId, roles: readonly string[]): PlannedParticipant | Refused
  /** Checks the message of a `Tell` against the scenario. Null when it is valid, else one sentence. */
  refuse(message: { readonly type: string }): Refused | null
}

/** A round that the conductor grants a participant: the instants `from <= t < to`. */
export interface Grant {
  readonly from: VirtualTime
  readonly to: VirtualTime
  readonly commands: readonly Command[]
  /** Envelopes that must have arrived before the round begins: those due in it, or all announced ones when `peers` is given. */
  readonly expect: readonly Expectation[]
  /** Running participants and their incarnations; present when they changed since the last grant. */
  readonly peers?: { readonly [id: ParticipantId]: number }
}

/** Number of envelopes that an incarnation has announced to the receiver since the receiver's start. */
export interface Expectation {
  readonly from: ParticipantId
  readonly incarnation: number
  readonly count: number
}

/** The outcome of a granted round. */
export interface GrantResult {
  readonly trace: readonly TraceEvent[]
  /** Next instant with a timer or an envelope that has arrived; null when there is none. */
  readonly nextDue: VirtualTime | null
  /** Number of envelopes delivered to the participant in this round. */
  readonly taken: number
  readonly sent: { readonly [receiver: ParticipantId]: Announced }
  /** Set when the participant ended by itself in this round. */
  readonly ended?: 'left' | 'downed' | 'failed'
  /** The instant at which the participant ended. Default: that of its last trace event. */
  readonly endedAt?: VirtualTime
}

/** Envelopes sent to one receiver in a round. */
export interface Announced {
  readonly count: number
  readonly earliestDue: VirtualTime
}

/** Runs a participant in this thread or in a Web Worker. Both look the same to the conductor. */
export interface Host {
  /** Runs one round. Synchronous hosts return no promise, so that a run in one thread needs none per round. */
  advance(grant: Grant): GrantResult | Promise<GrantResult>
  /** Crashes the participant between rounds. Its later posts are discarded. */
  terminate(): void
  /** Ends the participant of a closed run between rounds, so that its worker can serve another run. Default: `terminate`. */
  retire?(): void
  /** Envelopes that have arrived and are not due yet. Only a host that has it can be replaced, see `Conductor.replaceHosts`. */
  readonly waiting?: readonly Envelope[]
}

export type HostFactory = (planned: PlannedParticipant, boot: Boot) => Host | Promise<Host>
