import type { Plain } from '../../trace/plain.ts'
import type { FailureText } from '../../trace/trace-event.ts'
import { type ActorRef, isToolkitMessage, type Toolkit, toolkitProtocol } from '../actor/index.ts'
import type { EventEnvelope, EventSelection } from './event-selection.ts'
import {
  type ProjectionAnswer,
  type ProjectionRequest,
  projectionAnswerTypes,
  projectionRequestTypes,
} from './projection/projection-protocol.ts'
import type { SnapshotCriteria, SnapshotMetadata, StoredSnapshot } from './snapshot-store.ts'
import type { EventRecord, StoredEvent } from './stored-event.ts'

export const persistenceProtocol = toolkitProtocol('persistence')

/**
 * The messages between persistent actors and the database: plain data, for events and snapshots alike.
 *
 * Every request carries a `requestId`, unique in the requesting actor system, and every answer repeats it, so that an
 * actor can ignore answers to requests of its earlier incarnations.
 */
export type JournalCommand = StreamCommand | QueryCommand

/** A request about one persistence id. */
export type StreamCommand =
  /** Requests several writes, each atomic: all of its events are stored or none. Answered by `WriteMessages…`. */
  | (RequestFields & { readonly type: 'WriteMessages'; readonly writes: readonly (readonly EventRecord[])[] })
  /**
   * Requests at most `max` events out of `batchSize` sequence numbers from `fromSequenceNr` on, deleted ones skipped.
   * Answered by `ReplayedMessages` if there are events, and by `RecoverySuccess` after the last batch; otherwise the
   * actor requests the next batch when it is ready for it.
   */
  | (RequestFields & {
      readonly type: 'ReplayMessages'
      readonly fromSequenceNr: number
      readonly toSequenceNr: number
      readonly max: number
      readonly batchSize: number
    })
  | (RequestFields & { readonly type: 'DeleteMessagesTo'; readonly toSequenceNr: number })
  | (RequestFields & { readonly type: 'LoadSnapshot'; readonly criteria: SnapshotCriteria })
  | (RequestFields & { readonly type: 'SaveSnapshot'; readonly sequenceNr: number; readonly snapshot: Plain })
  | (RequestFields & { readonly type: 'DeleteSnapshots'; readonly criteria: SnapshotCriteria })

interface QueryFields {
  readonly requestId: number
  readonly replyTo: ActorRef<JournalAnswer>
}

interface RequestFields extends QueryFields {
  readonly persistenceId: string
}

/** Requests of queries over all persistence ids; a part of the journal protocol. */
export type QueryCommand =
  | ProjectionRequest<ActorRef<JournalAnswer>>
  /** Requests at most `max` selected events with `afterOffset` < offset ≤ `toOffset`. Answered by `EventsSelected`. */
  | (QueryFields & {
      readonly type: 'SelectEvents'
      readonly selection: EventSelection
      readonly afterOffset: number
      readonly toOffset: number
      readonly max: number
    })
  /** Requests at most `max` persistence ids above `afterId`, in order. Answered by `PersistenceIdsFound`. */
  | (QueryFields & {
      readonly type: 'ListPersistenceIds'
      readonly afterId: string
      readonly max: number
    })
  /**
   * Requests one `CommitHint` as soon as there is more to read: at once if there is already, else at the commit. A database
   * that restarts forgets the request, so a live query also polls.
   */
  | (QueryFields & { readonly type: 'AwaitCommit'; readonly of: AwaitedCommit })
  /** Ends the wait of an actor that stops; no answer. */
  | (QueryFields & { readonly type: 'CancelAwaitCommit' })

/** The commits that a live query waits for. */
export type AwaitedCommit =
  /** A higher sequence number of one persistence id. */
  | { readonly by: 'id'; readonly persistenceId: string; readonly afterSequenceNr: number }
  /** More persistence ids than `known`. */
  | { readonly by: 'ids'; readonly known: number }
  /** A selected event with a higher offset. */
  | { readonly by: 'selection'; readonly selection: EventSelection; readonly afterOffset: number }

export type JournalAnswer = StreamAnswer | QueryAnswer

