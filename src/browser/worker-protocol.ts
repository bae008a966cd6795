import type {
  ClockState,
  Frame,
  Grant,
  PlannedParticipant,
  PostMortemOrder,
  WireAnswer,
} from '../conductor/index.ts'
import type { Turn } from '../runtime/index.ts'
import type { Boot } from '../runtime/participant.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { ParticipantId, ParticipantKind, TraceEvent } from '../trace/trace-event.ts'

/** Names one worker that the page made for the conductor: `node-1#2`. */
export type WorkerKey = string

/** A participant's, or one in which what happened is done again to be looked at. */
export type WorkerKind = ParticipantKind | 'witness'

/** The first message of every worker. */
export interface WorkerPorts {
  /** Comlink. */
  readonly control: MessagePort
  /** Grants and answers; for the conductor: requests for workers. */
  readonly work: MessagePort
  /** For the conductor: batches of events to the page, and what the page has taken in. */
  readonly updates?: MessagePort
}

/** What the conductor asks of the page, which alone makes workers. */
export type WorkerRequest =
  | { readonly type: 'Spawn'; readonly key: WorkerKey; readonly kind: WorkerKind }
  | { readonly type: 'Terminate'; readonly key: WorkerKey }

export type WorkerNews =
  | {
      readonly type: 'Spawned'
      readonly key: WorkerKey
      readonly control: MessagePort
      readonly work: MessagePort
    }
  | { readonly type: 'Died'; readonly key: WorkerKey; readonly why: string }

/** `round` tells an answer to this grant from one to an earlier grant. */
export interface GrantMessage {
  readonly round: number
  readonly grant: Grant
}

export type AnswerMessage =
  | { readonly round: number; readonly answer: WireAnswer }
  | { readonly crashed: string }

/** Goes over the channel of a pair; a ping is for who sent it and tells that its channel hears. */
export type ChannelMessage = { readonly frame: Frame } | { readonly ping: string }

/** How a participant is made in a worker. */
export interface BootRequest {
  readonly runId: string
  readonly header: RunHeader
  readonly who: PlannedParticipant
  readonly boot: Boot
  /** Everybody it may send to or hear from so far. */
  readonly peers: readonly ParticipantId[]
}

/** What a participant's worker offers over comlink. */
export interface ParticipantControl {
  hello(): string
  boot(order: BootRequest): Promise<void>
  /** Opens channels with these; done when they hear. */
  meet(peers: readonly ParticipantId[]): Promise<void>
}

/** What a witness is to do again, with nobody else to be waited for. */
export interface HangDiagnosisRequest extends PostMortemOrder {
  readonly header: RunHeader
}

/** Said before each turn of the participant in the round that never ended; `Done` if it ended after all. */
export type HangReport = { readonly turn: Turn } | { readonly done: true }

/** From the conductor to the page. */
export type PageMessage =
  | { readonly type: 'Update'; readonly events: readonly TraceEvent[]; readonly clock: ClockState }
  | { readonly type: 'Progress'; readonly done: number; readonly of: number }

/** From the page to the conductor: so many events taken in since the beginning. */
export interface Acknowledgement {
  readonly events: number
}
