import type {
  Frame,
  Grant,
  HangingRound,
  PlannedParticipant,
  SessionUpdate,
  TapedRound,
  WireAnswer,
} from '../conductor/index.ts'
import type { Turn } from '../runtime/index.ts'
import type { Boot, Envelope } from '../runtime/participant.ts'
import type { StoreContents } from '../runtime/persistence/index.ts'
import type { Crash } from '../trace/crash.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import type { Refused } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { ParticipantKind, TraceEvent } from '../trace/trace-event.ts'
import type { StoreOperation } from './store-operations.ts'

/** Key of one worker started by the page: `node-1#2` is the second incarnation of `node-1`. */
export type WorkerKey = string

/** A participant's worker, or a worker that replays a hanging round. */
export type WorkerKind = ParticipantKind | 'hang-diagnosis'

/** The first message of every worker, and again when a worker of a closed run serves the next one. */
export interface WorkerPorts {
  /** Port for comlink calls. */
  readonly control: MessagePort
  /** Port for grants and answers; in the conductor's worker: for requests to start workers. */
  readonly work: MessagePort
  /** Only in the conductor's worker: port for batches of events and their acknowledgements. */
  readonly updates?: MessagePort
  /** Present in a worker with edited code that diagnoses a hang and hosts no participant. */
  readonly diagnoses?: true
}

/** Request of the conductor to the page, which starts all workers. */
export type WorkerRequest =
  | {
      readonly type: 'Spawn'
      readonly key: WorkerKey
      readonly kind: WorkerKind
      /** Present when the worker runs the edited code of this run. */
      readonly edited?: RunHeader
    }
  | { readonly type: 'Terminate'; readonly key: WorkerKey }
  /** Keeps an idle worker without edited code for the next run of the page. */
  | { readonly type: 'Retire'; readonly key: WorkerKey }
  /** The last request of a run. The report `Closed` says that the page has handled all of them. */
  | { readonly type: 'Close' }

/** Report of the page to the conductor about a worker. */
export type WorkerReport =
  | {
      readonly type: 'Spawned'
      readonly key: WorkerKey
      readonly control: MessagePort
      readonly work: MessagePort
    }
  | { readonly type: 'Died'; readonly key: WorkerKey; readonly crash: Crash | null }
  | { readonly type: 'Closed' }

/** `round` is repeated in the answer, so that the answer to an earlier grant can be ignored. */
export interface GrantMessage {
  readonly round: number
  readonly grant: Grant
}

export type AnswerMessage =
  | {
      readonly round: number
      readonly answer: WireAnswer
      /** The changes of a database's stores in this round. The round ends when they are stored. */
      readonly stored?: readonly StoreOperation[]
    }
  | { readonly crashed: Crash }

/** Message on the channel of a pair. A ping carries its sender's name; receiving its own ping proves the channel open. */
export type ChannelMessage = { readonly frame: Frame } | { readonly ping: string }

/** Request to create a participant in a worker. */
export interface BootRequest {
  readonly runId: string
  readonly header: RunHeader
  readonly participant: PlannedParticipant
  readonly boot: Boot
  /** All participants running at this moment. */
  readonly peers: readonly ParticipantId[]
  /** Only for a database: what it holds. */
  readonly contents?: StoreContents
}

/** Interface of a participant's worker, called over comlink. */
export interface ParticipantControl {
  /** Answers as soon as the worker's script runs. */
  hello(): string
  /** Resolves with the reason if the participant cannot be created. */
  boot(request: BootRequest): Promise<Refused | undefined>
  /** Resolves when the channels to these peers are open. */
  openChannels(peers: readonly ParticipantId[]): Promise<void>
  /** Handles rounds that a replay in another thread has completed. */
  relive(rounds: readonly TapedRound[]): Promise<void>
  /** Takes over the envelopes that are on their way after the relived rounds. */
  takeOver(waiting: readonly Envelope[]): Promise<void>
}

/** The run and the round to replay for a hang diagnosis. */
export interface HangDiagnosisRequest extends HangingRound {
  readonly header: RunHeader
}

/** Sent before each turn of the participant in the replayed round; `done` if that round ends after all. */
export type HangReport = { readonly turn: Turn } | { readonly done: true }

/** Message from the conductor to the page. */
export type PageMessage =
  | ({ readonly type: 'Update' } & SessionUpdate)
  /** Events of a replay, which is done up to the virtual instant `done`, of `of`. */
  | {
      readonly type: 'Progress'
      readonly events: readonly TraceEvent[]
      readonly done: number
      readonly of: number
    }
  /** The run of the replay could not be restored: its events do not count, and a new run follows. */
  | { readonly type: 'Discarded' }

/** Message from the page to the conductor: number of events received since the start. */
export interface Acknowledgement {
  readonly events: number
}