/** An answer to a {@link StreamCommand}. */
export type StreamAnswer =
  /** All events are stored and visible to a replay. */
  | (AnswerFields & { readonly type: 'WriteMessagesSucceeded' })
  /** The listed writes (by index) are certainly not stored; all others are. */
  | (AnswerFields & { readonly type: 'WriteMessagesRejected'; readonly rejected: readonly RejectedWrite[] })
  /** The outcome is unknown: the events may or may not be stored. */
  | (AnswerFields & { readonly type: 'WriteMessagesFailed'; readonly error: FailureText })
  /**
   * `nextSequenceNr`: start of the next batch; null when `RecoverySuccess` follows. `highestSequenceNr`: the current
   * highest number; absent in the last batch, because `RecoverySuccess` carries it.
   */
  | (AnswerFields & {
      readonly type: 'ReplayedMessages'
      readonly events: readonly StoredEvent[]
      readonly nextSequenceNr: number | null
      readonly highestSequenceNr?: number
    })
  /**
   * The replay is complete. `highestSequenceNr` is the highest of the persistence id, independent of the bounds.
   * `lastReplayedNr`: the last event of the batch before this answer; absent when there is none. A link may lose, delay or
   * repeat one of the two, so the actor completes only with both.
   */
  | (AnswerFields & {
      readonly type: 'RecoverySuccess'
      readonly highestSequenceNr: number
      readonly lastReplayedNr?: number
    })
  | (AnswerFields & { readonly type: 'ReplayMessagesFailed'; readonly error: FailureText })
  | (AnswerFields & { readonly type: 'DeleteMessagesSucceeded'; readonly toSequenceNr: number })
  | (AnswerFields & {
      readonly type: 'DeleteMessagesFailed'
      readonly toSequenceNr: number
      readonly error: FailureText
    })
  /** `snapshot` is null if no snapshot matches the criteria. */
  | (AnswerFields & { readonly type: 'SnapshotLoaded'; readonly snapshot: StoredSnapshot | null })
  | (AnswerFields & { readonly type: 'LoadSnapshotFailed'; readonly error: FailureText })
  | (AnswerFields & { readonly type: 'SaveSnapshotSucceeded'; readonly metadata: SnapshotMetadata })
  | (AnswerFields & {
      readonly type: 'SaveSnapshotFailed'
      readonly sequenceNr: number
      readonly error: FailureText
    })
  | (AnswerFields & { readonly type: 'DeleteSnapshotsSucceeded'; readonly criteria: SnapshotCriteria })
  | (AnswerFields & {
      readonly type: 'DeleteSnapshotsFailed'
      readonly criteria: SnapshotCriteria
      readonly error: FailureText
    })

interface QueryAnswerFields {
  readonly requestId: number
}

interface AnswerFields extends QueryAnswerFields {
  readonly persistenceId: string
}

export type QueryAnswer =
  | ProjectionAnswer
  /** `complete`: the events reach up to `toOffset`, or to the journal's highest offset. */
  | (QueryAnswerFields & {
      readonly type: 'EventsSelected'
      readonly events: readonly EventEnvelope[]
      readonly highestOffset: number
      readonly complete: boolean
    })
  | (QueryAnswerFields & { readonly type: 'SelectEventsFailed'; readonly error: FailureText })
  /** `known`: number of all persistence ids. */
  | (QueryAnswerFields & {
      readonly type: 'PersistenceIdsFound'
      readonly persistenceIds: readonly string[]
      readonly known: number
      readonly complete: boolean
    })
  | (QueryAnswerFields & { readonly type: 'CommitHint' })

export interface RejectedWrite {
  readonly write: number
  readonly error: FailureText
}

const commandTypes: ReadonlySet<string> = new Set<StreamCommand['type']>([
  'WriteMessages',
  'ReplayMessages',
  'DeleteMessagesTo',
  'LoadSnapshot',
  'SaveSnapshot',
  'DeleteSnapshots',
])

export const answerTypes: ReadonlySet<string> = new Set<StreamAnswer['type']>([
  'WriteMessagesSucceeded',
  'WriteMessagesRejected',
  'WriteMessagesFailed',
  'ReplayedMessages',
  'RecoverySuccess',
  'ReplayMessagesFailed',
  'DeleteMessagesSucceeded',
  'DeleteMessagesFailed',
  'SnapshotLoaded',
  'LoadSnapshotFailed',
  'SaveSnapshotSucceeded',
  'SaveSnapshotFailed',
  'DeleteSnapshotsSucceeded',
  'DeleteSnapshotsFailed',
])

const queryCommandTypes: ReadonlySet<string> = new Set<QueryCommand['type']>([
  'SelectEvents',
  'ListPersistenceIds',
  'AwaitCommit',
  'CancelAwaitCommit',
  ...projectionRequestTypes,
])

const queryAnswerTypes: ReadonlySet<string> = new Set<QueryAnswer['type']>([
  'EventsSelected',
  'SelectEventsFailed',
  'PersistenceIdsFound',
  'CommitHint',
  ...projectionAnswerTypes,
])

/** True for an answer of the journal. The toolkit's brand distinguishes it from a command of the same shape. */
export const isJournalAnswer = (message: unknown): message is Toolkit<JournalAnswer> =>
  isToolkitMessage(message) && hasShape(message, answerTypes, queryAnswerTypes)

/** True for a request, also straight from the wire, where `replyTo` is still encoded. */
export const isJournalCommand = (message: unknown): message is JournalCommand =>
  hasShape(message, commandTypes, queryCommandTypes)

/** Messages of the first types name a persistence id, those of queries do not. */
function hasShape(message: unknown, types: ReadonlySet<string>, queryTypes: ReadonlySet<string>): boolean {
  if (typeof message !== 'object' || message === null) return false
  const { type, requestId, persistenceId } = message as { readonly [key: string]: unknown }
  if (typeof type !== 'string' || typeof requestId !== 'number') return false
  return queryTypes.has(type) || (types.has(type) && typeof persistenceId === 'string')
}
